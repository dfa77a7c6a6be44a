//! Exit codes, a contract with scripts.

use std::process::ExitCode;

use lattice_linter::{Severity, configuration, report::Verdict};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: nothing at or above `--fail-on`.
    Clean,
    /// 1: findings at or above it.
    Findings,
    /// 2: could not run: usage, unreadable input.
    CouldNotRun,
    /// 3: ran, but not over everything, whatever else was found.
    Incomplete,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::CouldNotRun => 2,
            Exit::Incomplete => 3,
        })
    }
}

/// From which severity on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that makes a run fail.
    pub(crate) fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }
}

impl From<configuration::FailOn> for FailOn {
    fn from(fail_on: configuration::FailOn) -> Self {
        match fail_on {
            configuration::FailOn::Error => Self::Error,
            configuration::FailOn::Warning => Self::Warning,
            configuration::FailOn::Never => Self::Never,
        }
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Pass => Self::Clean,
            Verdict::Fail => Self::Findings,
            Verdict::Incomplete => Self::Incomplete,
        }
    }
}
