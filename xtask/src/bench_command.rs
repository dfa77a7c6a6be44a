//! `cargo xtask bench`: what judging costs beside a bare validator.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use lattice_simulator::{Endless, Options};
use nix::sys::resource::{UsageWho, getrusage};

use crate::workspace;

/// How much more CPU time than a bare validator `event-lint check` may take.
const LIMIT: f64 = 2.0;

/// What to measure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request {
    /// Size of the file of events.
    pub(crate) megabytes: u64,
    /// How often each program runs.
    pub(crate) rounds: usize,
}

/// Measures, and fails where judging takes more than its share.
pub(crate) fn run(request: Request) -> anyhow::Result<ExitCode> {
    let folder = workspace::root().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let events = folder.join("events.ndjson");
    let lines = write_events(&events, request.megabytes * 1_000_000)?;
    println!("{lines} valid events, {} MB, one a line, from the simulator\n", request.megabytes);

    build(&["--package", "event-lint"])?;
    build(&["--package", "lattice-linter", "--example", "is_valid"])?;
    let release = workspace::target().join("release");
    let lint = Program {
        name: "event-lint check",
        path: release.join("event-lint"),
        arguments: vec!["check".into(), "--no-config".into(), "--quiet".into(), events.clone()],
        expected: String::new(),
    };
    let validate = Program {
        name: "serde_json and is_valid",
        path: release.join("examples/is_valid"),
        arguments: vec![workspace::root().join("generated"), events],
        expected: format!("{lines} of {lines} lines are valid\n"),
    };

    // In turns, so that a busy machine is busy for both.
    let mut times = Vec::new();
    for _ in 0..request.rounds.max(1) {
        times.push((lint.cpu_time()?, validate.cpu_time()?));
    }
    let own = median(times.iter().map(|(own, _)| own.as_secs_f64()));
    let other = median(times.iter().map(|(_, other)| other.as_secs_f64()));
    let ratio = median(times.iter().map(|(own, other)| own.as_secs_f64() / other.as_secs_f64()));
    println!("CPU time, median of {} rounds in turns:\n", times.len());
    println!("  {:<24} {own:.2} s", lint.name);
    println!("  {:<24} {other:.2} s", validate.name);
    println!("\n  ratio {ratio:.2}, at most {LIMIT:.1}");
    Ok(if ratio <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes valid events, one a line, until the file has so many bytes. Returns
/// how many there are.
fn write_events(path: &Path, bytes: u64) -> anyhow::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    let (mut written, mut lines) = (0, 0);
    for message in Endless::new(Options { hosts: 10, ..Options::default() }) {
        file.write_all(&message.payload)?;
        file.write_all(b"\n")?;
        written += message.payload.len() as u64 + 1;
        lines += 1;
        if written >= bytes {
            break;
        }
    }
    file.flush()?;
    Ok(lines)
}

fn build(arguments: &[&str]) -> anyhow::Result<()> {
    let built = Command::new("cargo")
        .args(["build", "--release", "--quiet"])
        .args(arguments)
        .current_dir(workspace::root())
        .status()
        .context("failed to run cargo build")?;
    ensure!(built.success(), "cargo build {} failed", arguments.join(" "));
    Ok(())
}

/// A program to measure.
struct Program {
    name: &'static str,
    path: PathBuf,
    arguments: Vec<PathBuf>,
    /// What it has to print, so that no measurement is one of a failure.
    expected: String,
}

impl Program {
    /// The CPU time of one run: that of all its threads, in user and system mode.
    fn cpu_time(&self) -> anyhow::Result<Duration> {
        let before = children()?;
        let output = Command::new(&self.path).args(&self.arguments).stderr(Stdio::inherit()).output()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() || (!self.expected.is_empty() && printed != self.expected) {
            bail!("{} ended with {}: {printed}", self.name, output.status);
        }
        Ok(children()?.saturating_sub(before))
    }
}

/// The CPU time of all child processes that have ended.
fn children() -> anyhow::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let (user, system) = (usage.user_time(), usage.system_time());
    let microseconds = (user.tv_sec() + system.tv_sec()) * 1_000_000 + user.tv_usec() + system.tv_usec();
    Ok(Duration::from_micros(u64::try_from(microseconds)?))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
