//! What typify is given of a schema: the few keywords that it follows.
//!
//! typify makes Rust types of draft-07. Of what the twins say, it misreads this:
//!
//! | the twin says | typify makes of it | what it is given |
//! |---|---|---|
//! | a known text, or any other text | an untagged enum of an enum and a text | a text |
//! | an object, with no word about other members | a struct that drops them | other members may be anything |
//! | one text: `const` | any text | an `enum` of one text, with a name |
//! | bounds of integers | `i64`, or a type that cannot be zero | the `format` that has all of them |
//! | a format of a text | types of other crates | a text |
//! | records told apart by a field | an untagged enum | a name that the caller replaces |
//! | a value or `null` | the same as an absent member | the value |
//! | `allOf` around one reference | sometimes a copy of the type | the reference |
//!
//! What that leaves out, bindings say in other ways: they check values by the
//! [`Model`], and shape the types of fields that may be absent or `null`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::DRAFT_07;
use crate::model::{Enumeration, Model, Record, Shape, TypeKind};

/// The types of a model, which was read from draft-07 twins, as `definitions`
/// that typify turns into Rust types one by one.
///
/// `name` says what a type is called; two types never get one name. A union is a
/// definition that says nothing: the caller has a type for it.
pub fn typify_input(model: &Model, name: &dyn Fn(&str) -> String) -> Value {
    let taken = model.types.keys().map(|wire| folded(&name(wire))).collect();
    let mut writer = Writer { name, taken, definitions: Map::new() };
    for (wire, definition) in &model.types {
        let own = name(wire);
        let mut schema = match &definition.kind {
            TypeKind::Record(record) => writer.record(&own, record),
            TypeKind::Enumeration(enumeration) => enumeration_schema(enumeration),
            TypeKind::Union(_) => json!({}),
            TypeKind::Alias(shape) => {
                writer.shape(shape, &Place { owner: &own, name: "value", documentation: "" })
            }
        };
        describe(&mut schema, &definition.documentation);
        writer.definitions.insert(own, schema);
    }
    json!({ "$schema": DRAFT_07, "definitions": writer.definitions })
}

/// Whether typify makes an enum with one variant a value. It is a text if others
/// are allowed, or if values differ in nothing that an identifier keeps.
pub fn has_variants(enumeration: &Enumeration) -> bool {
    !enumeration.open && make_identifiers(enumeration.values.iter().map(|known| known.value.as_str()))
}

struct Writer<'a> {
    name: &'a dyn Fn(&str) -> String,
    /// Names of definitions, as far as identifiers keep them.
    taken: BTreeSet<String>,
    definitions: Map<String, Value>,
}

/// Where a value stands.
struct Place<'a> {
    owner: &'a str,
    name: &'a str,
    documentation: &'a str,
}

impl Writer<'_> {
    fn record(&mut self, owner: &str, record: &Record) -> Value {
        let mut properties = Map::new();
        for field in &record.fields {
            let place = Place { owner, name: &field.name, documentation: &field.documentation };
            let mut schema = self.shape(&field.shape, &place);
            describe(&mut schema, &field.documentation);
            properties.insert(field.name.clone(), schema);
        }
        // Without any property it would be a map. One that is never there is left out.
        if properties.is_empty() {
            properties.insert("nothing".to_owned(), Value::Bool(false));
        }
        let required: Vec<&str> =
            record.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
        json!({
            "type": "object",
            "required": required,
            "properties": properties,
            // `true` would mean the same to a validator, and nothing to typify.
            "additionalProperties": if record.open { json!({}) } else { json!(false) },
        })
    }

    fn shape(&mut self, shape: &Shape, place: &Place<'_>) -> Value {
        match shape {
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer { minimum, maximum } => integer(*minimum, *maximum),
            Shape::Number => json!({ "type": "number" }),
            Shape::Text { .. } => json!({ "type": "string" }),
            Shape::Constant(value) => self.constant(value, place),
            Shape::List(items) => json!({ "type": "array", "items": self.shape(items, place) }),
            Shape::Map(values) => {
                json!({ "type": "object", "additionalProperties": self.shape(values, place) })
            }
            Shape::Reference(wire) => reference(&(self.name)(wire)),
            Shape::Opaque => json!({}),
        }
    }

    /// One text has a type of its own, so that nobody can write another one.
    fn constant(&mut self, value: &Value, place: &Place<'_>) -> Value {
        match value {
            Value::String(text) if make_identifiers([text.as_str()]) => {
                let mut name = format!("{}_{}", place.owner, place.name);
                while !self.taken.insert(folded(&name)) {
                    name.push_str("_constant");
                }
                let mut schema = json!({ "type": "string", "enum": [text] });
                describe(&mut schema, place.documentation);
                self.definitions.insert(name.clone(), schema);
                reference(&name)
            }
            Value::String(_) => json!({ "type": "string" }),
            Value::Bool(_) => json!({ "type": "boolean" }),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => integer(number.into(), number.into()),
                (None, Some(number)) => integer(number.into(), number.into()),
                (None, None) => json!({ "type": "number" }),
            },
            Value::Null | Value::Array(_) | Value::Object(_) => json!({}),
        }
    }
}

