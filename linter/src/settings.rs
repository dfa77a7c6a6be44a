//! What a user decides: severities and limits.

use std::{collections::BTreeMap, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::finding::Severity;

/// What becomes of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is off.
    Allow,
    /// They are of severity info.
    Info,
    /// They are of severity warning.
    Warning,
    /// They are of severity error.
    Error,
}

impl Level {
    /// The severity of findings at this level; `None` where the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// A text that is no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no level: write `allow`, `info`, `warning` or `error`")]
pub struct UnknownLevel(pub String);

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "allow" => Ok(Self::Allow),
            "info" => Ok(Self::Info),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(UnknownLevel(text.to_owned())),
        }
    }
}

/// What a user decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Levels by rule name. Rules that are not named keep their own severity.
    pub severities: BTreeMap<String, Level>,
    /// How much the linter keeps in memory.
    pub limits: Limits,
}

/// How much the linter keeps in memory, whatever comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Sources whose producer version is remembered. The least recently seen goes first.
    pub sources: usize,
    /// Events that are remembered, to recognise them on another subject. The oldest goes first.
    pub events: usize,
    /// Findings of one rule in one message. What comes after them is counted in the last one.
    pub findings: usize,
    /// Values in the `data` of an event up to which every schema violation is
    /// listed. Of larger ones the first is named: each violation costs memory.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sources: 100_000, events: 100_000, findings: 50, values: 50_000 }
    }
}
