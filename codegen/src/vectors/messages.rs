//! Vectors about messages as a whole: JSON, attributes, content modes, unknown
//! types.

mod attributes;
mod json;
mod modes;
mod types;

use std::collections::BTreeMap;

use serde_json::Value;

use super::{NamedFile, Stage, Vector, VectorFile, VectorKind, event::examples, message};
use crate::context::{Context, EventContext};

const ATTRIBUTES: [(&str, bool); 8] = [
    ("specversion", true),
    ("id", true),
    ("type", true),
    ("source", true),
    ("datacontenttype", false),
    ("dataschema", false),
    ("subject", false),
    ("time", false),
];

/// The vectors, all of them around one event.
pub(super) fn file(context: &Context<'_>, event: &EventContext) -> NamedFile {
    let mut writer = Writer {
        event,
        whole: Value::Null,
        prefix: event.entry.definition.family.publisher.type_prefix,
        vectors: Vec::new(),
    };
    let data = examples(event).into_iter().next().map(|(_, data)| data).unwrap_or_default();
    writer.whole = message::event(event, data);
    writer.no_json();
    writer.attributes();
    writer.extensions();
    writer.structured_mode();
    writer.binary_mode();
    writer.unknown_types();
    NamedFile {
        path: "messages.json".to_owned(),
        file: VectorFile {
            description: format!(
                "Messages as a whole: JSON, attributes, content modes, and types that {} does not know.",
                context.input.catalog.name
            ),
            vectors: writer.vectors,
        },
    }
}

struct Writer<'a> {
    event: &'a EventContext,
    whole: Value,
    prefix: &'static str,
    vectors: Vec<Vector>,
}

type Headers = BTreeMap<String, Vec<String>>;

impl Writer<'_> {
    fn refused(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, pointer: &str) {
        self.refused_by(Stage::Parse, name, description, payload, pointer);
    }

    fn refused_by(
        &mut self,
        stage: Stage,
        name: &str,
        description: &str,
        payload: impl Into<Vec<u8>>,
        pointer: &str,
    ) {
        let name = format!("messages/invalid/{name}");
        self.vectors.push(Vector::refused(name, description, payload, stage, pointer));
    }

    fn refused_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        pointer: &str,
    ) {
        let name = format!("messages/invalid/{name}");
        let vector = Vector::refused(name, description, payload, Stage::Parse, pointer);
        self.vectors.push(vector.with_headers(headers));
    }

    fn valid(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, expected: Value) {
        let expected = message::expected(&self.event.model, expected);
        let name = format!("messages/valid/{name}");
        self.vectors.push(Vector::read(name, VectorKind::Valid, description, payload, expected));
    }

    fn valid_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        expected: Value,
    ) {
        self.valid(name, description, payload, expected);
        if let Some(vector) = self.vectors.pop() {
            self.vectors.push(vector.with_headers(headers));
        }
    }

    fn unknown(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, expected: Value) {
        let name = format!("messages/forward/{name}");
        self.vectors.push(Vector::read(
            name,
            VectorKind::Forward,
            description,
            payload,
            message::unknown(expected),
        ));
    }

    fn unknown_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        expected: Value,
    ) {
        self.unknown(name, description, payload, expected);
        if let Some(vector) = self.vectors.pop() {
            self.vectors.push(vector.with_headers(headers));
        }
    }

    /// The event with one member changed.
    fn with(&self, name: &str, value: Value) -> Value {
        let mut event = self.whole.clone();
        event[name] = value;
        event
    }

    fn without(&self, name: &str) -> Value {
        let mut event = self.whole.clone();
        if let Some(members) = event.as_object_mut() {
            members.shift_remove(name);
        }
        event
    }
}
