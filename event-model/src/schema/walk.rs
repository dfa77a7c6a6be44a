//! Visiting every subschema of a document.

use serde_json::{Map, Value};

/// Keywords whose value is one schema.
const ONE: &[&str] =
    &["items", "additionalProperties", "propertyNames", "not", "if", "then", "else", "contains"];
/// Keywords whose value is a list of schemas.
const LIST: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value maps names to schemas.
const NAMED: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/// Calls `visit` for every schema object, the outermost last.
pub(crate) fn each_schema(schema: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Some(object) = schema.as_object_mut() else { return };
    for (keyword, value) in object.iter_mut() {
        let keyword = keyword.as_str();
        if ONE.contains(&keyword) {
            each_schema(value, visit);
        } else if LIST.contains(&keyword) {
            value.as_array_mut().into_iter().flatten().for_each(|schema| each_schema(schema, visit));
        } else if NAMED.contains(&keyword) {
            value
                .as_object_mut()
                .into_iter()
                .flat_map(|named| named.values_mut())
                .for_each(|schema| each_schema(schema, visit));
        }
    }
    visit(object);
}
