//! Messages of vectors: an event in one of the two content modes.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use lattice_event_model::model::{Model, Visit, visit};
use serde_json::{Value, json};

use super::{ExpectedEvent, Stage, Vector, VectorKind};
use crate::context::EventContext;

/// The `id` of every event.
const ID: &str = "0195a0b1-c2d3-4e5f-8091-000000000002";
/// The `time` of every event: with nanoseconds, as hosts write it.
pub(super) const TIME: &str = "2026-02-04T12:00:00.123456789Z";

/// An event around `data`, as hosts write it.
pub(super) fn event(event: &EventContext, data: Value) -> Value {
    let definition = event.entry.definition;
    json!({
        "specversion": "1.0",
        "id": ID,
        "type": definition.event_type(),
        "source": definition.family.publisher.source.example,
        "datacontenttype": "application/json",
        "time": TIME,
        "data": data,
    })
}

/// The headers that carry the attributes of an event in binary mode, and the
/// payload that carries its data.
pub(super) fn binary(event: &Value) -> (BTreeMap<String, Vec<String>>, String) {
    let mut headers = BTreeMap::new();
    let mut payload = String::new();
    for (name, value) in event.as_object().into_iter().flatten() {
        if name == "data" {
            payload = value.to_string();
        } else {
            let text = value.as_str().map_or_else(|| value.to_string(), percent_encode);
            headers.insert(format!("ce-{name}"), vec![text]);
        }
    }
    (headers, payload)
}

/// What must be encoded in a header (NATS binding 1.0.3 draft, section 3.1.3.2).
fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'"' | b'%' => encoded.push_str(&format!("%{byte:02X}")),
            byte if byte.is_ascii_graphic() => encoded.push(char::from(byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// What a reader that knows `model` gets from an event of its type.
pub(super) fn expected(model: &Model, event: Value) -> ExpectedEvent {
    let mut unknown_fields = Vec::new();
    let mut unknown_values = Vec::new();
    if let Some(data) = event.get("data") {
        visit(model, data, "/data", &mut |pointer, met| match met {
            Visit::UnknownField { .. } => unknown_fields.push(pointer.to_owned()),
            Visit::UnknownValue { .. } => unknown_values.push(pointer.to_owned()),
            _ => {}
        });
    }
    ExpectedEvent { known: true, event, unknown_fields, unknown_values }
}

/// What a reader gets from an event whose type it does not know.
pub(super) fn unknown(event: Value) -> ExpectedEvent {
    ExpectedEvent { known: false, event, unknown_fields: Vec::new(), unknown_values: Vec::new() }
}

impl Vector {
    /// A message that is read.
    pub(super) fn read(
        name: String,
        kind: VectorKind,
        description: impl Into<String>,
        payload: impl Into<Vec<u8>>,
        expected: ExpectedEvent,
    ) -> Self {
        Self { expected: Some(expected), ..Self::new(name, kind, description, payload) }
    }

    /// A message that is refused.
    pub(super) fn refused(
        name: String,
        description: impl Into<String>,
        payload: impl Into<Vec<u8>>,
        stage: Stage,
        pointer: impl Into<String>,
    ) -> Self {
        Self {
            refused_by: Some(stage),
            pointer: Some(pointer.into()),
            ..Self::new(name, VectorKind::Invalid, description, payload)
        }
    }

    fn new(
        name: String,
        kind: VectorKind,
        description: impl Into<String>,
        payload: impl Into<Vec<u8>>,
    ) -> Self {
        let (payload, payload_base64) = match String::from_utf8(payload.into()) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
        };
        Self {
            name,
            description: description.into(),
            kind,
            headers: None,
            payload,
            payload_base64,
            expected: None,
            refused_by: None,
            pointer: None,
        }
    }

    /// The same payload in a message with headers.
    pub(super) fn with_headers(self, headers: BTreeMap<String, Vec<String>>) -> Self {
        Self { headers: Some(headers), ..self }
    }
}
