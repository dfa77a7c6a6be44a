//! What Go says about a place that holds a value: its type, and its shape as the
//! runtime of the package reads and writes it.

use lattice_event_model::model::{Shape, TypeKind, Union};
use serde_json::Value;

use super::quote;
use crate::bindings::language::{Named, Slot};

/// The type of texts of the format `date-time`.
const TIMESTAMP: &str = "Timestamp";

/// How deep aliases of aliases are followed.
const ALIASES: usize = 16;

/// What templates find in a field or alias.
///
/// - `type`: the type of a field.
/// - `presence`: the function that reads and writes a field.
/// - `holds`: its shape.
/// - `constant`: the only value of a field that needs no place in a struct, as JSON
///   in a literal; otherwise empty.
/// - `declaration`: what stands behind the name of an alias in its declaration.
/// - `collection`, `items`: of an alias for a list or map, the function that makes
///   its shape, and the shape of its items.
pub(super) fn expressions(slot: &Slot<'_>, named: &Named<'_>) -> Vec<(&'static str, String)> {
    let constant = match slot.shape {
        Shape::Constant(value) if slot.required && !slot.nullable => quote(&value.to_string()),
        _ => String::new(),
    };
    let (collection, items) = match slot.shape {
        Shape::List(item) => ("listOf", shape(item, named)),
        Shape::Map(item) => ("mapOf", shape(item, named)),
        _ => ("", String::new()),
    };
    let is_nilable = is_nilable(slot, named);
    let presence = match (slot.required, is_nilable) {
        (true, _) => "required",
        (false, true) => "omittable",
        (false, false) => "optional",
    };
    vec![
        ("type", field_type(slot, named)),
        ("presence", presence.to_owned()),
        ("holds", slot_shape(slot, named)),
        ("constant", constant),
        ("declaration", declaration(slot.shape, named)),
        ("collection", collection.to_owned()),
        ("items", items),
    ]
}

/// The type of a field.
fn field_type(slot: &Slot<'_>, named: &Named<'_>) -> String {
    let mut name = type_of(slot.shape, named);
    if is_nullable(slot, named) {
        name = format!("Nullable[{name}]");
    }
    if !slot.required && !is_nilable(slot, named) {
        name = format!("*{name}");
    }
    name
}

/// The type of a value.
fn type_of(shape: &Shape, named: &Named<'_>) -> String {
    match shape {
        Shape::Boolean => "bool".to_owned(),
        Shape::Integer { minimum, maximum } => integer(*minimum, *maximum).to_owned(),
        Shape::Number => "json.Number".to_owned(),
        Shape::Text { format } if format.as_deref() == Some("date-time") => TIMESTAMP.to_owned(),
        Shape::Text { .. } | Shape::Constant(Value::String(_)) => "string".to_owned(),
        Shape::Constant(Value::Bool(_)) => "bool".to_owned(),
        Shape::Constant(Value::Number(_)) => "json.Number".to_owned(),
        Shape::Constant(_) | Shape::Opaque => "json.RawMessage".to_owned(),
        Shape::List(item) => format!("[]{}", type_of(item, named)),
        Shape::Map(item) => format!("map[string]{}", type_of(item, named)),
        Shape::Reference(wire) if is_time(wire, named) => TIMESTAMP.to_owned(),
        Shape::Reference(wire) => named.type_name(wire).to_owned(),
    }
}

/// Whether a field is `null` by a type of its own. Opaque values are `null` as
/// any other value.
fn is_nullable(slot: &Slot<'_>, named: &Named<'_>) -> bool {
    slot.nullable && !matches!(resolved(slot.shape, named), Shape::Opaque)
}

/// Whether a field that is absent is `nil` without being a pointer.
fn is_nilable(slot: &Slot<'_>, named: &Named<'_>) -> bool {
    !is_nullable(slot, named)
        && match resolved(slot.shape, named) {
            Shape::List(_) | Shape::Map(_) | Shape::Opaque => true,
            Shape::Reference(wire) => match named.kind(wire) {
                Some(TypeKind::Union(_)) => true,
                Some(TypeKind::Alias(shape)) => is_collection(shape),
                _ => false,
            },
            _ => false,
        }
}

/// What a shape is, where it refers to a type that is only another name in Go.
fn resolved<'s>(shape: &'s Shape, named: &Named<'s>) -> &'s Shape {
    let mut shape = shape;
    for _ in 0..ALIASES {
        match shape {
            Shape::Reference(wire) => match named.kind(wire) {
                Some(TypeKind::Alias(target)) if declaration(target, named).starts_with('=') => {
                    shape = target
                }
                _ => return shape,
            },
            _ => return shape,
        }
    }
    shape
}

/// Lists and maps are types of their own, so that they may refer to themselves.
fn is_collection(shape: &Shape) -> bool {
    matches!(shape, Shape::List(_) | Shape::Map(_))
}

