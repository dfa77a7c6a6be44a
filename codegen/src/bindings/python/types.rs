//! From shapes to the types of fields.

use std::collections::BTreeSet;

use lattice_event_model::model::Shape;
use serde_json::Value;

use super::{layout::Expression, text::literal};
use crate::bindings::{
    language::{Named, Slot},
    view::PackageView,
};

/// A type, as it stands behind the colon of a field.
///
/// - `type`: on one line, or empty where it cannot be;
/// - `broken`: over several lines, in a class;
/// - `inside`: in the brackets of `Annotated`, in a class;
/// - `flat`: on one line, in a text;
/// - `plain`: of an alias that needs no other type;
/// - `dict_type` and `dict_broken`: in a dictionary, on one line and over several.
pub(super) fn expressions(slot: &Slot<'_>, named: &Named<'_>) -> Vec<(&'static str, String)> {
    let shape = expression(slot.shape, named);
    let place = match (slot.nullable, slot.required) {
        _ if is_anything(slot.shape) => shape,
        (true, _) => Expression::or_none(shape),
        (false, true) => shape,
        (false, false) => Expression::generic("OrAbsent", vec![shape]),
    };
    let is_plain = matches!(slot.shape, Shape::Text { .. } | Shape::Boolean | Shape::Number | Shape::Opaque);
    let plain = if is_plain { place.flat() } else { String::new() };
    let dictionary = dictionary_member(slot, named);
    vec![
        ("type", place.one_line().unwrap_or_default()),
        ("broken", place.broken(4)),
        ("inside", place.inside(8)),
        ("flat", place.flat()),
        ("plain", plain),
        ("dict_type", dictionary.flat()),
        ("dict_broken", dictionary.broken(4)),
    ]
}

/// The type of a member of a dictionary.
fn dictionary_member(slot: &Slot<'_>, named: &Named<'_>) -> Expression {
    let mut kind = dictionary_value(slot.shape, named);
    if slot.nullable {
        kind = Expression::or_none(kind);
    }
    if slot.required { kind } else { Expression::generic("NotRequired", vec![kind]) }
}

/// A value as a reader of JSON gives it.
fn dictionary_value(shape: &Shape, named: &Named<'_>) -> Expression {
    match shape {
        Shape::Boolean => Expression::name("bool"),
        Shape::Integer { .. } => Expression::name("int"),
        Shape::Number => Expression::name("float"),
        Shape::Text { .. } => Expression::name("str"),
        Shape::Constant(Value::Null) => Expression::name("None"),
        Shape::Constant(value) if has_literal(value) => {
            Expression::generic("Literal", vec![Expression::name(literal(value))])
        }
        Shape::Constant(_) | Shape::Opaque => Expression::name("Any"),
        Shape::List(items) => Expression::generic("list", vec![dictionary_value(items, named)]),
        Shape::Map(values) => {
            Expression::generic("dict", vec![Expression::name("str"), dictionary_value(values, named)])
        }
        Shape::Reference(name) => Expression::name(named.type_name(name)),
    }
}

/// Whether it may be `null` anyway, so that a field of it can be absent beside.
fn is_anything(shape: &Shape) -> bool {
    matches!(shape, Shape::Opaque | Shape::Constant(Value::Null))
}

fn expression(shape: &Shape, named: &Named<'_>) -> Expression {
    match shape {
        Shape::Boolean => Expression::name("bool"),
        Shape::Integer { minimum: i128::MIN, maximum: i128::MAX } => Expression::name("int"),
        Shape::Integer { minimum, maximum } => {
            let bounds = [("ge", *minimum, i128::MIN), ("le", *maximum, i128::MAX)];
            let bounds: Vec<String> = bounds
                .iter()
                .filter(|(_, bound, none)| bound != none)
                .map(|(name, bound, _)| format!("{name}={bound}"))
                .collect();
            Expression::annotated(Expression::name("int"), format!("Field({})", bounds.join(", ")))
        }
        Shape::Number => Expression::name("Number"),
        Shape::Text { .. } => Expression::name("str"),
        Shape::Constant(Value::Null) => Expression::name("None"),
        Shape::Constant(value @ Value::String(_)) => {
            Expression::generic("Literal", vec![Expression::name(literal(value))])
        }
        Shape::Constant(value) => {
            let text = literal(value);
            let kind = if has_literal(value) {
                Expression::generic("Literal", vec![Expression::name(text.clone())])
            } else {
                Expression::name("JsonValue")
            };
            Expression::annotated(kind, format!("Constant({text})"))
        }
        Shape::List(items) => Expression::generic("list", vec![expression(items, named)]),
        Shape::Map(values) => {
            Expression::generic("dict", vec![Expression::name("str"), expression(values, named)])
        }
        Shape::Reference(name) => Expression::name(named.type_name(name)),
        Shape::Opaque => Expression::name("JsonValue"),
    }
}

/// What `data.py` has to import.
pub(super) fn used(package: &PackageView) -> BTreeSet<&'static str> {
    let mut used = BTreeSet::from(["Record"]);
    for definition in &package.types {
        if definition.deprecation.is_some() && definition.kind == "record" {
            used.insert("deprecated");
        }
        match definition.kind {
            "record" => {
                if !definition.open {
                    used.insert("ConfigDict");
                }
                for field in &definition.fields {
                    mentioned(&field.shape, &mut used);
                    if !field.required && !field.nullable && !is_anything(&field.shape) {
                        used.insert("OrAbsent");
                    }
                    if field.deprecation.is_some() || field.name != field.wire {
                        used.extend(["Annotated", "Field"]);
                    }
                }
            }
            "enumeration" => {
                used.extend(["Final", "KnownValues", "Literal", "TypeAlias"]);
                if definition.open {
                    used.extend(["Annotated", "OpenEnumeration"]);
                }
            }
            "union" => used.extend(["Annotated", "OneOf", "TypeAlias"]),
            _ => {
                let plain = definition.expressions.get("plain").is_some_and(|plain| !plain.is_empty());
                used.insert(if plain { "TypeAlias" } else { "TypeAliasType" });
                definition.shape.iter().for_each(|shape| mentioned(shape, &mut used));
            }
        }
    }
    used
}

fn mentioned(shape: &Shape, used: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Number => {
            used.insert("Number");
        }
        Shape::Opaque => {
            used.insert("JsonValue");
        }
        Shape::Integer { minimum, maximum } if (*minimum, *maximum) != (i128::MIN, i128::MAX) => {
            used.extend(["Annotated", "Field"]);
        }
        Shape::Constant(value) => used.extend(match value {
            Value::Null => &[][..],
            Value::String(_) => &["Literal"],
            _ if has_literal(value) => &["Annotated", "Constant", "Literal"],
            _ => &["Annotated", "Constant", "JsonValue"],
        }),
        Shape::List(inner) | Shape::Map(inner) => mentioned(inner, used),
        _ => {}
    }
}

/// Whether Python's `Literal` takes a constant.
fn has_literal(value: &Value) -> bool {
    value.is_string() || value.is_boolean() || value.is_i64() || value.is_u64()
}

/// Whether the types of dictionaries need `Any`.
pub(super) fn has_any(package: &PackageView) -> bool {
    let fields =
        package.types.iter().flat_map(|definition| definition.fields.iter().map(|field| &field.shape));
    let aliases = package.types.iter().filter_map(|definition| definition.shape.as_ref());
    let mut used = BTreeSet::new();
    fields.chain(aliases).for_each(|shape| mentioned(shape, &mut used));
    used.contains("JsonValue")
}
