//! `catalog.json`: everything published, with digests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The catalogue file: every event type, its versions, and the files that describe it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
// Editors look for a member of exactly the name `$schema`.
#[cfg_attr(feature = "schema", schemars(extend("x-lint-exclude" = "simple_properties_identifiers")))]
pub struct CatalogFile {
    /// Address of the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Name of the catalogue.
    pub name: String,
    /// What readers call it.
    pub title: String,
    /// What it holds.
    pub summary: String,
    /// Version of the catalogue as a whole.
    pub version: String,
    /// Address under which every path in this file is served.
    pub base_address: String,
    /// Who answers for it.
    pub owner: String,
    /// Where its source is developed.
    pub repository: String,
    /// The programs that publish the events.
    pub publishers: Vec<PublisherFile>,
    /// The groups of events.
    pub families: Vec<FamilyFile>,
    /// The events, grouped by family.
    pub events: Vec<EventFile>,
    /// Older vocabularies, recognised but not described.
    pub legacy: Vec<LegacyFile>,
    /// Types that nobody ever sent, though people look for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phantoms: Vec<PhantomFile>,
    /// Schemas that belong to the whole catalogue.
    pub collections: Vec<CollectionFile>,
}

/// A program that publishes events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublisherFile {
    /// What users call it.
    pub name: String,
    /// Name in the addresses of its schemas.
    pub namespace: String,
    /// What stands before the event's name in the CloudEvents `type`, without the dot.
    pub type_prefix: String,
    /// NATS subject with its parameters in braces; `{event}` is the event's name.
    pub subject: String,
    /// Subjects on which older versions published too, same notation.
    pub former_subjects: Vec<String>,
    /// What the CloudEvents `source` is.
    pub source: SourceFile,
}

/// What the CloudEvents `source` of a publisher is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceFile {
    /// In one sentence.
    pub description: String,
    /// A value for examples.
    pub example: String,
    /// Regular expression that a correct source matches.
    pub pattern: String,
}

/// A group of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyFile {
    /// Name in addresses.
    pub name: String,
    /// Heading in the documentation.
    pub title: String,
    /// What the events of the family tell.
    pub summary: String,
    /// Namespace of its publisher.
    pub publisher: String,
    /// A notice that holds for every event of the family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// One event type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventFile {
    /// The CloudEvents `type`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Its last part.
    pub name: String,
    /// Name of the Rust struct, and of the type in other languages.
    pub title: String,
    /// The first paragraph of its documentation.
    pub summary: String,
    /// Name of its family.
    pub family: String,
    /// How far users may rely on it.
    pub status: StatusFile,
    /// The producer versions that send it. Both ends are absent where no released version does.
    pub emitted: VersionRange,
    /// NATS subject, with its parameters in braces.
    pub subject: String,
    /// JSON pointer into `data` of the field that repeats the `source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_field: Option<String>,
    /// JSON pointer into `data` of the field that tells the producer's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer_version_field: Option<String>,
    /// Names of related events.
    pub related: Vec<String>,
    /// Path of its documentation page.
    pub page: String,
    /// Version of its newest data schema.
    pub version: String,
    /// Every version of its schemas, newest first.
    pub versions: Vec<EventVersionFile>,
}

/// How far users may rely on an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusFile {
    /// The state.
    pub state: StatusState,
    /// The catalogue version since which it holds.
    pub since: String,
    /// Why, for deprecated and removed events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Name of the event to use in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

/// The states of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum StatusState {
    /// It changes in compatible ways only.
    Stable,
    /// It may still change in any way.
    Experimental,
    /// It is still sent; new code should not rely on it.
    Deprecated,
    /// No supported producer sends it any more.
    Removed,
}

/// A range of producer versions, both ends included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionRange {
    /// First version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last version; absent where the newest one is included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// One version of an event's schemas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventVersionFile {
    /// Semantic version of the data schema.
    pub version: String,
    /// Address of the data schema, and the `dataschema` of events that follow it.
    pub dataschema: String,
    /// Schemas of `data`.
    pub data: SchemaFiles,
    /// Schemas of the whole event.
    pub event: SchemaFiles,
}

/// The renderings of one schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemaFiles {
    /// JSON Schema 2020-12, open.
    pub canonical: FileDigest,
    /// The draft-07 twin.
    pub draft07: FileDigest,
    /// JSON Schema 2020-12, closed.
    pub strict: FileDigest,
}

/// A published file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileDigest {
    /// Path below the base address.
    pub path: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// A schema that belongs to the whole catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CollectionFile {
    /// Its name: `any-event`.
    pub name: String,
    /// What it describes.
    pub summary: String,
    /// Its renderings by name: `canonical`, `draft07`, `strict`.
    pub files: BTreeMap<String, FileDigest>,
}

/// An older vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegacyFile {
    /// Namespace of the publisher whose older versions are meant.
    pub publisher: String,
    /// Producers below this version speak the older vocabulary.
    pub before: String,
    /// Its events.
    pub events: Vec<LegacyEventFile>,
}

/// An event of an older vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegacyEventFile {
    /// Its CloudEvents `type`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The producer versions that sent it.
    pub versions: String,
    /// The `type` to read in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// What changed between it and its successor.
    pub changed: String,
    /// JSON pointers into `data`. Where one of them exists, the message has the
    /// legacy shape, even though a current event has the same `type`.
    pub marked_by: Vec<String>,
    /// JSON pointers into `data`. Where none of them exists, the message has the
    /// legacy shape, even though a current event has the same `type`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
}

/// A type that nobody ever sent, though people look for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhantomFile {
    /// The CloudEvents `type`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Who names it, and what happens in its place.
    pub note: String,
    /// The `type` to look for in its place, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
}
