//! What templates see of a catalogue.
//!
//! Names are those of the language. `wire` names are as they are in messages.
//! Documentation is Markdown that is safe in the comments of the language; it
//! tells since when something is sent, and that it is deprecated.

use std::collections::BTreeMap;

use lattice_event_model::model::Shape;
use serde::Serialize;
use serde_json::Value;

/// A package.
#[derive(Debug, Clone, Serialize)]
pub struct PackageView {
    /// Its name in the registry.
    pub name: String,
    /// Its version: that of the catalogue.
    pub version: String,
    /// What people call the catalogue.
    pub title: String,
    /// What it holds, in one sentence.
    pub summary: String,
    /// The same without markup, for places that are no comments.
    pub plain_summary: String,
    /// Name of the catalogue.
    pub catalog: String,
    /// Address under which its files are published, without a slash at the end.
    pub base_address: String,
    /// Where its source is developed.
    pub repository: String,
    /// Who answers for it.
    pub owner: String,
    /// Its licence, as SPDX has it.
    pub licence: String,
    /// What any event of the catalogue is called: `LatticeEvent`.
    pub event_union: String,
    /// Who publishes events.
    pub publishers: Vec<PublisherView>,
    /// The events, in the order of the catalogue.
    pub events: Vec<EventView>,
    /// The types, sorted by their names on the wire. The data of events is among them.
    pub types: Vec<TypeView>,
}

/// A program that publishes events.
#[derive(Debug, Clone, Serialize)]
pub struct PublisherView {
    /// What people call it.
    pub name: String,
    /// Its name in addresses.
    pub namespace: String,
    /// Its name as a constant.
    pub constant: String,
    /// What stands before the event's name in a CloudEvents `type`, without the dot.
    pub type_prefix: String,
    /// The subject, with `{event}` and other parameters in braces.
    pub subject: String,
    /// The parameters of the subject beside `event`.
    pub parameters: Vec<ParameterView>,
    /// The subject of every event of the publisher, with `*` for each parameter.
    pub wildcard: String,
    /// What the `source` of its events is.
    pub source: String,
    /// An example of a `source`.
    pub source_example: String,
}

/// A parameter of a subject.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterView {
    /// Its name between the braces.
    pub wire: String,
    /// Its name in the language.
    pub name: String,
    /// What it stands for.
    pub documentation: String,
    /// A value that examples use.
    pub example: String,
}

/// An event.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The last part of its `type`: `host_started`.
    pub wire: String,
    /// The same in addresses: `host-started`.
    pub slug: String,
    /// Its CloudEvents `type`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// What its data is called: `HostStarted`.
    pub name: String,
    /// What the event is called: `HostStartedEvent`.
    pub event_name: String,
    /// Its name as a constant: `HOST_STARTED`.
    pub constant: String,
    /// Its name as a field: `host_started`.
    pub field: String,
    /// What it is, in Markdown.
    pub documentation: String,
    /// The first paragraph of what it is.
    pub summary: String,
    /// Why it is deprecated, and what to use in its place, if it is.
    pub deprecation: Option<String>,
    /// How far users may rely on it.
    pub status: StatusView,
    /// The producer version that introduced it.
    pub since: Option<String>,
    /// The last producer version that sent it.
    pub until: Option<String>,
    /// Name of its family.
    pub family: String,
    /// Namespace of its publisher.
    pub publisher: String,
    /// Version of the data schema.
    pub version: String,
    /// Address of the data schema: the event's `dataschema`.
    pub dataschema: String,
    /// SHA-256 of the data schema.
    pub dataschema_sha256: String,
    /// The subject, its parameters in braces.
    pub subject: String,
    /// The subject with `*` for each parameter.
    pub wildcard: String,
    /// A `source` that examples use.
    pub source_example: String,
    /// Address of its page.
    pub page: String,
    /// Examples of its data.
    pub examples: Vec<ExampleView>,
    /// The canonical schema of the whole event.
    pub schema: Value,
}

/// How far users may rely on an event.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// `stable`, `experimental`, `deprecated` or `removed`.
    pub state: &'static str,
    /// Version of the catalogue since which it is that.
    pub since: String,
}

/// An example of an event's data.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleView {
    /// Its name, unique within the event.
    pub name: String,
    /// What it shows.
    pub summary: String,
    /// The data.
    pub data: Value,
}

/// A type.
#[derive(Debug, Clone, Serialize)]
pub struct TypeView {
    /// Its name in the schemas.
    pub wire: String,
    /// Its name in the language.
    pub name: String,
    /// `record`, `enumeration`, `union` or `alias`.
    pub kind: &'static str,
    /// What it is, in Markdown.
    pub documentation: String,
    /// Why it is deprecated, if it is.
    pub deprecation: Option<String>,
    /// The event whose data it is, by the last part of its `type`.
    pub event: Option<String>,
    /// The only event that uses it, by the last part of its `type`; absent where
    /// several do.
    pub home: Option<String>,
    /// Names, in the language, of the types that it refers to directly.
    pub references: Vec<String>,
    /// Of a record: its fields.
    pub fields: Vec<FieldView>,
    /// Of a record or enumeration: whether there may be others.
    pub open: bool,
    /// Of an enumeration: its known values.
    pub values: Vec<ValueView>,
    /// Of a union: the field that tells its records apart, as on the wire.
    pub tag: String,
    /// Of a union: its records.
    pub variants: Vec<VariantView>,
    /// Of a union: the record for every other tag, in the language.
    pub fallback: Option<VariantView>,
    /// Of an alias: what it stands for.
    pub shape: Option<Shape>,
    /// Values for documentation.
    pub examples: Vec<Value>,
    /// Of an alias: what the language says about a place that holds it.
    #[serde(flatten)]
    pub expressions: BTreeMap<&'static str, String>,
}

/// A field of a record.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in the language.
    pub name: String,
    /// What it means, in Markdown.
    pub documentation: String,
    /// Why it is deprecated, if it is.
    pub deprecation: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// What it holds.
    pub shape: Shape,
    /// Values for documentation.
    pub examples: Vec<Value>,
    /// What the language says about it.
    #[serde(flatten)]
    pub expressions: BTreeMap<&'static str, String>,
}

/// A known value of an enumeration.
#[derive(Debug, Clone, Serialize)]
pub struct ValueView {
    /// The value on the wire.
    pub wire: String,
    /// Its name in the language.
    pub name: String,
    /// What it means.
    pub documentation: String,
}

/// A record of a union.
#[derive(Debug, Clone, Serialize)]
pub struct VariantView {
    /// The text in the tag; empty for the fallback.
    pub wire: String,
    /// Its name as a value of the language.
    pub name: String,
    /// The record, in the language.
    #[serde(rename = "type")]
    pub record: String,
}
