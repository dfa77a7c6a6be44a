//! A catalogue with every shape that the model can say: what no real event has
//! may come tomorrow.
//!
//! Its schemas are files, in the form in which they are derived from structs.

use lattice_event_model::{
    EventEntry,
    catalog::CatalogDefinition,
    definition::{
        Change, EventDefinition, Example, Family, ProducerVersions, Publisher, Source, Status,
        SubjectParameter,
    },
};
use serde_json::Value;

pub(crate) const CATALOG: CatalogDefinition = CatalogDefinition {
    name: "every-shape",
    title: "Every shape",
    summary: "Events that hold every shape there is.",
    version: "2.3.4",
    base_address: "https://shapes.example/v2",
    owner: "The authors of the shapes",
    repository: "https://shapes.example/source",
    families: &[&SHAPES],
    events: EVENTS,
    legacy: &[],
    phantoms: &[],
};

pub(crate) const EVENTS: &[EventEntry] = &[
    EventEntry {
        definition: &EVERYTHING,
        rust_name: "Everything",
        read_and_write,
        schema: || read(include_str!("everything.schema.json")),
    },
    EventEntry {
        definition: &NOTHING,
        rust_name: "Nothing",
        read_and_write,
        schema: || read(include_str!("nothing.schema.json")),
    },
    EventEntry {
        definition: &DEPRECATED,
        rust_name: "Deprecated",
        read_and_write,
        schema: || read(include_str!("deprecated.schema.json")),
    },
];

/// A schema is a file of this folder.
fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn read_and_write(data: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(data)
}

const SHAPES: Family = Family {
    name: "shape",
    title: "Shapes",
    summary: "Every shape there is.",
    publisher: &FORGE,
    notice: None,
};

const FORGE: Publisher = Publisher {
    name: "forge",
    namespace: "forge",
    type_prefix: "com.example.forge",
    subject: "forge.{country}.{place}.evt.{event}.v2",
    subject_parameters: &[
        SubjectParameter { name: "country", description: "The country.", example: "fr" },
        SubjectParameter { name: "place", description: "The place.", example: "lyon" },
    ],
    former_subjects: &[],
    source: Source {
        description: "The name of the forge.",
        example: "urn:forge:7",
        pattern: "^urn:forge:[0-9]+$",
    },
    delivery: &["At most once."],
};

const EVERYTHING: EventDefinition = EventDefinition {
    name: "everything",
    family: &SHAPES,
    version: "2.1.0",
    status: Status::Stable { since: "1.0.0" },
    emitted: ProducerVersions::since("1.0.0"),
    sent: &["Always."],
    not_sent: &[],
    related: &["nothing"],
    deviations: &[],
    changes: &[Change { version: "2.1.0", summary: "Everything." }],
    examples: &[
        Example {
            name: "minimal",
            summary: "Required fields only.",
            data: include_str!("everything.minimal.json"),
        },
        Example { name: "full", summary: "Every field.", data: include_str!("everything.full.json") },
    ],
    source_field: None,
    producer_version_field: None,
};

const NOTHING: EventDefinition = EventDefinition {
    name: "nothing",
    family: &SHAPES,
    version: "0.1.0",
    status: Status::Experimental { since: "2.0.0" },
    emitted: ProducerVersions::NONE,
    sent: &[],
    not_sent: &["Never."],
    related: &["everything"],
    deviations: &[],
    changes: &[],
    examples: &[
        Example { name: "minimal", summary: "Nothing.", data: "{}" },
        Example { name: "something", summary: "A word.", data: r#"{"word": "x"}"# },
    ],
    source_field: None,
    producer_version_field: None,
};

const DEPRECATED: EventDefinition = EventDefinition {
    name: "deprecated",
    family: &SHAPES,
    version: "1.0.0",
    status: Status::Deprecated { since: "2.2.0", note: "Nobody needs it.", replacement: Some("everything") },
    emitted: ProducerVersions { since: Some("1.0.0"), until: Some("1.9.0") },
    sent: &["When something is old."],
    not_sent: &[],
    related: &[],
    deviations: &[],
    changes: &[],
    examples: &[Example {
        name: "minimal",
        summary: "An old thing.",
        data: r#"{"old": "x", "old_choice": "older", "old_record": {"word": "y"}}"#,
    }],
    source_field: None,
    producer_version_field: None,
};
