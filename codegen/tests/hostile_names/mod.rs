//! A catalogue of names and texts that mean something in a programming language.
//!
//! Its schemas are files, in the form in which they are derived from structs.

use lattice_event_model::{
    EventEntry,
    catalog::CatalogDefinition,
    definition::{
        EventDefinition, Example, Family, ProducerVersions, Publisher, Source, Status, SubjectParameter,
    },
};
use serde_json::Value;

pub(crate) const CATALOG: CatalogDefinition = CatalogDefinition {
    name: "hostile-names",
    title: "Hostile \"names\"",
    summary: "Names that are words of languages: */ \"\"\" ''' ` ${x} %s {x} \\ \\u0022 \\N{DASH} #} @param.",
    version: "0.0.1",
    base_address: "https://hostile.example",
    owner: "\"Bobby\" 'Tables' \\",
    repository: "https://hostile.example/source",
    families: &[&WORDS],
    events: EVENTS,
    legacy: &[],
    phantoms: &[],
};

macro_rules! event {
    ($name:literal, $rust_name:literal, $schema:literal, $example:literal) => {
        EventEntry {
            definition: &EventDefinition {
                name: $name,
                family: &WORDS,
                version: "1.0.0",
                status: Status::Stable { since: "0.0.1" },
                emitted: ProducerVersions::since("1.0.0"),
                sent: &[],
                not_sent: &[],
                related: &[],
                deviations: &[],
                changes: &[],
                examples: &[Example {
                    name: "minimal",
                    summary: "Words: */ \"\"\" \\ ${x} {@code}.",
                    data: include_str!($example),
                }],
                source_field: None,
                producer_version_field: None,
            },
            rust_name: $rust_name,
            read_and_write,
            schema: || read(include_str!($schema)),
        }
    };
}

pub(crate) const EVENTS: &[EventEntry] = &[
    event!("class", "Words", "words.schema.json", "words.json"),
    event!("import", "Event", "event.schema.json", "event.json"),
    event!("type", "Error", "error.schema.json", "error.json"),
    event!("self", "Object", "object.schema.json", "object.json"),
    event!("constructor", "Foo_Bar", "foo-bar.schema.json", "foo-bar.json"),
];

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn read_and_write(data: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(data)
}

const WORDS: Family = Family {
    name: "word",
    title: "Words",
    summary: "Words of languages.",
    publisher: &SPEAKER,
    notice: None,
};

const SPEAKER: Publisher = Publisher {
    name: "speaker's \"program\"",
    namespace: "default",
    type_prefix: "com.example.package",
    subject: "words.{class}.{event}",
    subject_parameters: &[SubjectParameter {
        name: "class",
        description: "A word of languages: */ \"\"\" \\.",
        example: "new",
    }],
    former_subjects: &[],
    source: Source { description: "A \"source\" \\ */.", example: "urn:a\"b\\c'd", pattern: "^urn:.*$" },
    delivery: &["At most once."],
};
