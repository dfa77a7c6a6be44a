//! The objects of a SARIF log that this program writes, named as in SARIF 2.1.0,
//! section 3. Properties that it never writes are not here.

use lattice_linter::report::Verdict;
use serde::Serialize;

/// Section 3.13.
#[derive(Debug, Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    pub(super) runs: [Run<'r>; 1],
}

/// Section 3.14.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub(super) tool: Tool<'r>,
    pub(super) invocations: [Invocation; 1],
    pub(super) results: Vec<SarifResult<'r>>,
    pub(super) column_kind: &'static str,
    pub(super) properties: RunProperties<'r>,
}

/// The property bag of a run.
#[derive(Debug, Serialize)]
pub(super) struct RunProperties<'r> {
    pub(super) catalog: &'r str,
    pub(super) messages: u64,
    pub(super) events: u64,
    pub(super) lost: u64,
    pub(super) verdict: Verdict,
}

/// Section 3.18.
#[derive(Debug, Serialize)]
pub(super) struct Tool<'r> {
    pub(super) driver: Driver<'r>,
}

/// Section 3.19.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'r> {
    pub(super) name: &'r str,
    pub(super) version: &'r str,
    pub(super) semantic_version: &'r str,
    pub(super) information_uri: &'static str,
    pub(super) rules: Vec<Descriptor>,
    pub(super) notifications: Vec<Descriptor>,
}

/// Section 3.49.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    pub(super) short_description: Text,
    pub(super) full_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help_uri: Option<String>,
    pub(super) help: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default_configuration: Option<Configuration>,
}

/// Section 3.50.
#[derive(Debug, Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

/// Sections 3.11 and 3.12.
#[derive(Debug, Serialize)]
pub(super) struct Text {
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) markdown: Option<String>,
}

impl Text {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

/// Section 3.20.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exit_code: Option<u8>,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

/// Section 3.58.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    pub(super) descriptor: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) associated_rule: Option<RuleReference>,
    pub(super) level: &'static str,
    pub(super) message: Text,
}

/// Section 3.52, to a descriptor of the same run.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    pub(super) id: &'static str,
    pub(super) index: usize,
}

/// Section 3.52, to a rule that may have no results and so no descriptor.
#[derive(Debug, Serialize)]
pub(super) struct RuleReference {
    pub(super) id: String,
}

/// Section 3.27.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult<'r> {
    pub(super) rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: &'static str,
    pub(super) message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) locations: Vec<SarifLocation<'r>>,
    pub(super) partial_fingerprints: PartialFingerprints,
    pub(super) occurrence_count: u64,
    pub(super) properties: ResultProperties<'r>,
}

/// Section 3.27.17. The name tells how the value is computed: another way gets
/// another number.
#[derive(Debug, Serialize)]
pub(super) struct PartialFingerprints {
    #[serde(rename = "eventFinding/v1")]
    pub(super) event_finding: String,
}

/// The property bag of a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultProperties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) event_id: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) event_type: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) event_source: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointer: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) schema_pointer: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<&'r str>,
    /// The server or stream that a live message came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) received_from: Option<&'r str>,
    /// The number of a live message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message_number: Option<u64>,
    /// The line of standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u64>,
    /// The column in that line, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<u64>,
}

/// Section 3.28.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifLocation<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) physical_location: Option<PhysicalLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<LogicalLocation<'r>>,
}

/// Section 3.29.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) region: Region,
}

/// Section 3.4.
#[derive(Debug, Serialize)]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
}

/// Section 3.30: lines and columns for texts, bytes for programs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: u64,
    pub(super) start_column: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_column: Option<u64>,
    pub(super) byte_offset: u64,
    pub(super) byte_length: u64,
}

/// Section 3.33.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'r> {
    pub(super) fully_qualified_name: &'r str,
    pub(super) kind: &'static str,
}
