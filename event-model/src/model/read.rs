//! JSON Schema → [`Model`].

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Deprecation, Enumeration, EnumerationValue, Field, Lifetime, Model, Record, Shape, TypeDefinition,
    TypeKind, Union, Variant,
};

pub(super) fn read(schema: &Value) -> Model {
    let root = text(schema, "title").unwrap_or_else(|| "Root".to_owned());
    let mut types = BTreeMap::new();
    types.insert(root.clone(), type_definition(&root, schema, schema));
    for keyword in ["$defs", "definitions"] {
        for (name, definition) in schema.get(keyword).and_then(Value::as_object).into_iter().flatten() {
            types.insert(name.clone(), type_definition(name, definition, schema));
        }
    }
    Model { root, types }
}

fn type_definition(name: &str, schema: &Value, root: &Value) -> TypeDefinition {
    TypeDefinition {
        name: name.to_owned(),
        documentation: text(schema, "description").unwrap_or_default(),
        examples: list(schema, "examples").to_vec(),
        lifetime: lifetime(schema),
        kind: kind(schema, root),
        demands: demands(schema),
    }
}

fn kind(schema: &Value, root: &Value) -> TypeKind {
    if let Some(union) = union(schema, root) {
        return TypeKind::Union(union);
    }
    if let Some(enumeration) = enumeration(schema) {
        return TypeKind::Enumeration(enumeration);
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        return TypeKind::Record(record(schema, properties));
    }
    TypeKind::Alias(shape(schema))
}

fn record(schema: &Value, properties: &Map<String, Value>) -> Record {
    let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
    let fields = properties
        .iter()
        .map(|(name, property)| {
            let (property_without_null, nullable) = without_null(property);
            Field {
                name: name.clone(),
                documentation: text(property, "description").unwrap_or_default(),
                required: required.contains(&name.as_str()),
                nullable,
                shape: shape(&property_without_null),
                lifetime: lifetime(property),
                examples: list(property, "examples").to_vec(),
                demands: demands(property),
            }
        })
        .collect();
    Record { fields, open: schema.get("additionalProperties") != Some(&Value::Bool(false)) }
}

/// `oneOf: [{const, description}]`, closed, or in `anyOf` beside `{type: string}`, open.
fn enumeration(schema: &Value) -> Option<Enumeration> {
    let options = list(schema, "anyOf");
    let open = options.iter().any(is_plain_text);
    let closed_part = if open { options.iter().find(|option| !is_plain_text(option))? } else { schema };
    let constants = list(closed_part, "oneOf");
    let values: Option<Vec<EnumerationValue>> = if constants.is_empty() {
        let descriptions = list(closed_part, "x-enum-descriptions");
        closed_part
            .get("enum")?
            .as_array()?
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let documentation =
                    descriptions.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
                Some(EnumerationValue { value: value.as_str()?.to_owned(), documentation })
            })
            .collect()
    } else {
        constants
            .iter()
            .map(|option| {
                Some(EnumerationValue {
                    value: option.get("const")?.as_str()?.to_owned(),
                    documentation: text(option, "description").unwrap_or_default(),
                })
            })
            .collect()
    };
    Some(Enumeration { values: values.filter(|values| !values.is_empty())?, open })
}

fn is_plain_text(schema: &Value) -> bool {
    schema.as_object().is_some_and(|object| object.len() == 1)
        && schema.get("type") == Some(&Value::from("string"))
}

/// `oneOf` of references to records in which one required field is a constant.
/// A record in which that field is no constant takes all other values.
fn union(schema: &Value, root: &Value) -> Option<Union> {
    let options = list(schema, "oneOf");
    let records: Option<Vec<(String, &Value)>> = options
        .iter()
        .map(|option| {
            let name = reference(option)?;
            Some((name.clone(), definition(root, &name)?))
        })
        .collect();
    let records = records.filter(|records| !records.is_empty())?;
    let (_, first) = records.first()?;
    let tag = first
        .get("properties")?
        .as_object()?
        .iter()
        .find(|(_, property)| constant(property).is_some())
        .map(|(name, _)| name.clone())?;
    let mut variants = Vec::new();
    let mut fallback = None;
    for (name, record) in records {
        let property = record.get("properties")?.get(&tag)?;
        match constant(property) {
            Some(value) => variants.push(Variant { value: value.as_str()?.to_owned(), record: name }),
            None => fallback = Some(name),
        }
    }
    Some(Union { tag, variants, fallback })
}

