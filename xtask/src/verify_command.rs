//! `cargo xtask verify`: the packages for other languages are compiled, checked
//! as strictly as their languages can, and run on every vector.

mod catalogs;
mod copy;
mod first_program;
mod run;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use lattice_codegen::{
    bindings::{FOLDER, LANGUAGES, Language},
    vectors::{self, VectorIndex},
};

use self::run::Places;
use crate::{
    gen_command,
    sync::{self, Mode},
    workspace,
};

/// What became of one language.
pub(crate) struct Verified {
    language: &'static Language,
    /// How many vectors it ran, of all catalogues.
    vectors: usize,
    outcome: Verdict,
    elapsed: Duration,
}

/// How it went.
pub(crate) enum Verdict {
    /// Every check passed, and every vector was run.
    Passed,
    /// What did not, one line each.
    Failed(Vec<String>),
    /// A program is missing; with the way to install it.
    Missing(String),
}

/// A catalogue whose packages are verified.
struct Subject {
    name: String,
    /// The folder that holds `bindings/` and `vectors/`.
    folder: PathBuf,
    vectors: usize,
    is_main: bool,
}

impl Subject {
    fn new(folder: PathBuf, is_main: bool) -> anyhow::Result<Self> {
        let path = folder.join(vectors::INDEX);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("failed to read {}: run `cargo xtask gen`", path.display()))?;
        let index: VectorIndex =
            serde_json::from_str(&text).with_context(|| format!("failed to read {}", path.display()))?;
        Ok(Self { name: index.catalog, folder, vectors: index.vectors, is_main })
    }
}

