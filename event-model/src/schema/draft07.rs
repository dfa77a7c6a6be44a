//! The draft-07 twin of a canonical schema.

use serde_json::{Map, Value, json};

use super::{DRAFT_07, walk::each_schema};

/// Rewrites a canonical schema into draft-07.
pub(super) fn transform(canonical: &Value) -> Value {
    let mut schema = canonical.clone();
    each_schema(&mut schema, &mut |object| {
        if let Some(definitions) = object.remove("$defs") {
            object.insert("definitions".to_owned(), definitions);
        }
        if let Some(Value::String(reference)) = object.get_mut("$ref") {
            *reference = reference.replace("#/$defs/", "#/definitions/");
        }
        flatten_enumeration(object);
        wrap_reference(object);
        type_const(object);
    });
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), DRAFT_07.into());
    }
    schema
}

/// Tools of the draft-07 age read `enum`, not `oneOf` with `const`.
fn flatten_enumeration(object: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = object.get("oneOf") else { return };
    if options.is_empty() || !options.iter().all(|option| option.get("const").is_some_and(Value::is_string)) {
        return;
    }
    let (values, texts): (Vec<Value>, Vec<Value>) = options
        .iter()
        .map(|option| {
            (
                option.get("const").cloned().unwrap_or_default(),
                option.get("description").cloned().unwrap_or(json!("")),
            )
        })
        .unzip();
    object.remove("oneOf");
    object.insert("type".to_owned(), "string".into());
    object.insert("enum".to_owned(), values.into());
    object.insert("x-enum-descriptions".to_owned(), texts.into());
}

/// In draft-07 the siblings of `$ref` are ignored.
fn wrap_reference(object: &mut Map<String, Value>) {
    if object.len() > 1
        && let Some(reference) = object.remove("$ref")
    {
        object.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
}

/// Code generators want the type beside the value.
fn type_const(object: &mut Map<String, Value>) {
    if object.get("const").is_some_and(Value::is_string) {
        object.insert("type".to_owned(), "string".into());
    }
}
