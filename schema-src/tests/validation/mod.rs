//! Schemas of the catalogue, and validators for them.

use jsonschema::Validator;
use lattice_event_model::{EventEntry, schema};
use lattice_events::CATALOG;
use serde_json::Value;

/// The source document of an event's data schema.
pub(crate) fn data_schema(entry: &EventEntry) -> Value {
    schema::data_schema(&CATALOG, entry).unwrap_or_else(|error| panic!("{}: {error}", entry.definition.name))
}

/// A validator that takes formats for annotations, in draft-07 too.
pub(crate) fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(false)
        .offline()
        .build(schema)
        .unwrap_or_else(|error| panic!("{}: {error}", schema["$id"]))
}

/// What a validator finds wrong, one line each; empty where all is well.
pub(crate) fn violations(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}
