//! `cargo xtask test`: everything that CI checks, one step after the other.

mod step;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, bail};

use crate::{
    bench_command, gen_command,
    sync::{self, Mode},
    tools, verify_command, workspace,
};
use step::{Outcome, cargo, run_quietly};

/// A step: what it is called, and what it does.
type Step = (&'static str, fn() -> anyhow::Result<Outcome>);

const STEPS: &[Step] = &[
    ("generated files", generated_files),
    ("formatting", formatting),
    ("lints", lints),
    ("without schemars", without_schemars),
    ("nats-server", nats_server),
    ("tests", tests),
    ("schemas", schemas),
    ("pages", pages),
    ("sarif", sarif),
    ("bindings", bindings),
    ("dependencies", dependencies),
];

/// What takes many minutes, and is not part of CI.
const LONG_STEPS: &[Step] =
    &[("a million events", a_million_events), ("long fuzzing", long_fuzzing), ("performance", performance)];

/// Runs every step, also after one has failed, and prints a table.
pub(crate) fn run(require_all: bool, all: bool) -> anyhow::Result<ExitCode> {
    let require_all = require_all || is_ci();
    let mut rows = Vec::new();
    let mut failed = false;
    let long = if all { LONG_STEPS } else { &[] };
    for (name, run) in STEPS.iter().chain(long) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = match run() {
            Ok(Outcome::Missing(tool)) if require_all => {
                Outcome::Failed(format!("{tool} (required here, as with CI=true)"))
            }
            Ok(outcome) => outcome,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        };
        if let Outcome::Failed(reason) | Outcome::Missing(reason) | Outcome::Skipped(reason) = &outcome {
            println!("{reason}");
        }
        failed |= matches!(outcome, Outcome::Failed(_));
        rows.push((*name, outcome, start.elapsed()));
    }
    println!();
    for (name, outcome, elapsed) in rows {
        println!("{:<18} {:<8} {:>6.1} s", name, outcome.word(), elapsed.as_secs_f64());
    }
    println!("\n{}", if failed { "test result: FAILED" } else { "test result: ok" });
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether this is a run of CI, where nothing may be skipped.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

fn generated_files() -> anyhow::Result<Outcome> {
    let files = gen_command::files()?;
    let differences = sync::sync(&files, &workspace::root().join("generated"), Mode::Check)?;
    for difference in &differences {
        println!("{:<12} generated/{}", difference.kind.to_string(), difference.path);
    }
    Ok(if differences.is_empty() {
        println!("{} files are up to date", files.len());
        Outcome::Passed
    } else {
        Outcome::Failed("generated/ is not up to date. To mend it, run: cargo xtask gen".to_owned())
    })
}

fn formatting() -> anyhow::Result<Outcome> {
    if !run_quietly("rustfmt", &["--version"]) {
        return Ok(Outcome::Skipped("rustfmt is missing: `rustup component add rustfmt`".to_owned()));
    }
    let root = workspace::root();
    let everywhere = cargo(&["fmt", "--all", "--check"])?;
    // rustfmt follows `mod` lines, but not those that a macro writes.
    let mut files = Vec::new();
    for folder in ["schema-src/src/events", "linter/src/rules"] {
        rust_files(&root.join(folder), &mut files)?;
    }
    let status = std::process::Command::new("rustfmt")
        .args(["--check", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .args(files)
        .status()
        .context("failed to run rustfmt")?;
    Ok(Outcome::of(everywhere && status.success(), "run: cargo fmt --all, and rustfmt on the files above"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("failed to list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

fn lints() -> anyhow::Result<Outcome> {
    if !run_quietly("cargo", &["clippy", "--version"]) {
        return Ok(Outcome::Skipped("clippy is missing: `rustup component add clippy`".to_owned()));
    }
    let passed = cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ])?;
    Ok(Outcome::of(passed, "clippy has findings"))
}

/// A host takes the structs without schemars and without the CloudEvents SDK.
fn without_schemars() -> anyhow::Result<Outcome> {
    let built = cargo(&["check", "--quiet", "--package", "lattice-events", "--no-default-features"])?;
    let output = std::process::Command::new("cargo")
        .args(["tree", "--package", "lattice-events", "--no-default-features", "--edges", "normal"])
        .current_dir(workspace::root())
        .output()
        .context("failed to run cargo tree")?;
    let tree = String::from_utf8_lossy(&output.stdout);
    for unwanted in ["schemars", "async-nats", "cloudevents-sdk"] {
        if tree.contains(&format!("{unwanted} v")) {
            bail!("lattice-events without default features depends on {unwanted}");
        }
    }
    Ok(Outcome::of(
        built && output.status.success(),
        "lattice-events does not build without default features",
    ))
}

/// The tests of event-lint start it where `target/tools` has it.
fn nats_server() -> anyhow::Result<Outcome> {
    let Some(program) = tools::nats_server()? else {
        return Ok(Outcome::Missing(tools::PYTHON_MISSING.to_owned()));
    };
    let path = program.display().to_string();
    Ok(Outcome::of(run_quietly(&path, &["--version"]), "nats-server does not run"))
}

/// A stream of a million events is judged, within 128 MiB.
fn a_million_events() -> anyhow::Result<Outcome> {
    let passed = long_tests("nats", "a_million_events")?;
    Ok(Outcome::of(passed, "a stream of a million events is not judged as it should be"))
}

/// Mutated messages with secrets in them, for ten minutes.
fn long_fuzzing() -> anyhow::Result<Outcome> {
    Ok(Outcome::of(long_tests("fuzz", "")?, "a mutated message made a panic, or a secret was shown"))
}

/// Tests of event-lint that take minutes.
fn long_tests(target: &str, filter: &str) -> anyhow::Result<bool> {
    let status = std::process::Command::new("cargo")
        .args(["test", "--package", "event-lint", "--test", target, "--", filter])
        .env("LATTICE_LONG_TESTS", "1")
        .current_dir(workspace::root())
        .status()
        .context("failed to run cargo test")?;
    Ok(status.success())
}

/// Judging costs at most twice as much as a bare validator.
fn performance() -> anyhow::Result<Outcome> {
    let request = bench_command::Request { megabytes: 150, rounds: 5 };
    let code = bench_command::run(request)?;
    Ok(Outcome::of(code == ExitCode::SUCCESS, "judging costs more than twice what a bare validator does"))
}

fn tests() -> anyhow::Result<Outcome> {
    let passed = cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"])?;
    Ok(Outcome::of(passed, "tests have failed"))
}

fn schemas() -> anyhow::Result<Outcome> {
    let Some(node) = tools::node()? else {
        return Ok(Outcome::Missing(tools::NODE_MISSING.to_owned()));
    };
    Ok(Outcome::of(
        node.run("lint-schemas.mjs", &workspace::root().join("generated"))?,
        "schemas have findings",
    ))
}

fn pages() -> anyhow::Result<Outcome> {
    let Some(node) = tools::node()? else {
        return Ok(Outcome::Missing(tools::NODE_MISSING.to_owned()));
    };
    // The tests of codegen write the pages of the shop and every case of
    // Markdown there, which hold what readers disagree on.
    let cases = workspace::root().join("target/tmp/pages");
    let mut passed = node.run("render-pages.mjs", &workspace::root().join("generated/docs"))?;
    if cases.is_dir() {
        passed &= node.run("render-pages.mjs", &cases)?;
    }
    Ok(Outcome::of(passed, "pages do not render"))
}

/// The tests of event-lint write SARIF logs of every kind.
fn sarif() -> anyhow::Result<Outcome> {
    let Some(node) = tools::node()? else {
        return Ok(Outcome::Missing(tools::NODE_MISSING.to_owned()));
    };
    let schema = tools::sarif_schema()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let logs = workspace::root().join(target).join("tmp/sarif");
    Ok(Outcome::of(
        node.run_on("validate-sarif.mjs", &[&schema, &logs])?,
        "SARIF logs do not follow the schema of SARIF 2.1.0",
    ))
}

/// The packages for other languages, on every vector.
fn bindings() -> anyhow::Result<Outcome> {
    let verified = verify_command::verify(&[])?;
    Ok(if !verify_command::report(&verified, false) {
        Outcome::Failed("packages for other languages have failed: run `cargo xtask verify`".to_owned())
    } else if let Some(reason) = verify_command::missing(&verified) {
        Outcome::Missing(reason)
    } else {
        Outcome::Passed
    })
}

fn dependencies() -> anyhow::Result<Outcome> {
    let program = tools::cargo_deny()?;
    // cargo-deny looks at all platforms; a build fetches the crates of this one only.
    if !cargo(&["fetch", "--quiet", "--locked"])? {
        return Ok(Outcome::Failed("the dependencies cannot be fetched".to_owned()));
    }
    let status = std::process::Command::new(program)
        .args([
            "--offline",
            "--log-level",
            "error",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ])
        .current_dir(workspace::root())
        .status()
        .context("failed to run cargo-deny")?;
    Ok(Outcome::of(status.success(), "dependencies break a rule of deny.toml"))
}