/// Verifies the languages of these names, or all.
pub(crate) fn run(names: &[String], require_all: bool) -> anyhow::Result<ExitCode> {
    let verified = verify(names)?;
    Ok(if report(&verified, require_all) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Verifies the languages of these names, or all.
pub(crate) fn verify(names: &[String]) -> anyhow::Result<Vec<Verified>> {
    let languages = languages(names)?;
    let generated = workspace::root().join("generated");
    let stale = sync::sync(&gen_command::files()?, &generated, Mode::Check)?;
    for difference in &stale {
        println!("{:<12} generated/{}", difference.kind.to_string(), difference.path);
    }
    if !stale.is_empty() {
        println!("generated/ is not up to date: run `cargo xtask gen`. What stands there is verified.\n");
    }
    let mut subjects = vec![Subject::new(generated, true)?];
    for folder in catalogs::generate()? {
        subjects.push(Subject::new(folder, false)?);
    }
    let mut verified = Vec::new();
    for language in languages {
        println!("== {}", language.title);
        let start = Instant::now();
        let (outcome, vectors) = one(language, &subjects)?;
        let outcome = match outcome {
            Verdict::Passed if !stale.is_empty() => {
                Verdict::Failed(vec!["generated/ is not up to date: run `cargo xtask gen`".to_owned()])
            }
            outcome => outcome,
        };
        verified.push(Verified { language, vectors, outcome, elapsed: start.elapsed() });
        println!();
    }
    Ok(verified)
}

/// Prints the table; whether everything is as it should be.
pub(crate) fn report(verified: &[Verified], require_all: bool) -> bool {
    let mut passed = true;
    println!("{:<12} {:>8} {:>8}  result", "language", "vectors", "seconds");
    for Verified { language, vectors, outcome, elapsed } in verified {
        let (word, reasons): (&str, &[String]) = match outcome {
            Verdict::Passed => ("ok", &[]),
            Verdict::Failed(reasons) => ("FAILED", reasons),
            Verdict::Missing(reason) if require_all => ("FAILED", std::slice::from_ref(reason)),
            Verdict::Missing(reason) => ("skipped", std::slice::from_ref(reason)),
        };
        passed &= word != "FAILED";
        println!("{:<12} {vectors:>8} {:>8.1}  {word}", language.title, elapsed.as_secs_f64());
        for reason in reasons {
            println!("    {reason}");
        }
    }
    let counts: Vec<usize> = verified
        .iter()
        .filter(|verified| matches!(verified.outcome, Verdict::Passed))
        .map(|verified| verified.vectors)
        .collect();
    if counts.windows(2).any(|pair| pair[0] != pair[1]) {
        println!("the languages have run different numbers of vectors");
        passed = false;
    }
    passed
}

/// What is missing for the languages that were skipped.
pub(crate) fn missing(verified: &[Verified]) -> Option<String> {
    let reasons: Vec<&str> = verified
        .iter()
        .filter_map(|verified| match &verified.outcome {
            Verdict::Missing(reason) => Some(reason.as_str()),
            Verdict::Passed | Verdict::Failed(_) => None,
        })
        .collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

fn languages(names: &[String]) -> anyhow::Result<Vec<&'static Language>> {
    if names.is_empty() {
        return Ok(LANGUAGES.to_vec());
    }
    names
        .iter()
        .map(|name| match LANGUAGES.iter().find(|language| language.name == name) {
            Some(language) => Ok(*language),
            None => {
                let known: Vec<&str> = LANGUAGES.iter().map(|language| language.name).collect();
                bail!("there is no language `{name}`: the languages are {}", known.join(", "))
            }
        })
        .collect()
}

fn one(language: &'static Language, subjects: &[Subject]) -> anyhow::Result<(Verdict, usize)> {
    for program in language.verification.programs {
        if !run::answers(program.command) {
            return Ok((
                Verdict::Missing(format!("{} is missing: install {}", program.command[0], program.install)),
                0,
            ));
        }
    }
    let tools = workspace::target().join("verify").join(language.name);
    std::fs::create_dir_all(&tools).with_context(|| format!("failed to create {}", tools.display()))?;
    let tools =
        std::fs::canonicalize(&tools).with_context(|| format!("failed to find {}", tools.display()))?;
    let mut failures = Vec::new();
    let mut vectors = 0;
    for subject in subjects {
        let source = subject.folder.join(FOLDER).join(language.name);
        let package = tools.join(&subject.name);
        copy::mirror(&source, &package)?;
        let places =
            Places { tools: &tools, package: &package, vectors: &subject.folder.join(vectors::FOLDER) };
        if subject.is_main
            && let Err(reason) = run::install(language, &places)
        {
            // Nothing works without the tools.
            return Ok((Verdict::Failed(vec![reason]), 0));
        }
        if subject.is_main
            && let Err(reason) = first_program(language, &places)
        {
            failures.push(format!("the first program of README.md: {reason}"));
        }
        for check in language.verification.checks {
            if !subject.is_main && !check.every_catalog {
                continue;
            }
            match run::check(language, check, &places, subject.vectors) {
                Ok(count) => {
                    vectors += count.unwrap_or_default();
                }
                Err(reason) => failures.push(format!("{}, {}: {reason}", subject.name, check.title)),
            }
        }
    }
    Ok((if failures.is_empty() { Verdict::Passed } else { Verdict::Failed(failures) }, vectors))
}

fn first_program(language: &Language, places: &Places<'_>) -> Result<(), String> {
    let Some(program) = &language.verification.first_program else { return Ok(()) };
    let start = Instant::now();
    let outcome = first_program::run(language, program, places);
    let word = match &outcome {
        Ok(Some(lines)) => format!("ok, {lines} lines"),
        Ok(None) => "skipped: nats-server is missing".to_owned(),
        Err(_) => "FAILED".to_owned(),
    };
    run::tell(places, "first program on NATS", start, &word);
    outcome.map(|_| ())
}

/// The folder in which packages of test catalogues are made.
fn catalogs_folder() -> PathBuf {
    workspace::target().join("verify/catalogs")
}

/// The folders within a folder, sorted.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("failed to list {}", folder.display()))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}
