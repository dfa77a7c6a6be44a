//! What a report says about planted faults.

use serde::{Deserialize, Serialize};

/// The comparison of findings with the faults that were planted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Truth {
    /// How many faults were planted.
    pub planted: u64,
    /// How many of them were found by their rule.
    pub found: u64,
    /// Faults that were not found, the first hundred of them.
    pub missed: Vec<PlantedFault>,
    /// How many there were in all.
    pub missed_count: u64,
    /// Errors and warnings about messages in which nothing of the kind was
    /// planted, the first hundred of them.
    pub unexpected: Vec<UnexpectedFinding>,
    /// How many there were in all.
    pub unexpected_count: u64,
}

/// A fault that was planted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlantedFault {
    /// The rule that should notice it.
    pub rule: String,
    /// Where its first message stands in the stream that was emitted, from 0.
    pub position: u64,
    /// What is wrong, in one sentence.
    pub summary: String,
}

/// A finding where no fault of its kind was planted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnexpectedFinding {
    /// The rule that made it.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// NATS subject of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}