fn enumeration_schema(enumeration: &Enumeration) -> Value {
    if has_variants(enumeration) {
        let values: Vec<&str> = enumeration.values.iter().map(|known| known.value.as_str()).collect();
        json!({ "type": "string", "enum": values })
    } else {
        json!({ "type": "string" })
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{}", crate::pointer::escape(name)) })
}

/// The smallest type that holds all values. Where none does, any number is one.
fn integer(minimum: i128, maximum: i128) -> Value {
    let formats: [(&str, i128, i128); 8] = [
        ("uint8", 0, u8::MAX.into()),
        ("int8", i8::MIN.into(), i8::MAX.into()),
        ("uint16", 0, u16::MAX.into()),
        ("int16", i16::MIN.into(), i16::MAX.into()),
        ("uint32", 0, u32::MAX.into()),
        ("int32", i32::MIN.into(), i32::MAX.into()),
        ("uint64", 0, u64::MAX.into()),
        ("int64", i64::MIN.into(), i64::MAX.into()),
    ];
    match formats.iter().find(|(_, least, most)| minimum >= *least && maximum <= *most) {
        Some((format, ..)) => json!({ "type": "integer", "format": format }),
        None => json!({ "type": "number" }),
    }
}

/// Whether the texts become identifiers that differ.
fn make_identifiers<'t>(texts: impl IntoIterator<Item = &'t str>) -> bool {
    let mut seen = BTreeSet::new();
    texts.into_iter().all(|text| {
        let folded = folded(text);
        !folded.is_empty() && seen.insert(folded)
    })
}

/// What every identifier keeps of a text.
fn folded(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn describe(schema: &mut Value, documentation: &str) {
    if let Some(object) = schema.as_object_mut()
        && !documentation.is_empty()
    {
        object.insert("description".to_owned(), documentation.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::typify_input;
    use crate::model::Model;

    fn input(twin: &Value) -> Value {
        typify_input(&Model::read(twin), &str::to_owned)["definitions"].clone()
    }

    #[test]
    fn what_typify_misreads_is_said_in_its_words() {
        let twin = json!({
            "title": "Root",
            "type": "object",
            "required": ["kind", "count", "choice"],
            "properties": {
                "kind": { "description": "The kind.", "type": "string", "const": "root" },
                "count": { "type": "integer", "minimum": 1, "maximum": 300 },
                "beyond": { "type": "integer", "minimum": -1 },
                "choice": { "description": "A choice.", "allOf": [{ "$ref": "#/definitions/Choice" }] },
                "time": { "type": ["string", "null"], "format": "date-time" },
                "union": { "$ref": "#/definitions/Union" },
            },
            "definitions": {
                "Choice": { "anyOf": [{ "type": "string", "enum": ["a", "b"] }, { "type": "string" }] },
                "Closed": { "type": "string", "enum": ["a", "b"] },
                "Alike": { "type": "string", "enum": ["a", "A"] },
                "Empty": { "type": "object", "properties": {} },
                "Union": { "oneOf": [{ "$ref": "#/definitions/One" }] },
                "One": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": { "tag": { "const": "" } },
                },
                "RootKind": { "type": "boolean" },
            },
        });
        let expected = json!({
            "Root": {
                "type": "object",
                "required": ["kind", "count", "choice"],
                "properties": {
                    "kind": { "$ref": "#/definitions/Root_kind_constant", "description": "The kind." },
                    "count": { "type": "integer", "format": "uint16" },
                    "beyond": { "type": "number" },
                    "choice": { "$ref": "#/definitions/Choice", "description": "A choice." },
                    "time": { "type": "string" },
                    "union": { "$ref": "#/definitions/Union" },
                },
                "additionalProperties": {},
            },
            "Root_kind_constant": { "type": "string", "enum": ["root"], "description": "The kind." },
            "Choice": { "type": "string" },
            "Closed": { "type": "string", "enum": ["a", "b"] },
            "Alike": { "type": "string" },
            "Empty": {
                "type": "object",
                "required": [],
                "properties": { "nothing": false },
                "additionalProperties": {},
            },
            "Union": {},
            "One": {
                "type": "object",
                "required": [],
                "properties": { "tag": { "type": "string" } },
                "additionalProperties": false,
            },
            "RootKind": { "type": "boolean" },
        });
        assert_eq!(input(&twin), expected);
    }
}
