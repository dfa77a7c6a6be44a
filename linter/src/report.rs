//! Reports: findings added up over a run.

mod tally;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::tally::{Caps, Tally};
use crate::{
    finding::{Finding, Severity},
    state::Evictions,
};

/// The result of a run: what was judged, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// What made the report.
    pub tool: Tool,
    /// Counts, and the verdict.
    pub summary: Summary,
    /// The findings, in the order in which they were made. Of each rule the first
    /// ones stand alone; later ones that are alike are merged.
    pub findings: Vec<Finding>,
}

/// What made a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tool {
    /// Name of the program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Name and version of the catalogue by which events were judged.
    pub catalog: String,
}

/// Counts, and the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Messages that were judged.
    pub messages: u64,
    /// Events in them.
    pub events: u64,
    /// Messages that were lost before they could be judged.
    pub lost: u64,
    /// What it all means.
    pub verdict: Verdict,
    /// Findings by severity.
    pub findings: SeverityCounts,
    /// Findings by rule.
    pub by_rule: BTreeMap<String, u64>,
    /// Events and findings by event type.
    pub by_type: BTreeMap<String, TypeSummary>,
    /// The same for all types that came after a thousand others.
    pub other_types: TypeSummary,
    /// Which event types of the catalogue were seen.
    pub coverage: Coverage,
    /// Findings that are counted but not in the report, by rule.
    pub left_out: BTreeMap<String, u64>,
    /// What the linter forgot because it reached a limit.
    pub evictions: Evictions,
}

/// What a run means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything was judged, and nothing bad enough was found.
    Pass,
    /// Something bad enough was found.
    Fail,
    /// Not everything was judged.
    Incomplete,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityCounts {
    /// Findings of severity error.
    pub error: u64,
    /// Findings of severity warning.
    pub warning: u64,
    /// Findings of severity info.
    pub info: u64,
}

impl SeverityCounts {
    /// The count of one severity.
    pub fn of(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }

    fn add(&mut self, severity: Severity, count: u64) {
        match severity {
            Severity::Error => self.error += count,
            Severity::Warning => self.warning += count,
            Severity::Info => self.info += count,
        }
    }
}

/// Events of one type, and the findings about them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypeSummary {
    /// Events that were judged.
    pub events: u64,
    /// Findings of severity error.
    pub error: u64,
    /// Findings of severity warning.
    pub warning: u64,
    /// Findings of severity info.
    pub info: u64,
}

/// Which event types of the catalogue were seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// How many types of the catalogue were seen.
    pub types_seen: u64,
    /// How many there are.
    pub types_known: u64,
    /// Those that were not seen, in the order of the catalogue.
    pub unseen: Vec<String>,
}
