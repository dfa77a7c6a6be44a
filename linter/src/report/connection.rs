//! What a report says about the connection to NATS.

use serde::{Deserialize, Serialize};

/// The connection to NATS over which messages came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Connection {
    /// Address of the server, without anything secret.
    pub server: String,
    /// The subjects that were subscribed to.
    pub subjects: Vec<String>,
    /// Which share of the lattices is judged here, such as `2/3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<String>,
    /// Messages of other lattices, which another process judges.
    pub passed_over: u64,
    /// Times without a connection, the first hundred of them.
    pub gaps: Vec<Gap>,
    /// How many there were in all.
    pub gap_count: u64,
    /// How long they lasted in all, in milliseconds.
    pub gap_milliseconds: u64,
    /// Messages that reached this client and were dropped, since it was too slow.
    pub dropped: u64,
}

/// A time without a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// When the connection broke, RFC 3339.
    pub from: String,
    /// When there was one again, RFC 3339; absent if there never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How long it lasted, in milliseconds.
    pub milliseconds: u64,
}
