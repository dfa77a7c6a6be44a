//! Runs the program, in a folder and away from the environment of a CI.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A run of the program.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
}

/// The folder of the cases that all formats share.
pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

pub(crate) fn event_lint(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    event_lint_with_summary(folder, None, arguments, input)
}

/// With a file for the summary of a step of GitHub Actions.
pub(crate) fn event_lint_with_summary(
    folder: &Path,
    summary: Option<&Path>,
    arguments: &[&str],
    input: &[u8],
) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-lint"));
    match summary {
        Some(path) => command.env("GITHUB_STEP_SUMMARY", path),
        None => command.env_remove("GITHUB_STEP_SUMMARY"),
    };
    let mut child = command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that stops reading early is not the test's business.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    assert!(!stderr.contains("panicked"), "{stderr}");
    Run { code: status.code(), stdout: String::from_utf8(stdout).unwrap() }
}

/// The base address and versions are not what these tests are about.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.add_filter(r"https://[a-z0-9.-]+/(schemas|docs)/", "[base]/$1/");
    settings.add_filter(r"lattice-events \d+\.\d+\.\d+", "lattice-events [version]");
    settings.add_filter(r#"(name="version" value=)"\d+\.\d+\.\d+""#, r#"$1"[version]""#);
    settings.add_filter(r#""(version|semanticVersion)": "0\.\d+\.\d+""#, r#""$1": "[version]""#);
    settings.add_filter(r#""informationUri": "[^"]+""#, r#""informationUri": "[repository]""#);
    settings.set_omit_expression(true);
    settings
}
