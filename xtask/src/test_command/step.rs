//! How steps run programs, and how they end.

use std::process::{Command, Stdio};

use anyhow::Context;

use crate::workspace;

/// How a step ended.
pub(super) enum Outcome {
    /// Everything was as it should be.
    Passed,
    /// Something was not; with what to do.
    Failed(String),
    /// A tool is missing that CI must have; with the way to install it.
    Missing(String),
    /// A tool is missing that not every machine has; with the way to install it.
    Skipped(String),
}

impl Outcome {
    pub(super) fn of(passed: bool, otherwise: &str) -> Self {
        if passed { Self::Passed } else { Self::Failed(otherwise.to_owned()) }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Failed(_) => "FAILED",
            Self::Missing(_) | Self::Skipped(_) => "skipped",
        }
    }
}

/// Runs cargo in the workspace; whether it succeeded.
pub(super) fn cargo(arguments: &[&str]) -> anyhow::Result<bool> {
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(workspace::root())
        .status()
        .with_context(|| format!("failed to run cargo {}", arguments.join(" ")))?;
    Ok(status.success())
}

/// Whether a program is there and answers.
pub(super) fn run_quietly(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
