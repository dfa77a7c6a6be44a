//! What the linter says about messages.

use std::{borrow::Cow, ops::Range};

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know: nothing is wrong.
    Info,
    /// Somebody will be surprised.
    Warning,
    /// A specification or a schema is violated.
    Error,
}

impl Severity {
    /// The word that reports write: `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Something to say about a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Name of the rule that made it.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence. Values of peers are cut and escaped in it.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is written that it should be otherwise: a section of a
    /// specification, or the address of a schema.
    pub reference: Option<Cow<'static, str>>,
    /// JSON pointer into the payload. It may name a member that is missing.
    pub pointer: Option<String>,
    /// JSON pointer into the schema.
    pub schema_pointer: Option<String>,
    /// Which event it is about.
    pub event: EventIdentity,
    /// NATS subject of the message.
    pub subject: Option<String>,
    /// Where it stands.
    pub location: Location,
    /// How many findings this one stands for.
    pub count: u64,
    /// The bytes of the payload to underline. Not a part of reports.
    #[serde(skip)]
    pub labels: Vec<Label>,
    /// The bytes of the payload that must not be shown, in order: secrets. Not a
    /// part of reports.
    #[serde(skip)]
    pub withheld: Vec<Range<usize>>,
}

/// Enough of an event to find it again. Long values are cut after 256 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventIdentity {
    /// Its `id`.
    pub id: Option<String>,
    /// Its `type`.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// Its `source`.
    pub source: Option<String>,
}

/// Where something stands in an input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Location {
    /// The file, or the name of another source, such as the address of a server.
    pub file: String,
    /// Line from 1 on; where there are no lines, the number of the message.
    pub line: u64,
    /// Column from 1 on, in characters.
    pub column: u64,
    /// Offset from the beginning of the file, in bytes.
    pub offset: u64,
    /// Length in bytes.
    pub length: u64,
}

/// Bytes of a payload to underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The bytes. Start and end are borders of characters.
    pub span: Range<usize>,
    /// Whether this is the place, and not one that explains it.
    pub primary: bool,
    /// What to write beside it; may be empty.
    pub text: String,
}

/// An event that was judged, with or without findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedEvent {
    /// Its `type`, cut after 256 characters; `None` where it has none.
    pub event_type: Option<String>,
    /// Whether the catalogue describes the type and the event has its current shape.
    pub known: bool,
}

/// All that the linter says about one message.
///
/// It can be used like the slice of its findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The events in the message: none, one, or those of a batch.
    pub events: Vec<JudgedEvent>,
    /// The findings, in the order in which their places stand in the payload.
    pub findings: Vec<Finding>,
    /// The subject of the message as it may be shown, where it holds a secret.
    pub subject: Option<String>,
}

impl std::ops::Deref for Judgement {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.findings
    }
}

impl IntoIterator for Judgement {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}

impl<'j> IntoIterator for &'j Judgement {
    type Item = &'j Finding;
    type IntoIter = std::slice::Iter<'j, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.iter()
    }
}
