//! Shapes as the tables of the crate write them.

use lattice_event_model::model::{Shape, TypeKind};
use serde_json::Value;

use crate::bindings::language::Named;

/// An expression of the type `Shape`.
pub(super) fn shape(shape_: &Shape, named: &Named<'_>) -> String {
    match shape_ {
        Shape::Boolean => "Shape::Boolean".to_owned(),
        Shape::Integer { minimum, maximum } => {
            let (minimum, maximum) = (integer(*minimum), integer(*maximum));
            format!("Shape::Integer {{ minimum: {minimum}, maximum: {maximum} }}")
        }
        Shape::Number => "Shape::Number".to_owned(),
        Shape::Text { .. } => "Shape::Text".to_owned(),
        Shape::Constant(Value::String(text)) => format!("Shape::Constant({text:?})"),
        Shape::Constant(value) => format!("Shape::Literal({:?})", value.to_string()),
        Shape::List(items) => format!("Shape::List(&{})", shape(items, named)),
        Shape::Map(values) => format!("Shape::Map(&{})", shape(values, named)),
        Shape::Reference(wire) => {
            let kind = match named.kind(wire) {
                Some(TypeKind::Record(_)) => "Record",
                Some(TypeKind::Enumeration(_)) => "Enumeration",
                Some(TypeKind::Union(_)) => "Union",
                Some(TypeKind::Alias(_)) => "Alias",
                None => return "Shape::Anything".to_owned(),
            };
            format!("Shape::{kind}(&{})", named.type_name(wire))
        }
        Shape::Opaque => "Shape::Anything".to_owned(),
    }
}

/// A number, its digits in groups.
fn integer(number: i128) -> String {
    match number {
        i128::MIN => return "i128::MIN".to_owned(),
        i128::MAX => return "i128::MAX".to_owned(),
        _ => {}
    }
    let digits = number.unsigned_abs().to_string();
    let mut written = if number < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push('_');
        }
        written.push(digit);
    }
    written
}
