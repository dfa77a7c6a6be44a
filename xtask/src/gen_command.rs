//! `cargo xtask gen`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use lattice_codegen::{CodegenError, FileSet, Input};
use lattice_events::CATALOG;
use similar::TextDiff;

use crate::{
    sync::{self, Difference, Mode, SyncError},
    workspace,
};

/// The longest diff of one file that `--check` prints, in lines.
const DIFF_LINES: usize = 40;

/// Everything that is published could not be made.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// Something cannot be published as it is.
    #[error("failed to generate")]
    Codegen(#[from] CodegenError),
    /// The directory cannot be compared or written.
    #[error("failed to bring the directory up to date")]
    Sync(#[from] SyncError),
}

/// Every file of the catalogue.
///
/// # Errors
///
/// [`CodegenError`], if something cannot be published as it is.
pub fn files() -> Result<FileSet, CodegenError> {
    lattice_codegen::generate(&Input { catalog: &CATALOG, rules: &[], documents: &[] })
}

pub(crate) fn run(check: bool, out: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let files = files().map_err(GenerationError::from)?;
    let made = start.elapsed();
    let (directory, shown) = match &out {
        Some(directory) => {
            if !check {
                sync::refuse_foreign(directory).map_err(GenerationError::from)?;
            }
            (directory.clone(), directory.display().to_string())
        }
        None => (workspace::root().join("generated"), "generated".to_owned()),
    };
    let mode = if check { Mode::Check } else { Mode::Write };
    let differences = sync::sync(&files, &directory, mode).map_err(GenerationError::from)?;
    let figures = format!(
        "{} files, {} ms to make them, {} ms in all",
        files.len(),
        made.as_millis(),
        start.elapsed().as_millis()
    );
    if !check {
        for difference in &differences {
            println!("{:<9} {shown}/{}", done(difference), difference.path);
        }
        println!("{shown}: {} changed, {figures}", differences.len());
        return Ok(ExitCode::SUCCESS);
    }
    if differences.is_empty() {
        println!("{shown} is up to date: {figures}");
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        println!("{:<12} {shown}/{}", difference.kind.to_string(), difference.path);
        print_diff(difference);
    }
    let command = match &out {
        Some(directory) => format!("cargo xtask gen --out {}", display(directory)),
        None => "cargo xtask gen".to_owned(),
    };
    println!("\n{shown}: {} of {} files differ. To mend it, run: {command}", differences.len(), files.len());
    Ok(ExitCode::FAILURE)
}

fn done(difference: &Difference) -> &'static str {
    match (&difference.before, &difference.after) {
        (_, None) => "removed",
        (None, _) => "added",
        _ => "rewritten",
    }
}

fn display(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(' ') { format!("'{text}'") } else { text }
}

fn print_diff(difference: &Difference) {
    let (Some(before), Some(after)) = (&difference.before, &difference.after) else { return };
    let (Ok(before), Ok(after)) = (std::str::from_utf8(before), std::str::from_utf8(after)) else {
        return println!("    (the file on disk is not UTF-8)");
    };
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(1).header("on disk", "generated").to_string();
    for line in text.lines().take(DIFF_LINES) {
        let line: String = line.chars().take(160).collect();
        println!("    {line}");
    }
    let left = text.lines().count().saturating_sub(DIFF_LINES);
    if left > 0 {
        println!("    … and {left} more lines");
    }
}
