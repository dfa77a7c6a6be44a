//! What is demanded of the vectors of every catalogue: they say what its schemas
//! say.
//!
//! Tests of other crates take it with
//! `#[path = "../../codegen/tests/vector_checks/mod.rs"] mod vector_checks;`.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonschema::Validator;
use lattice_codegen::{
    FileSet,
    vectors::{FOLDER, INDEX, Stage, Vector, VectorFile, VectorIndex, VectorKind},
};
use lattice_event_model::{
    Message,
    address::{Part, Variant, schema_path},
    catalog::CatalogDefinition,
    nats::{ContentMode, Profile, binary_to_structured, content_mode},
};
use serde_json::Value;

/// The vectors of a catalogue, and all else that is published with them.
pub(crate) struct Published<'a> {
    catalog: &'a CatalogDefinition,
    files: &'a FileSet,
    vectors: Vec<Vector>,
}

impl<'a> Published<'a> {
    pub(crate) fn new(catalog: &'a CatalogDefinition, files: &'a FileSet) -> Self {
        let mut published = Self { catalog, files, vectors: Vec::new() };
        let index: VectorIndex = published.read(INDEX);
        for entry in &index.files {
            let file: VectorFile = published.read(&format!("{FOLDER}/{}", entry.path));
            assert_eq!(file.vectors.len(), entry.vectors, "{}", entry.path);
            published.vectors.extend(file.vectors);
        }
        assert_eq!(published.vectors.len(), index.vectors);
        published
    }

    fn read<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        serde_json::from_slice(self.files.get(path).unwrap()).unwrap()
    }

    /// The validators of all events by type: with formats, and without.
    fn validators(&self) -> BTreeMap<String, [Validator; 2]> {
        let events = self.catalog.events.iter();
        events
            .map(|entry| {
                let definition = entry.definition;
                let path = schema_path(
                    definition.family.publisher.namespace,
                    &definition.slug(),
                    definition.version,
                    Part::Event,
                    Variant::Canonical,
                );
                let schema: Value = self.read(&path);
                let build =
                    |formats| jsonschema::options().should_validate_formats(formats).build(&schema).unwrap();
                (definition.event_type(), [build(true), build(false)])
            })
            .collect()
    }

    /// Everything that is demanded.
    pub(crate) fn check(&self) {
        self.names_are_unique_and_every_event_has_vectors_of_every_kind();
        self.messages_mean_what_is_expected();
        self.schemas_accept_what_is_valid_and_refuse_what_is_not();
    }

    fn names_are_unique_and_every_event_has_vectors_of_every_kind(&self) {
        let mut names = BTreeSet::new();
        let mut kinds: BTreeMap<&str, BTreeSet<VectorKind>> = BTreeMap::new();
        for vector in &self.vectors {
            assert!(names.insert(&vector.name), "two vectors are called {}", vector.name);
            kinds.entry(vector.name.split('/').next().unwrap()).or_default().insert(vector.kind);
            assert_eq!(vector.kind == VectorKind::Invalid, vector.refused_by.is_some(), "{}", vector.name);
            assert_eq!(vector.kind == VectorKind::Invalid, vector.pointer.is_some(), "{}", vector.name);
            assert_eq!(vector.kind != VectorKind::Invalid, vector.expected.is_some(), "{}", vector.name);
        }
        assert_eq!(kinds.len(), self.catalog.events.len() + 1);
        for (name, kinds) in kinds {
            assert_eq!(kinds.len(), 3, "{name} has no vectors of some kind: {kinds:?}");
        }
    }

    fn messages_mean_what_is_expected(&self) {
        let mut problems = Vec::new();
        for vector in &self.vectors {
            let Some(expected) = &vector.expected else { continue };
            let Some(mut event) = structured(vector) else {
                problems.push(format!("{}: is no event", vector.name));
                continue;
            };
            let attributes = ["datacontenttype", "dataschema", "subject", "time"];
            event
                .as_object_mut()
                .unwrap()
                .retain(|name, value| !(value.is_null() && attributes.contains(&name.as_str())));
            if event != expected.event {
                problems.push(format!("{}: means {event}", vector.name));
            }
        }
        report(problems);
    }

    fn schemas_accept_what_is_valid_and_refuse_what_is_not(&self) {
        let validators = self.validators();
        let mut problems = Vec::new();
        for vector in &self.vectors {
            let event = vector
                .expected
                .as_ref()
                .map(|expected| expected.event.clone())
                .or_else(|| structured(vector));
            let Some(event) = event else { continue };
            let Some([with_formats, without]) = event["type"].as_str().and_then(|name| validators.get(name))
            else {
                continue;
            };
            let name = &vector.name;
            // The validator reads it as a double, which is the smallest 64-bit integer.
            if vector.payload.as_ref().is_some_and(|payload| payload.contains("-9223372036854775809")) {
                continue;
            }
            let Some(pointer) = &vector.pointer else {
                for error in with_formats.iter_errors(&event) {
                    problems.push(format!("{name}: the schema refuses it: {error}"));
                }
                continue;
            };
            let errors: Vec<_> = with_formats.iter_errors(&event).collect();
            if errors.is_empty() {
                problems.push(format!("{name}: the schema accepts it"));
            }
            // What is missing is told by the object in which it is missing; what fits no
            // record of a union, by the union.
            let is_told = errors.iter().any(|error| pointer.starts_with(error.instance_path().as_str()));
            if !errors.is_empty() && !is_told {
                problems.push(format!("{name}: the schema tells {:?}", errors[0].instance_path()));
            }
            let is_shape = !without.is_valid(&event) && !name.ends_with("-unreadable");
            if is_shape != (vector.refused_by == Some(Stage::Parse)) {
                problems.push(format!("{name}: refused by {:?}", vector.refused_by));
            }
        }
        report(problems);
    }
}

/// The payload of a vector.
fn payload(vector: &Vector) -> Vec<u8> {
    match (&vector.payload, &vector.payload_base64) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(base64)) => STANDARD.decode(base64).unwrap(),
        _ => panic!("{}: not one payload", vector.name),
    }
}

/// The event of a message as it is in structured mode, if it is one.
fn structured(vector: &Vector) -> Option<Value> {
    let headers: Option<Vec<_>> =
        vector.headers.as_ref().map(|headers| headers.clone().into_iter().collect());
    let message = Message { headers, payload: payload(vector), ..Message::default() };
    match content_mode(&message, Profile::Auto) {
        ContentMode::Structured => serde_json::from_slice(&message.payload).ok(),
        ContentMode::Binary => {
            Some(binary_to_structured(&message.headers.clone().unwrap_or_default(), &message.payload))
        }
        ContentMode::Batch | ContentMode::OtherFormat => None,
    }
}

/// Fails where there are problems.
fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
