//! The vectors say what the schemas and the structs say.
//!
//! Bindings are tested by the vectors. These tests make sure that the vectors
//! themselves are right: by the published schemas, and by the structs from which
//! everything is derived.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonschema::Validator;
use lattice_codegen::{
    FileSet,
    vectors::{FOLDER, INDEX, Stage, Vector, VectorFile, VectorIndex, VectorKind},
};
use lattice_event_model::{
    Message, ParseError,
    address::{Part, Variant, schema_path},
    nats::{ContentMode, Profile, binary_to_structured, content_mode},
};
use lattice_events::{CATALOG, LatticeEvent};
use serde_json::Value;

static FILES: LazyLock<FileSet> = LazyLock::new(|| xtask::files().unwrap());

static VECTORS: LazyLock<Vec<Vector>> = LazyLock::new(|| {
    let index: VectorIndex = read(INDEX);
    let vectors: Vec<Vector> = index
        .files
        .iter()
        .flat_map(|entry| {
            let file: VectorFile = read(&format!("{FOLDER}/{}", entry.path));
            assert_eq!(file.vectors.len(), entry.vectors, "{}", entry.path);
            file.vectors
        })
        .collect();
    assert_eq!(vectors.len(), index.vectors);
    vectors
});

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    serde_json::from_slice(FILES.get(path).unwrap()).unwrap()
}

/// The validators of all events by type: with formats, and without.
static VALIDATORS: LazyLock<BTreeMap<String, [Validator; 2]>> = LazyLock::new(|| {
    CATALOG
        .events
        .iter()
        .map(|entry| {
            let definition = entry.definition;
            let path = schema_path(
                definition.family.publisher.namespace,
                &definition.slug(),
                definition.version,
                Part::Event,
                Variant::Canonical,
            );
            let schema: Value = read(&path);
            let build =
                |formats| jsonschema::options().should_validate_formats(formats).build(&schema).unwrap();
            (definition.event_type(), [build(true), build(false)])
        })
        .collect()
});

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

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn names_are_unique_and_every_event_has_vectors_of_every_kind() {
    let mut names = BTreeSet::new();
    let mut kinds: BTreeMap<&str, BTreeSet<VectorKind>> = BTreeMap::new();
    for vector in VECTORS.iter() {
        assert!(names.insert(&vector.name), "two vectors are called {}", vector.name);
        kinds.entry(vector.name.split('/').next().unwrap()).or_default().insert(vector.kind);
        assert_eq!(vector.kind == VectorKind::Invalid, vector.refused_by.is_some(), "{}", vector.name);
        assert_eq!(vector.kind == VectorKind::Invalid, vector.pointer.is_some(), "{}", vector.name);
        assert_eq!(vector.kind != VectorKind::Invalid, vector.expected.is_some(), "{}", vector.name);
    }
    assert_eq!(kinds.len(), CATALOG.events.len() + 1);
    for (name, kinds) in kinds {
        assert_eq!(kinds.len(), 3, "{name} has no vectors of some kind: {kinds:?}");
    }
}

#[test]
fn messages_mean_what_is_expected() {
    let mut problems = Vec::new();
    for vector in VECTORS.iter() {
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

#[test]
fn schemas_accept_what_is_valid_and_refuse_what_is_not() {
    let mut problems = Vec::new();
    for vector in VECTORS.iter() {
        let event =
            vector.expected.as_ref().map(|expected| expected.event.clone()).or_else(|| structured(vector));
        let Some(event) = event else { continue };
        let Some([with_formats, without]) = event["type"].as_str().and_then(|name| VALIDATORS.get(name))
        else {
            continue;
        };
        let name = &vector.name;
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

/// Whether the error tells the place, or what is around it: serde does not tell
/// more about flattened structs and about records of unions.
fn tells(error: &ParseError, pointer: &str) -> bool {
    match error {
        ParseError::Json(_) => pointer.is_empty(),
        ParseError::Shape { pointer: told, .. } => pointer.starts_with(told.as_str()),
    }
}

#[test]
fn structs_read_and_refuse_what_the_vectors_say() {
    let mut problems = Vec::new();
    for vector in VECTORS.iter() {
        let headers: Vec<_> = vector.headers.clone().unwrap_or_default().into_iter().collect();
        let read = LatticeEvent::from_message(&headers, &payload(vector));
        let name = &vector.name;
        match (read, &vector.expected, vector.refused_by) {
            (Ok(event), Some(expected), _) => {
                if matches!(event, LatticeEvent::Unknown(_)) == expected.known {
                    problems.push(format!("{name}: known is not {}", expected.known));
                }
                let written = event.to_value().unwrap();
                if written != expected.event {
                    problems.push(format!("{name}: becomes {written}"));
                }
            }
            (Ok(_), None, Some(Stage::Validate)) => {}
            (Ok(_), None, _) => problems.push(format!("{name}: is read")),
            (Err(error), Some(_), _) => problems.push(format!("{name}: is refused: {error:?}")),
            (Err(error), None, stage) => {
                let pointer = vector.pointer.as_deref().unwrap();
                if stage != Some(Stage::Parse) || !tells(&error, pointer) {
                    problems.push(format!("{name}: is refused at another place than {pointer}: {error:?}"));
                }
            }
        }
    }
    report(problems);
}
