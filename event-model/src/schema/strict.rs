//! The strict variant: what a good producer writes.

use serde_json::{Map, Value};

use super::{STRICT, walk::each_schema};

/// Closes a source document and applies what its `x-strict` keywords demand.
pub(super) fn transform(source: &Value) -> Value {
    let mut schema = source.clone();
    each_schema(&mut schema, &mut |object| {
        close_enumeration(object);
        close_object(object);
        if let Some(Value::Object(demands)) = object.remove(STRICT) {
            for (keyword, value) in demands {
                // `null` takes a keyword away.
                if value.is_null() {
                    object.remove(&keyword);
                } else {
                    object.insert(keyword, value);
                }
            }
        }
    });
    schema
}

/// `anyOf: [{oneOf: […]}, {type: string}]` → `oneOf: […]`
fn close_enumeration(object: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = object.get("anyOf") else { return };
    let is_text = |option: &Value| {
        option
            .as_object()
            .is_some_and(|option| option.len() == 1 && option.get("type") == Some(&"string".into()))
    };
    let known = options.iter().find_map(|option| option.get("oneOf")).cloned();
    if let Some(known) = known
        && options.iter().any(is_text)
    {
        object.remove("anyOf");
        object.insert("oneOf".to_owned(), known);
    }
}

fn close_object(object: &mut Map<String, Value>) {
    if object.contains_key("properties") && !object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}
