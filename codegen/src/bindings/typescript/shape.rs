//! What a place holds: as a type, and in the tables by which packages read.

use lattice_event_model::model::Shape;
use serde_json::Value;

use super::literal;
use crate::bindings::language::{Named, Slot};

/// What templates ask about a place: its `type`, and its `table`.
pub(super) fn expressions(slot: &Slot<'_>, named: &Named<'_>) -> Vec<(&'static str, String)> {
    let optional = if slot.required { "" } else { "optional " };
    let nullable = if slot.nullable { "nullable " } else { "" };
    vec![
        ("type", type_of(slot.shape, named)),
        ("table", format!("{optional}{nullable}{}", table(slot.shape))),
    ]
}

/// The type of a shape, without `null`.
fn type_of(shape: &Shape, named: &Named<'_>) -> String {
    match shape {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer { minimum, maximum } if is_large(*minimum, *maximum) => "bigint".to_owned(),
        Shape::Integer { .. } | Shape::Number => "number".to_owned(),
        Shape::Text { .. } => "string".to_owned(),
        Shape::Constant(value) => constant(value),
        Shape::List(item) => match type_of(item, named) {
            item if item.starts_with("readonly ") => format!("readonly ({item})[]"),
            item => format!("readonly {item}[]"),
        },
        Shape::Map(value) => format!("{{ readonly [name: string]: {} }}", type_of(value, named)),
        Shape::Reference(name) => named.type_name(name).to_owned(),
        Shape::Opaque => "unknown".to_owned(),
    }
}

/// The type of exactly one value.
fn constant(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::String(text) => literal::text(text),
        Value::Number(number) => match number.as_i128() {
            Some(whole) if literal::is_large(whole) => format!("{whole}n"),
            _ => number.to_string(),
        },
        Value::Array(_) | Value::Object(_) => "unknown".to_owned(),
    }
}

/// The shape in the notation of the tables.
fn table(shape: &Shape) -> String {
    match shape {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer { minimum, maximum } => {
            format!("integer {} {}", bound(*minimum, i128::MIN), bound(*maximum, i128::MAX))
        }
        Shape::Number => "number".to_owned(),
        Shape::Text { .. } => "text".to_owned(),
        Shape::Constant(value) => format!("constant {value}"),
        Shape::List(item) => format!("list {}", table(item)),
        Shape::Map(value) => format!("map {}", table(value)),
        Shape::Reference(name) => format!("#{name}"),
        Shape::Opaque => "opaque".to_owned(),
    }
}

fn bound(bound: i128, none: i128) -> String {
    if bound == none { "*".to_owned() } else { bound.to_string() }
}

/// Whether a whole number of these bounds is a `bigint`.
pub(super) fn is_large(minimum: i128, maximum: i128) -> bool {
    literal::is_large(minimum) || literal::is_large(maximum)
}
