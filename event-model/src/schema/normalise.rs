//! The one normalising transform: raw schema → source document.

use serde_json::{Map, Value, json};

use super::walk::each_schema;
use crate::nullable::NULLABLE_MARK;

/// A struct whose schema cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// schemars gave a second type of the same name a number.
    #[error(
        "two types are called `{name}`: rename one of them with `#[schemars(rename = \"…\")]` (schemars calls it `{numbered}`)"
    )]
    NameClash {
        /// The name that both types have.
        name: String,
        /// The name that schemars made up.
        numbered: String,
    },
    /// A type, field or value has no documentation.
    #[error("`{pointer}` of {root} has no documentation: add a doc comment to it")]
    Undocumented {
        /// The root type.
        root: String,
        /// JSON pointer into its raw schema.
        pointer: String,
    },
    /// A keyword that later steps do not understand.
    #[error("`{pointer}` of {root} uses the keyword `{keyword}`, which the schema model does not know")]
    UnknownKeyword {
        /// The root type.
        root: String,
        /// JSON pointer into its raw schema.
        pointer: String,
        /// The keyword.
        keyword: String,
    },
}

/// Brings a raw schema into the form from which everything else is made.
///
/// - `null` stays only where producers send it: where the Rust type is
///   [`Nullable`](crate::Nullable), or the field is required.
/// - Integers have explicit bounds in place of schemars' own formats.
/// - Every definition has its type name as `title`.
/// - What schemars adds for Rust's sake (`default`, open `additionalProperties`) goes.
///
/// # Errors
///
/// [`SchemaError`], if two types have one name, something lacks documentation,
/// or a keyword is unknown.
pub fn normalise(mut raw: Value) -> Result<Value, SchemaError> {
    each_schema(&mut raw, &mut |object| {
        object.remove("default");
        if object.get("additionalProperties") == Some(&Value::Bool(true)) {
            object.remove("additionalProperties");
        }
        tidy_description(object);
        bound_integer(object);
        drop_absent_nulls(object);
        untype_const(object);
    });
    each_schema(&mut raw, &mut |object| {
        object.remove(NULLABLE_MARK);
    });
    title_definitions(&mut raw);
    check(&raw)?;
    Ok(raw)
}

/// A lone line break in a doc comment is where the source wraps, nothing more.
fn tidy_description(object: &mut Map<String, Value>) {
    let Some(Value::String(text)) = object.get_mut("description") else { return };
    *text = unwrap_lines(text);
}

/// Joins wrapped lines of paragraphs and list items; keeps everything else.
fn unwrap_lines(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        let starts_block = {
            let start = line.trim_start();
            start.is_empty()
                || start.starts_with(['#', '>', '|', '-', '*', '+'])
                || start.starts_with("```")
                || start.split_once(['.', ')']).is_some_and(|(number, _)| {
                    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                })
        };
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            lines.push(line.to_owned());
            continue;
        }
        match lines.last_mut() {
            Some(last)
                if !fenced
                    && !starts_block
                    && !last.is_empty()
                    && !last.trim_start().starts_with(['|', '#', '`']) =>
            {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n").trim().to_owned()
}

fn bound_integer(object: &mut Map<String, Value>) {
    let Some(format) = object.get("format").and_then(Value::as_str) else { return };
    let (minimum, maximum) = match format {
        "uint8" => (json!(0), json!(u8::MAX)),
        "uint16" => (json!(0), json!(u16::MAX)),
        "uint32" => (json!(0), json!(u32::MAX)),
        "uint64" | "uint" => (json!(0), json!(u64::MAX)),
        "int8" => (json!(i8::MIN), json!(i8::MAX)),
        "int16" => (json!(i16::MIN), json!(i16::MAX)),
        "int32" => (json!(i32::MIN), json!(i32::MAX)),
        "int64" | "int" => (json!(i64::MIN), json!(i64::MAX)),
        // No specification knows these formats, and any number is one.
        "double" | "float" => {
            object.remove("format");
            return;
        }
        _ => return,
    };
    object.remove("format");
    object.entry("minimum").or_insert(minimum);
    object.entry("maximum").or_insert(maximum);
}

/// schemars calls every `Option` nullable. An optional field is absent instead,
/// unless its type says that `null` is sent.
fn drop_absent_nulls(object: &mut Map<String, Value>) {
    let required: Vec<String> = object
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties.iter_mut() {
        let Some(property) = property.as_object_mut() else { continue };
        if required.contains(name) || property.contains_key(NULLABLE_MARK) {
            continue;
        }
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|name| name != "null");
            if let [single] = types.as_slice() {
                let single = single.clone();
                property.insert("type".to_owned(), single);
            }
        }
        let Some(Value::Array(options)) = property.get_mut("anyOf") else { continue };
        options.retain(|option| option.get("type") != Some(&Value::from("null")));
        if let [Value::Object(single)] = options.as_slice() {
            let single = single.clone();
            property.remove("anyOf");
            for (keyword, value) in single {
                property.entry(keyword).or_insert(value);
            }
        }
    }
}

