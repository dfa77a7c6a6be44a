//! Test vectors: messages, and what every reader makes of them.
//!
//! All bindings run the same vectors, and so can anybody else. They are made
//! from the examples of the events, from samples, and from the [`Model`]: each
//! field is left out, nulled, and given values that it cannot have.
//!
//! [`Model`]: lattice_event_model::model::Model

mod event;
mod message;
mod messages;
mod place;
mod unfit;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::Context;

/// The folder of the vectors, below the base address.
pub const FOLDER: &str = "vectors";
/// The list of all files of vectors.
pub const INDEX: &str = "vectors/index.json";
/// The name of the schema of a file of vectors.
pub const VECTOR_DOCUMENT: &str = "vectors";
/// The version of the format of vectors. A change of their types is a new one.
pub const VECTOR_FORMAT: &str = "0.1.0";

/// `data` of an event that a property generator made.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The event's name: `host_started`.
    pub event: String,
    /// The data.
    pub data: Value,
}

/// The list of all files of vectors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VectorIndex {
    /// Address of the schema that every file follows.
    pub schema: String,
    /// Name of the catalogue.
    pub catalog: String,
    /// Version of the catalogue.
    pub version: String,
    /// How many vectors there are in all files.
    pub vectors: usize,
    /// The files.
    pub files: Vec<VectorIndexEntry>,
}

/// A file in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VectorIndexEntry {
    /// Path of the file, from the index on.
    pub path: String,
    /// How many vectors it has.
    pub vectors: usize,
}

/// Vectors that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VectorFile {
    /// What they are about.
    pub description: String,
    /// The vectors.
    pub vectors: Vec<Vector>,
}

/// A message, and what a reader makes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Vector {
    /// Name of the vector, unique among all of them: `host-started/valid/minimal`.
    pub name: String,
    /// What the vector shows, in one sentence.
    pub description: String,
    /// What a reader makes of the message.
    pub kind: VectorKind,
    /// NATS headers by name, each with its values. Absent where the message has
    /// none: then it means the same with and without the envelope of NATS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, Vec<String>>>,
    /// The payload as a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// The payload in Base64, where it is no UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_base64: Option<String>,
    /// What is read. Absent where the message is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<ExpectedEvent>,
    /// The first stage that refuses the message. Absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<Stage>,
    /// JSON pointer of the value for which it is refused, into the event as it is
    /// in structured mode. A member that is missing is pointed at as if it were
    /// there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

/// What a reader makes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VectorKind {
    /// An event as today's producers send it.
    Valid,
    /// An event of a newer producer: it is read, and nothing of it is lost.
    Forward,
    /// It is refused.
    Invalid,
}

/// A stage of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Reading bytes into types.
    Parse,
    /// Validating what was read with the JSON Schema of the event, formats included.
    Validate,
}

/// What a reader gets from a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedEvent {
    /// Whether the type is in the catalogue, so that `data` is typed.
    pub known: bool,
    /// The event as it is in structured mode. Writing what was read gives the
    /// same value: numbers are equal as decimals, the order of members is free.
    pub event: Value,
    /// JSON pointers of the members that the types have no field for.
    pub unknown_fields: Vec<String>,
    /// JSON pointers of the texts that are no known value of their enumeration.
    pub unknown_values: Vec<String>,
}

/// A file of vectors with its path below [`FOLDER`].
pub(crate) struct NamedFile {
    pub(crate) path: String,
    pub(crate) file: VectorFile,
}

/// All files of vectors of a catalogue.
pub(crate) fn files(context: &Context<'_>) -> Vec<NamedFile> {
    let mut files: Vec<NamedFile> =
        context.events.first().map(|first| messages::file(context, first)).into_iter().collect();
    files.extend(context.events.iter().map(|event| event::file(context, event)));
    files
}
