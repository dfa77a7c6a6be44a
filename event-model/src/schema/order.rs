//! The order of keywords in published files: what a reader looks for first.

use serde_json::{Map, Value};

use super::walk::each_schema;

const ORDER: &[&str] = &[
    "$schema",
    "$id",
    "title",
    "description",
    "deprecated",
    "examples",
    "x-since",
    "x-until",
    "x-deprecated-since",
    "x-deprecated-note",
    "x-replaced-by",
    "$ref",
    "type",
    "const",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "items",
    "required",
    "properties",
    "propertyNames",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "allOf",
    "anyOf",
    "oneOf",
];

/// Sorts the keywords of every schema; unknown ones come last, `$defs` at the end.
pub(super) fn sort(schema: &mut Value) {
    each_schema(schema, &mut |object| {
        let mut members: Vec<(String, Value)> = std::mem::take(object).into_iter().collect();
        members.sort_by_cached_key(|(keyword, _)| rank(keyword));
        *object = Map::from_iter(members);
    });
    sort_definitions(schema);
}

fn rank(keyword: &str) -> (usize, String) {
    let position = match keyword {
        "$defs" | "definitions" => usize::MAX,
        _ => ORDER.iter().position(|known| *known == keyword).unwrap_or(ORDER.len()),
    };
    let name = if position == ORDER.len() { keyword.to_owned() } else { String::new() };
    (position, name)
}

fn sort_definitions(schema: &mut Value) {
    for keyword in ["$defs", "definitions"] {
        if let Some(definitions) = schema.get_mut(keyword).and_then(Value::as_object_mut) {
            definitions.sort_keys();
        }
    }
}
