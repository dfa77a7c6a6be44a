//! What the README shows of a catalogue: its first event.

use lattice_event_model::model::Shape;
use serde_json::Value;

use super::{literal, shape};
use crate::bindings::view::{EventView, PackageView, TypeView};

/// The first field of an event's data that is always there and a text, as an
/// expression; its `source`, where there is none.
pub(super) fn field(package: &PackageView, event: &EventView) -> String {
    let data = package.types.iter().find(|definition| definition.name == event.name);
    let mut fields = data.into_iter().flat_map(|data| &data.fields);
    fields
        .find(|field| field.required && !field.nullable && matches!(field.shape, Shape::Text { .. }))
        .map_or(".source".to_owned(), |field| format!(".data{}", literal::access(&field.wire)))
}

/// The first example of an event's data, as an expression.
pub(super) fn data(package: &PackageView, event: &EventView, indent: usize) -> String {
    let example = event.examples.first().map_or(&Value::Null, |example| &example.data);
    let data = package.types.iter().find(|definition| definition.name == event.name);
    let shape = data.map_or(Shape::Opaque, |data| Shape::Reference(data.wire.clone()));
    expression(package, example, &shape, indent)
}

/// A value of JSON as an expression: whole numbers depend on their shape.
fn expression(package: &PackageView, value: &Value, shape: &Shape, indent: usize) -> String {
    let definition = named(package, shape);
    if let Some(inner) = definition.and_then(|definition| definition.shape.as_ref()) {
        return expression(package, value, inner, indent);
    }
    match value {
        Value::String(text) => literal::text(text),
        Value::Number(number) => match shape {
            Shape::Integer { minimum, maximum } if shape::is_large(*minimum, *maximum) => {
                format!("{number}n")
            }
            _ => number.to_string(),
        },
        Value::Array(items) => {
            let item = if let Shape::List(item) = shape { item } else { &Shape::Opaque };
            let items: Vec<String> =
                items.iter().map(|value| expression(package, value, item, indent)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let variant = definition.and_then(|definition| variant(package, definition, value));
            let record = variant.or(definition);
            let margin = " ".repeat(indent);
            let mut text = "{\n".to_owned();
            for (name, member) in members {
                let field = record.and_then(|record| record.fields.iter().find(|field| field.wire == *name));
                let shape = match (field, shape) {
                    (Some(field), _) => &field.shape,
                    (None, Shape::Map(inner)) => inner,
                    (None, _) => &Shape::Opaque,
                };
                let member = expression(package, member, shape, indent + 2);
                text.push_str(&format!("{margin}  {}: {member},\n", literal::key(name)));
            }
            text.push_str(&format!("{margin}}}"));
            text
        }
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

fn named<'p>(package: &'p PackageView, shape: &Shape) -> Option<&'p TypeView> {
    let Shape::Reference(wire) = shape else { return None };
    package.types.iter().find(|definition| definition.wire == *wire)
}

/// The record of a union that a value is.
fn variant<'p>(package: &'p PackageView, union: &TypeView, value: &Value) -> Option<&'p TypeView> {
    let tag = value.get(&union.tag)?.as_str()?;
    let variant = union.variants.iter().find(|variant| variant.wire == tag);
    let record = &variant.or(union.fallback.as_ref())?.record;
    package.types.iter().find(|definition| definition.name == *record)
}
