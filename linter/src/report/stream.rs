//! What a report says about a JetStream stream.

use serde::{Deserialize, Serialize};

/// The JetStream stream from which messages came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stream {
    /// Its name.
    pub name: String,
    /// Sequence of the first message that it held when the run began.
    pub first: u64,
    /// Sequence of the last message that it held when the run began.
    pub last: u64,
    /// How many messages were to be judged when the run began: those that the
    /// filters let through.
    pub expected: u64,
    /// How many messages were judged, redelivered ones counted once.
    pub judged: u64,
    /// The sequences that were judged, in order. Between the ends of a range
    /// lies no message that was to be judged and was not.
    pub judged_ranges: Vec<SequenceRange>,
    /// Ranges that are not listed, since there are a thousand others.
    pub ranges_left_out: u64,
    /// Messages that were delivered more than once.
    pub redelivered: u64,
}

/// Sequences of a stream, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SequenceRange {
    /// The first sequence.
    pub from: u64,
    /// The last sequence.
    pub to: u64,
}
