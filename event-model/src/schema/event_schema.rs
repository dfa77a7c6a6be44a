//! The data schema of an event, and the schema of the whole event around it.

use serde_json::{Map, Value, json};

use super::{DRAFT_2020_12, STRICT, SchemaError, normalise};
use crate::{
    address::{self, Part, Variant, schema_path},
    catalog::CatalogDefinition,
    definition::Status,
    event::EventEntry,
};

/// The source document of an event's data schema.
///
/// # Errors
///
/// [`SchemaError`], if the struct's schema cannot be published.
pub fn data_schema(catalog: &CatalogDefinition, entry: &EventEntry) -> Result<Value, SchemaError> {
    let definition = entry.definition;
    let mut schema = normalise((entry.schema)())?;
    let examples: Vec<Value> =
        definition.examples.iter().filter_map(|example| serde_json::from_str(example.data).ok()).collect();
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), DRAFT_2020_12.into());
        object.insert("$id".to_owned(), id(catalog, entry, Part::Data).into());
        object.insert("examples".to_owned(), examples.into());
        annotate(object, entry);
    }
    Ok(schema)
}

/// The source document of the schema of a whole event: envelope and data.
///
/// # Errors
///
/// [`SchemaError`], if the struct's schema cannot be published.
pub fn event_schema(catalog: &CatalogDefinition, entry: &EventEntry) -> Result<Value, SchemaError> {
    let definition = entry.definition;
    let mut data = normalise((entry.schema)())?;
    let mut definitions = Map::new();
    let mut description = String::new();
    if let Some(object) = data.as_object_mut() {
        object.remove("$schema");
        if let Some(Value::Object(inner)) = object.remove("$defs") {
            definitions.extend(inner);
        }
        description = object.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    }
    definitions.insert(entry.rust_name.to_owned(), data);

    let publisher = definition.family.publisher;
    let dataschema = id(catalog, entry, Part::Data);
    let event_type = definition.event_type();
    let example = |example: &crate::definition::Example| -> Option<Value> {
        let data: Value = serde_json::from_str(example.data).ok()?;
        Some(envelope_example(&event_type, publisher.source.example, &dataschema, data))
    };
    let mut schema = json!({
        "$schema": DRAFT_2020_12,
        "$id": id(catalog, entry, Part::Event),
        "title": format!("{}Event", entry.rust_name),
        "description": description,
        "examples": definition.examples.iter().filter_map(example).collect::<Vec<_>>(),
        "type": "object",
        "required": ["specversion", "id", "type", "source", "data"],
        "properties": {
            "specversion": { "description": "The version of the CloudEvents specification.", "const": "1.0" },
            "id": {
                "description": "Identifies the event. Unique together with `source`; a second message with both the same is a repetition.",
                "type": "string",
                "minLength": 1,
            },
            "type": { "description": "What happened.", "const": event_type },
            "source": {
                "description": publisher.source.description,
                "examples": [publisher.source.example],
                "type": "string",
                "minLength": 1,
                "x-strict": { "pattern": publisher.source.pattern },
            },
            "datacontenttype": {
                "description": "The media type of `data`. JSON, also where it is absent.",
                "examples": ["application/json"],
                "type": "string",
                "x-strict": { "type": null, "examples": null, "const": "application/json" },
            },
            "dataschema": {
                "description": "The address of the schema that `data` follows.",
                "examples": [dataschema],
                "type": "string",
                "format": "uri",
                "x-strict": { "type": null, "format": null, "examples": null, "const": dataschema },
            },
            "subject": {
                "description": "What the event is about, in the context of its `source`.",
                "type": "string",
                "minLength": 1,
            },
            "time": {
                "description": "When it happened.",
                "examples": ["2026-02-04T12:00:00.123456789Z"],
                "type": "string",
                "format": "date-time",
            },
            "data": { "$ref": format!("#/$defs/{}", entry.rust_name) },
        },
        // Extension attributes are a part of CloudEvents: the strict variant demands
        // their grammar (section "Attribute Naming Convention") and keeps the
        // envelope open.
        STRICT: {
            "required": ["specversion", "id", "type", "source", "datacontenttype", "time", "data"],
            "propertyNames": { "pattern": "^[a-z0-9]+$" },
            "additionalProperties": { "type": ["boolean", "integer", "string"] },
        },
        "$defs": definitions,
    });
    if let Some(object) = schema.as_object_mut() {
        annotate(object, entry);
    }
    Ok(schema)
}

/// A whole event around an example of `data`, with an `id` and a `time` that
/// never change.
pub fn envelope_example(event_type: &str, source: &str, dataschema: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
        "type": event_type,
        "source": source,
        "datacontenttype": "application/json",
        "dataschema": dataschema,
        "time": "2026-02-04T12:00:00.123456789Z",
        "data": data,
    })
}

fn id(catalog: &CatalogDefinition, entry: &EventEntry, part: Part) -> String {
    let definition = entry.definition;
    let path = schema_path(
        definition.family.publisher.namespace,
        &definition.slug(),
        definition.version,
        part,
        Variant::Canonical,
    );
    address::address(catalog.base_address, &path)
}

fn annotate(object: &mut Map<String, Value>, entry: &EventEntry) {
    let definition = entry.definition;
    let mut insert = |keyword: &str, value: Option<&str>| {
        if let Some(value) = value {
            object.insert(keyword.to_owned(), value.into());
        }
    };
    insert("x-since", definition.emitted.since);
    insert("x-until", definition.emitted.until);
    insert("x-event-type", Some(&definition.event_type()));
    insert("x-nats-subject", Some(&definition.subject()));
    let status = match definition.status {
        Status::Stable { .. } => "stable",
        Status::Experimental { .. } => "experimental",
        Status::Deprecated { .. } => "deprecated",
        Status::Removed { .. } => "removed",
    };
    insert("x-status", Some(status));
    if let Status::Deprecated { since, note, replacement } | Status::Removed { since, note, replacement } =
        definition.status
    {
        insert("x-deprecated-since", Some(since));
        insert("x-deprecated-note", Some(note));
        insert("x-replaced-by", replacement);
        object.insert("deprecated".to_owned(), true.into());
    }
}
