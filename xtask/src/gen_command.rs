//! `cargo xtask gen`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use lattice_codegen::{CodegenError, DocumentSchema, FileSet, Guide, Input, RuleDocumentation, RustCrate};
use lattice_event_model::schema;
use lattice_events::CATALOG;
use lattice_linter::{Configuration, report::Report, rules};
use similar::TextDiff;

use crate::{
    sync::{self, Difference, Mode, SyncError},
    workspace,
};

/// The longest diff of one file that `--check` prints, in lines.
const DIFF_LINES: usize = 40;

/// The version of the format of reports. A change of their types is a new one.
const REPORT_FORMAT: &str = "0.1.0";
const REPORT_EXAMPLE: &str = include_str!("../templates/report.json");

/// The version of the format of configurations. A change of their types is a new one.
const CONFIGURATION_FORMAT: &str = "0.1.0";
const CONFIGURATION_EXAMPLE: &str = include_str!("../templates/configuration.json");

/// Pages that are written by hand, beside the events that they are about.
const GUIDES: &[Guide<'_>] = &[Guide {
    slug: "identity",
    title: "Workload identity",
    description: "What identity events tell about the SPIFFE identities of hosts, components and providers, and how to read them.",
    family: Some("identity"),
    body: include_str!("../../schema-src/guides/identity.md"),
}];

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
    let rules: Vec<RuleDocumentation> = rules::ALL
        .iter()
        .map(|rule| RuleDocumentation {
            name: rule.name.to_owned(),
            summary: rule.summary(),
            severity: rule.severity.to_string(),
            reference: rule.reference.to_owned(),
            since: rule.since.to_owned(),
            documentation: rule.documentation(CATALOG.base_address),
        })
        .collect();
    let report = DocumentSchema {
        name: "report".to_owned(),
        version: REPORT_FORMAT.to_owned(),
        summary: "The report of `event-lint --format json`.".to_owned(),
        schema: schema::derive::<Report>(),
        example: serde_json::from_str(REPORT_EXAMPLE)
            .map_err(|source| CodegenError::Json { path: "report.json".to_owned(), source })?,
    };
    let configuration = DocumentSchema {
        name: "configuration".to_owned(),
        version: CONFIGURATION_FORMAT.to_owned(),
        summary: "The configuration of event-lint, `event-lint.toml`.".to_owned(),
        schema: schema::derive::<Configuration>(),
        example: serde_json::from_str(CONFIGURATION_EXAMPLE)
            .map_err(|source| CodegenError::Json { path: "configuration.json".to_owned(), source })?,
    };
    lattice_codegen::generate(&Input {
        catalog: &CATALOG,
        rules: &rules,
        documents: &[report, configuration],
        guides: GUIDES,
        rust_crate: Some(RustCrate { name: "lattice-events", event_enum: "LatticeEvent" }),
    })
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

#[cfg(test)]
mod tests {
    use lattice_linter::{Configuration, report::Report};

    #[test]
    fn the_example_of_a_report_is_one() {
        let report: Report = serde_json::from_str(super::REPORT_EXAMPLE).unwrap();
        let example: serde_json::Value = serde_json::from_str(super::REPORT_EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(report).unwrap(), example);
    }

    #[test]
    fn the_example_of_a_configuration_is_one() {
        let configuration: Configuration = serde_json::from_str(super::CONFIGURATION_EXAMPLE).unwrap();
        let example: serde_json::Value = serde_json::from_str(super::CONFIGURATION_EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(configuration).unwrap(), example);
    }
}
