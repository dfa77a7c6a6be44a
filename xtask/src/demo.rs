//! `cargo xtask demo`: the main job, without a server.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, bail};
use lattice_simulator::{Options, Simulation, faults};

use crate::{gen_command, workspace};

/// How many faults the demo plants.
const FAULTS: usize = 5;

/// Generates, plays a small lattice with a few faults, and lints it.
pub(crate) fn run(seed: u64, picture: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    println!("1. cargo xtask gen\n");
    let code = gen_command::run(false, None)?;
    if code != ExitCode::SUCCESS {
        return Ok(code);
    }

    let options = Options { seed, ..Options::default() };
    let messages: Vec<_> = Simulation::new(options.clone()).collect();
    let (messages, planted) = faults::plant(messages, seed, FAULTS).context("failed to plant faults")?;
    println!(
        "\n2. A simulated lattice (seed {seed}): {} hosts, {} messages, with these faults planted:\n",
        options.hosts,
        messages.len()
    );
    for fault in &planted {
        println!("   {:<24} {}", fault.rule, fault.summary);
    }

    println!("\n3. event-lint check -\n");
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--package", "event-lint"])
        .current_dir(workspace::root())
        .status()
        .context("failed to run cargo build")?;
    if !built.success() {
        bail!("event-lint does not build");
    }
    let recording: String = messages.iter().map(|message| message.to_recording_line() + "\n").collect();
    let status = match picture {
        Some(path) => lint_to_picture(&recording, &path)?,
        None => lint(&recording, &[], Stdio::inherit())?.0,
    };
    // Exit code 1 means findings, which is what the planted faults are for.
    match status {
        Some(1) if !planted.is_empty() => {
            println!(
                "\nevent-lint exits with 1, because it found errors. `event-lint check --help` says more."
            );
            Ok(ExitCode::SUCCESS)
        }
        code => bail!("event-lint exits with {code:?}, but the planted faults should make it exit with 1"),
    }
}

/// Runs event-lint on a recording: its exit code, and what it printed to a pipe.
///
/// It is a child process, so that a broken `generated/` cannot stop xtask from
/// compiling.
fn lint(recording: &str, options: &[&str], output: Stdio) -> anyhow::Result<(Option<i32>, String)> {
    let mut child = Command::new("cargo")
        .args(["run", "--quiet", "--package", "event-lint", "--", "check", "-"])
        .args(options)
        .current_dir(workspace::root())
        .stdin(Stdio::piped())
        .stdout(output)
        .spawn()
        .context("failed to run event-lint")?;
    let mut input = child.stdin.take().context("event-lint has no standard input")?;
    let mut printed = String::new();
    std::thread::scope(|scope| {
        // Both pipes at once: neither side may wait for the other.
        let writer = scope.spawn(move || input.write_all(recording.as_bytes()));
        if let Some(mut output) = child.stdout.take() {
            output.read_to_string(&mut printed)?;
        }
        writer.join().unwrap_or_else(|_| Err(std::io::ErrorKind::BrokenPipe.into()))
    })
    .context("failed to talk to event-lint")?;
    let status = child.wait().context("failed to wait for event-lint")?;
    Ok((status.code(), printed))
}

/// The picture of the README, made from what the program really prints.
fn lint_to_picture(recording: &str, path: &Path) -> anyhow::Result<Option<i32>> {
    // Without the infos, which real lattices are full of.
    let (code, printed) = lint(recording, &["--color", "always", "--allow", "info"], Stdio::piped())?;
    let picture = anstyle_svg::Term::new().render_svg(printed.trim_end());
    let mut file =
        std::fs::File::create(path).with_context(|| format!("failed to create {}", path.display()))?;
    file.write_all(picture.as_bytes()).with_context(|| format!("failed to write {}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(code)
}