fn constant(property: &Value) -> Option<&Value> {
    property.get("const").or_else(|| match property.get("enum")?.as_array()?.as_slice() {
        [single] => Some(single),
        _ => None,
    })
}

fn shape(schema: &Value) -> Shape {
    if let Some(name) = reference(schema) {
        return Shape::Reference(name);
    }
    if let Some(value) = constant(schema) {
        return Shape::Constant(value.clone());
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => Shape::Boolean,
        Some("integer") => Shape::Integer {
            minimum: bound(schema, "minimum").unwrap_or(i128::MIN),
            maximum: bound(schema, "maximum").unwrap_or(i128::MAX),
        },
        Some("number") => Shape::Number,
        Some("string") => Shape::Text { format: text(schema, "format") },
        Some("array") => Shape::List(Box::new(schema.get("items").map_or(Shape::Opaque, shape))),
        Some("object") if schema.get("properties").is_none() => match schema.get("additionalProperties") {
            Some(values) if values.is_object() => Shape::Map(Box::new(shape(values))),
            _ => Shape::Opaque,
        },
        _ => Shape::Opaque,
    }
}

fn bound(schema: &Value, keyword: &str) -> Option<i128> {
    let value = schema.get(keyword)?;
    value.as_u64().map(i128::from).or_else(|| value.as_i64().map(i128::from))
}

/// The schema without its `null`, and whether there was one.
fn without_null(schema: &Value) -> (Value, bool) {
    let mut schema = schema.clone();
    let null = Value::from("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        let before = types.len();
        types.retain(|name| *name != null);
        let nullable = types.len() < before;
        if let [single] = types.as_slice() {
            let single = single.clone();
            schema["type"] = single;
        }
        return (schema, nullable);
    }
    if let Some(Value::Array(options)) = schema.get("anyOf") {
        let rest: Vec<&Value> = options.iter().filter(|option| option.get("type") != Some(&null)).collect();
        if let ([single], true) = (rest.as_slice(), rest.len() < options.len()) {
            return ((*single).clone(), true);
        }
    }
    (schema, false)
}

fn reference(schema: &Value) -> Option<String> {
    let direct = schema.get("$ref").or_else(|| match list(schema, "allOf") {
        [single] => single.get("$ref"),
        _ => None,
    })?;
    let pointer = direct.as_str()?;
    pointer
        .strip_prefix("#/$defs/")
        .or_else(|| pointer.strip_prefix("#/definitions/"))
        .map(crate::pointer::unescape)
}

fn definition<'s>(root: &'s Value, name: &str) -> Option<&'s Value> {
    ["$defs", "definitions"].iter().find_map(|keyword| root.get(keyword)?.get(name))
}

fn lifetime(schema: &Value) -> Lifetime {
    let deprecation = (schema.get("deprecated") == Some(&Value::Bool(true))).then(|| Deprecation {
        since: text(schema, "x-deprecated-since"),
        note: text(schema, "x-deprecated-note"),
        replacement: text(schema, "x-replaced-by"),
    });
    Lifetime { since: text(schema, "x-since"), until: text(schema, "x-until"), deprecation }
}

fn demands(schema: &Value) -> Map<String, Value> {
    schema.get("x-strict").and_then(Value::as_object).cloned().unwrap_or_default()
}

fn text(schema: &Value, keyword: &str) -> Option<String> {
    schema.get(keyword)?.as_str().map(str::to_owned)
}

fn list<'s>(schema: &'s Value, keyword: &str) -> &'s [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
