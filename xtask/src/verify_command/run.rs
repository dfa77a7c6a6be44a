//! Running the commands of a language.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use lattice_codegen::bindings::{Check, Install, Language};
use lattice_event_model::catalog::sha256;
use serde::Deserialize;

/// Where a package is verified.
pub(super) struct Places<'a> {
    pub(super) tools: &'a Path,
    pub(super) package: &'a Path,
    pub(super) vectors: &'a Path,
}

/// What a runner of vectors writes.
#[derive(Deserialize)]
struct VectorsRun {
    vectors: usize,
    failed: Vec<String>,
}

/// How many lines of a failed command are shown, and how many failed vectors are
/// named.
const SHOWN: usize = 60;
const NAMED: usize = 10;

/// Whether a program is there.
pub(super) fn answers(command: &[&str]) -> bool {
    let Some((program, arguments)) = command.split_first() else { return true };
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

impl Places<'_> {
    pub(super) fn fill(&self, text: &str) -> String {
        text.replace("{tools}", &self.tools.display().to_string())
            .replace("{package}", &self.package.display().to_string())
    }

    pub(super) fn command(
        &self,
        language: &Language,
        command: &[&str],
        folder: &Path,
    ) -> Result<Command, String> {
        let (program, arguments) = command.split_first().ok_or("a command is empty")?;
        let mut run = Command::new(self.fill(program));
        run.args(arguments.iter().map(|argument| self.fill(argument)))
            .current_dir(folder)
            .stdin(Stdio::null());
        for (name, value) in language.verification.environment {
            run.env(name, self.fill(value));
        }
        // Cargo tells its children where they are; these are another workspace.
        for name in ["CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            if !language.verification.environment.iter().any(|(set, _)| *set == name) {
                run.env_remove(name);
            }
        }
        Ok(run)
    }
}

/// Installs what is not installed yet.
pub(super) fn install(language: &Language, places: &Places<'_>) -> Result<(), String> {
    for install in language.verification.installs {
        let Install { title, files, command } = install;
        let mut digest = command.join(" ");
        for file in *files {
            let bytes =
                std::fs::read(places.package.join(file)).map_err(|error| format!("{file}: {error}"))?;
            digest.push_str(&sha256(&bytes));
            let copy = places.tools.join(file);
            if let Some(folder) = copy.parent() {
                std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            }
            std::fs::copy(places.package.join(file), &copy)
                .map_err(|error| format!("failed to copy {file} to {}: {error}", copy.display()))?;
        }
        let stamp = places.tools.join(format!(".installed-{}", title.replace(' ', "-")));
        if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == digest) {
            continue;
        }
        println!("installing {title}");
        let mut command = places.command(language, command, places.tools)?;
        finish(&mut command, false)?;
        #[expect(clippy::disallowed_methods, reason = "a stamp below target/ that is written last")]
        std::fs::write(&stamp, digest).map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    Ok(())
}

/// Runs a check. How many vectors it ran, if it runs them.
pub(super) fn check(
    language: &Language,
    check: &Check,
    places: &Places<'_>,
    vectors: usize,
) -> Result<Option<usize>, String> {
    let start = Instant::now();
    let folder: PathBuf =
        if check.folder.is_empty() { places.package.to_owned() } else { places.fill(check.folder).into() };
    let mut command = places.command(language, check.command, &folder)?;
    let result_path = places.package.join(".vectors-result.json");
    let _ = std::fs::remove_file(&result_path);
    let absolute = std::fs::canonicalize(places.vectors).map_err(|error| error.to_string())?;
    command.env("LATTICE_VECTORS", absolute).env("LATTICE_VECTORS_RESULT", &result_path);
    let outcome = finish(&mut command, check.silent);
    let count = if check.vectors { Some(count(&result_path, vectors)) } else { None };
    let word = match (&outcome, &count) {
        (Ok(()), None) => "ok".to_owned(),
        (Ok(()), Some(Ok(count))) => format!("ok, {count} vectors"),
        _ => "FAILED".to_owned(),
    };
    tell(places, check.title, start, &word);
    match (outcome, count) {
        // Which vectors failed says more than how the program ended.
        (_, Some(Err(reason))) => Err(reason),
        (Err(reason), _) => Err(reason),
        (Ok(()), Some(Ok(count))) => Ok(Some(count)),
        (Ok(()), None) => Ok(None),
    }
}

/// Says how something went.
pub(super) fn tell(places: &Places<'_>, title: &str, start: Instant, word: &str) {
    let catalog = places.package.file_name().unwrap_or_default().to_string_lossy();
    println!("  {catalog:<16} {title:<24} {:>6.1} s  {word}", start.elapsed().as_secs_f64());
}

/// Reads what the runner of the vectors wrote.
fn count(path: &Path, vectors: usize) -> Result<usize, String> {
    let text = std::fs::read_to_string(path).map_err(|_| {
        "the vectors were not run to their end: nothing was written to LATTICE_VECTORS_RESULT".to_owned()
    })?;
    let run: VectorsRun =
        serde_json::from_str(&text).map_err(|error| format!("the result of the vectors: {error}"))?;
    if !run.failed.is_empty() {
        let first_line = |text: &'_ String| text.lines().next().unwrap_or_default().to_owned();
        let named: Vec<String> = run.failed.iter().take(NAMED).map(first_line).collect();
        return Err(format!("{} vectors failed: {}", run.failed.len(), named.join("; ")));
    }
    if run.vectors != vectors {
        return Err(format!("{} of {vectors} vectors were run", run.vectors));
    }
    Ok(run.vectors)
}

/// Runs a command to its end, and shows what it printed if it failed.
pub(super) fn finish(command: &mut Command, silent: bool) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("failed to run {program}: {error}"))?;
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() && (!silent || text.trim().is_empty()) {
        return Ok(());
    }
    let lines: Vec<&str> = text.lines().collect();
    for line in &lines[lines.len().saturating_sub(SHOWN)..] {
        println!("    {line}");
    }
    Err(if output.status.success() {
        "it printed something".to_owned()
    } else {
        format!("{}", output.status)
    })
}