/// Whether a type is a text of the format `date-time`. All of these are one type.
fn is_time(wire: &str, named: &Named<'_>) -> bool {
    matches!(
        named.kind(wire),
        Some(TypeKind::Alias(Shape::Text { format: Some(format) })) if format == "date-time"
    )
}

fn declaration(shape: &Shape, named: &Named<'_>) -> String {
    let name = type_of(shape, named);
    match shape {
        Shape::Text { format } if format.as_deref() != Some("date-time") => name,
        Shape::Boolean | Shape::List(_) | Shape::Map(_) => name,
        Shape::Integer { .. } if name != "json.Number" => name,
        _ => format!("= {name}"),
    }
}

/// The integers of Go have the bounds of types that fit exactly, or 64 bits.
fn integer(minimum: i128, maximum: i128) -> &'static str {
    const EXACT: &[(i128, i128, &str)] = &[
        (0, u8::MAX as i128, "uint8"),
        (0, u16::MAX as i128, "uint16"),
        (0, u32::MAX as i128, "uint32"),
        (i8::MIN as i128, i8::MAX as i128, "int8"),
        (i16::MIN as i128, i16::MAX as i128, "int16"),
        (i32::MIN as i128, i32::MAX as i128, "int32"),
    ];
    if let Some((_, _, name)) = EXACT.iter().find(|(least, most, _)| (*least, *most) == (minimum, maximum)) {
        return name;
    }
    if minimum >= 0 && u64::try_from(maximum).is_ok() {
        "uint64"
    } else if i64::try_from(minimum).is_ok() && i64::try_from(maximum).is_ok() {
        "int64"
    } else {
        "json.Number"
    }
}

fn slot_shape(slot: &Slot<'_>, named: &Named<'_>) -> String {
    let shape = shape(slot.shape, named);
    if is_nullable(slot, named) {
        return format!("nullable({shape})");
    }
    shape
}

fn shape(shape: &Shape, named: &Named<'_>) -> String {
    typed_shape(shape, &type_of(shape, named), named)
}

/// The shape of a Go type, which may be another name for that of the shape.
fn typed_shape(of: &Shape, name: &str, named: &Named<'_>) -> String {
    match of {
        Shape::Boolean => format!("boolean[{name}]()"),
        Shape::Integer { minimum, maximum } => match integer(*minimum, *maximum) {
            "json.Number" => format!(
                "largeInteger({}, {})",
                quote(&bound(*minimum, i128::MIN)),
                quote(&bound(*maximum, i128::MAX))
            ),
            kind if kind.starts_with('u') => format!("unsigned[{name}]({minimum}, {maximum})"),
            _ => format!("signed[{name}]({minimum}, {maximum})"),
        },
        Shape::Number => "number()".to_owned(),
        Shape::Text { .. } => format!("text[{name}]()"),
        Shape::Constant(value) => {
            let inner = match value {
                Value::String(_) => "text[string]()",
                Value::Bool(_) => "boolean[bool]()",
                Value::Number(_) => "number()",
                _ => "opaque()",
            };
            format!("only[{name}]({}, {inner})", quote(&value.to_string()))
        }
        Shape::List(item) => format!("listOf[{name}]({})", shape(item, named)),
        Shape::Map(item) => format!("mapOf[{name}]({})", shape(item, named)),
        Shape::Opaque => "opaque()".to_owned(),
        Shape::Reference(wire) => match named.kind(wire) {
            Some(TypeKind::Record(_)) => format!("recordOf[{name}]()"),
            Some(TypeKind::Union(union)) => {
                format!("unionOf({}, {}, new{name})", quote(&union.tag), quote(&tags(union)))
            }
            Some(TypeKind::Enumeration(enumeration)) if enumeration.open => {
                format!("openEnumeration[{name}]()")
            }
            Some(TypeKind::Enumeration(enumeration)) => {
                let values = enumeration.values.iter().map(|known| known.value.as_str());
                format!("closedEnumeration[{name}]({})", quote(&one_of(values)))
            }
            Some(TypeKind::Alias(target)) if is_collection(target) => format!("named[{name}]()"),
            Some(TypeKind::Alias(_)) => match resolved(of, named) {
                Shape::Reference(wire) if named.type_name(wire) == name => match named.kind(wire) {
                    Some(TypeKind::Alias(target)) => typed_shape(target, name, named),
                    _ => "opaque()".to_owned(),
                },
                target => typed_shape(target, &type_of(target, named), named),
            },
            None => "opaque()".to_owned(),
        },
    }
}

/// A bound in words, empty where it is none.
fn bound(bound: i128, none: i128) -> String {
    if bound == none { String::new() } else { bound.to_string() }
}

fn tags(union: &Union) -> String {
    if union.fallback.is_some() {
        return "a text".to_owned();
    }
    one_of(union.variants.iter().map(|variant| variant.value.as_str()))
}

/// `` `a`, `b` or `c` ``
fn one_of<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    match values.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => values.concat(),
    }
}