/// `const` says what the type is.
fn untype_const(object: &mut Map<String, Value>) {
    if object.contains_key("const") || object.contains_key("enum") {
        object.remove("type");
    }
}

fn title_definitions(root: &mut Value) {
    let Some(definitions) = root.get_mut("$defs").and_then(Value::as_object_mut) else { return };
    for (name, definition) in definitions.iter_mut() {
        if let Some(object) = definition.as_object_mut() {
            object.entry("title").or_insert_with(|| name.as_str().into());
        }
    }
}

/// The keywords that the schema model reads. Anything else in a raw schema is
/// an error, since a misspelt keyword passes every metaschema.
const KNOWN: &[&str] = &[
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "title",
    "description",
    "deprecated",
    "examples",
    "type",
    "format",
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "const",
    "enum",
    "oneOf",
    "anyOf",
    "not",
    "minProperties",
];

fn check(root: &Value) -> Result<(), SchemaError> {
    let name = root.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(definitions) = root.get("$defs").and_then(Value::as_object) {
        for key in definitions.keys() {
            let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
            if stem != key && (definitions.contains_key(stem) || stem == name) {
                return Err(SchemaError::NameClash { name: stem.to_owned(), numbered: key.clone() });
            }
        }
    }
    check_schema(root, &name, "")?;
    for (key, definition) in definitions(root) {
        check_schema(definition, &name, &format!("/$defs/{key}"))?;
        if definition.get("description").is_none() {
            return Err(SchemaError::Undocumented { root: name, pointer: format!("/$defs/{key}") });
        }
    }
    if root.get("description").is_none() {
        return Err(SchemaError::Undocumented { root: name, pointer: String::new() });
    }
    Ok(())
}

fn definitions(root: &Value) -> impl Iterator<Item = (&String, &Value)> {
    root.get("$defs").and_then(Value::as_object).into_iter().flatten()
}

fn check_schema(schema: &Value, root: &str, pointer: &str) -> Result<(), SchemaError> {
    let Some(object) = schema.as_object() else { return Ok(()) };
    for (keyword, value) in object {
        let here = format!("{pointer}/{keyword}");
        match keyword.as_str() {
            "properties" => {
                for (name, property) in value.as_object().into_iter().flatten() {
                    let here = format!("{here}/{}", crate::pointer::escape(name));
                    if property.get("description").is_none() && property.get("const").is_none() {
                        return Err(SchemaError::Undocumented { root: root.to_owned(), pointer: here });
                    }
                    check_schema(property, root, &here)?;
                }
            }
            "items" | "additionalProperties" | "not" | "propertyNames" => check_schema(value, root, &here)?,
            "anyOf" | "oneOf" => {
                for (index, option) in value.as_array().into_iter().flatten().enumerate() {
                    check_schema(option, root, &format!("{here}/{index}"))?;
                }
            }
            known if KNOWN.contains(&known) || known.starts_with("x-") => {}
            unknown => {
                return Err(SchemaError::UnknownKeyword {
                    root: root.to_owned(),
                    pointer: pointer.to_owned(),
                    keyword: unknown.to_owned(),
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::unwrap_lines;

    #[test]
    fn wrapped_lines_are_joined_and_blocks_are_kept() {
        let text = "One sentence\nover two lines.\n\n- an item\n  that wraps\n- another\n\n```json\n{\n}\n```\nafter";
        let expected =
            "One sentence over two lines.\n\n- an item that wraps\n- another\n\n```json\n{\n}\n```\nafter";
        assert_eq!(unwrap_lines(text), expected);
    }
}
