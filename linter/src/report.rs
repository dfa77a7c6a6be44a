//! Reports: findings added up over a run.

mod connection;
mod stream;
mod tally;
mod truth;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    connection::{Connection, Gap},
    stream::{SequenceRange, Stream},
    tally::{Caps, Tally},
    truth::{PlantedFault, Truth, UnexpectedFinding},
};
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
    /// The connection to NATS, where messages came over one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<Connection>,
    /// The JetStream stream, where messages came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<Stream>,
    /// The comparison with what was planted, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
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
    /// Why the verdict is `incomplete`, or `fail` for another reason than a
    /// finding: one sentence each.
    pub reasons: Vec<String>,
    /// Rules that could not work here and were switched off.
    pub switched_off: Vec<SwitchedOff>,
    /// The file of the configuration, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<String>,
    /// What is to be said of the configuration and the baseline: one sentence each.
    pub notes: Vec<String>,
    /// Findings by severity.
    pub findings: SeverityCounts,
    /// Findings that were left out because the configuration ignores them.
    pub ignored: u64,
    /// Findings that were left out because they are in the baseline.
    pub baselined: u64,
    /// Findings by rule.
    pub by_rule: BTreeMap<String, u64>,
    /// Events and findings by event type.
    pub by_type: BTreeMap<String, TypeSummary>,
    /// The same for all types that came after a thousand others.
    pub other_types: TypeSummary,
    /// What of the catalogue was seen.
    pub coverage: Coverage,
    /// Findings that are counted but not in the report, by rule.
    pub left_out: BTreeMap<String, u64>,
    /// What the linter forgot because it reached a limit.
    pub evictions: Evictions,
}

/// A rule that was switched off because it could not work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SwitchedOff {
    /// Name of the rule.
    pub rule: String,
    /// Why it could not work, in one sentence.
    pub reason: String,
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

impl std::fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Incomplete => "incomplete",
        })
    }
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

/// What of the catalogue was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// How many types of the catalogue were seen.
    pub types_seen: u64,
    /// How many there are.
    pub types_known: u64,
    /// Those that were not seen, in the order of the catalogue.
    pub unseen: Vec<String>,
    /// How many different sources of events were seen: hosts, for the most part.
    pub sources_seen: u64,
    /// Whether that is their exact number. If not, the linter reached its limit,
    /// and there were more.
    pub sources_exact: bool,
    /// Fields of the types that were seen.
    pub fields: Share,
    /// Known values of enumerations in the types that were seen.
    pub values: Share,
    /// By event type that was seen: JSON pointers of its fields that were not,
    /// with `*` for array indexes and for names that are data.
    pub unseen_fields: BTreeMap<String, Vec<String>>,
    /// By event type that was seen: values of enumerations that were not, as
    /// `pointer = value`.
    pub unseen_values: BTreeMap<String, Vec<String>>,
    /// Fields and values that were not seen and are not listed, since there are
    /// a thousand others.
    pub unseen_left_out: u64,
}

/// How much of something was seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// How many were seen.
    pub seen: u64,
    /// How many there are.
    pub known: u64,
}
