//! Cases by which any linter of lattice events can be tested: messages, and the
//! findings that are expected of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The folder of the cases, below the base address.
pub const FOLDER: &str = "conformance";
/// The name of the schema of a case.
pub const CASE_DOCUMENT: &str = "conformance-case";
/// The version of the format of cases. A change of their types is a new one.
pub const CASE_FORMAT: &str = "0.1.0";

/// Messages of one stream, and what a linter finds in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConformanceCase {
    /// Name of the case: its rule, a slash, and a name within the rule. It is the
    /// path of the file as well.
    pub name: String,
    /// The rule that the case is about.
    pub rule: String,
    /// Whether that rule has something to say.
    pub kind: CaseKind,
    /// What the case shows, in one sentence of Markdown.
    pub description: String,
    /// How its messages carry their events.
    pub mode: CaseMode,
    /// By which version of the NATS binding the messages are read.
    pub profile: CaseProfile,
    /// Thresholds other than the usual ones, by their names in the configuration:
    /// `max-payload`, `identity.delay`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub thresholds: BTreeMap<String, String>,
    /// The messages, in the order in which they came, as lines of a recording.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<RecordedMessage>")]
    pub messages: Vec<Value>,
    /// Lines of a recording as they are, in place of messages, where one of them
    /// is no message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The findings, with every rule on and every severity as it is by default.
    pub expected: Vec<ExpectedFinding>,
    /// Whether the JSON Schema of CloudEvents accepts every message; `None` where
    /// there is a message that it cannot judge.
    #[serde(skip)]
    pub official: Option<bool>,
}

/// Whether the rule of a case has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaseKind {
    /// It finds something.
    Fires,
    /// It finds nothing. Other rules may.
    Passes,
}

/// How messages carry their events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaseMode {
    /// Payloads are whole events.
    Structured,
    /// Attributes are headers, payloads are data.
    Binary,
    /// Something else, or several ways.
    Mixed,
}

/// A version of the CloudEvents NATS Protocol Binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum CaseProfile {
    /// Headers decide where there are any; what has none is in structured mode.
    #[serde(rename = "auto")]
    Auto,
    /// 1.0.2: structured mode only.
    #[serde(rename = "1.0.2")]
    V1_0_2,
    /// The draft of 1.0.3: what does not say that it is in structured mode is in
    /// binary mode.
    #[serde(rename = "1.0.3")]
    V1_0_3,
}

/// A finding of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedFinding {
    /// The message, counted from 0.
    pub message: u32,
    /// The rule.
    pub rule: String,
    /// Its severity.
    pub severity: CaseSeverity,
    /// JSON pointer into the event; absent where the finding is about the message
    /// as a whole, or where its place holds a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaseSeverity {
    /// Good to know: nothing is wrong.
    Info,
    /// Somebody will be surprised.
    Warning,
    /// A specification or a schema is violated.
    Error,
}

/// A message as it came over NATS. Its texts may have placeholders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordedMessage {
    /// NATS subject, if it is known.
    #[serde(default)]
    pub subject: Option<String>,
    /// NATS headers by name, each with its values, if there were any.
    #[serde(default)]
    pub headers: Option<BTreeMap<String, Vec<String>>>,
    /// The payload as a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// The payload in Base64, where it is no UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_base64: Option<String>,
    /// When it was received (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ts: Option<String>,
    /// Subject for replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// The JetStream stream from which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// Its sequence in that stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
}

impl CaseProfile {
    /// Its name on the command line and in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::V1_0_2 => "1.0.2",
            Self::V1_0_3 => "1.0.3",
        }
    }
}

impl ConformanceCase {
    /// Path of its file, below the base address.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.json", self.name)
    }

    /// Whether the rule of the case is among the expected ones.
    pub fn expects_its_rule(&self) -> bool {
        self.expected.iter().any(|finding| finding.rule == self.rule)
    }

    /// Whether a message is refused: there is a finding of severity error.
    pub fn is_refused(&self) -> bool {
        self.expected.iter().any(|finding| finding.severity == CaseSeverity::Error)
    }
}
