//! What a place that holds a value looks like in Java.

use lattice_event_model::model::{Shape, TypeKind};
use serde_json::Value;

use super::{names, quote};
use crate::bindings::language::{Named, Slot};

/// A type, and the code that reads and writes it.
pub(super) struct Java {
    /// The type where it may be an argument of another type.
    pub(super) boxed: String,
    /// The type where it stands alone and there is always a value.
    pub(super) plain: String,
    /// The expression of its `Shape`.
    pub(super) shape: String,
}

impl Java {
    fn new(kind: &str, shape: impl Into<String>) -> Self {
        Self { boxed: kind.to_owned(), plain: kind.to_owned(), shape: shape.into() }
    }

    fn primitive(boxed: &str, plain: &str, shape: impl Into<String>) -> Self {
        Self { boxed: boxed.to_owned(), plain: plain.to_owned(), shape: shape.into() }
    }
}

/// The expressions that templates find in a field or alias.
///
/// - `boxed`, `plain`: its type without what optional and nullable add
/// - `component`: the type of the component that holds it; `held` where it may be
///   an argument of another type
/// - `taken`: the type of the parameter of the builder
/// - `field`: the method of `Field`: `required`, `nullable`, `optional`, `presence`
/// - `shape_code`: the expression of its `Shape`
/// - `constant_kind`: `text` or `json` where it always has one value, else empty
/// - `alias`: `text`, `time` or `other`
pub(super) fn expressions(slot: &Slot<'_>, named: &Named<'_>) -> Vec<(&'static str, String)> {
    let Java { boxed, plain, shape } = java(slot.shape, named);
    let (field, component, held, taken) = match (slot.required, slot.nullable) {
        (true, false) => ("required", plain.clone(), boxed.clone(), plain.clone()),
        (true, true) => {
            let nullable = format!("@Nullable {boxed}");
            ("nullable", nullable.clone(), nullable.clone(), nullable)
        }
        (false, false) => {
            let optional = format!("Optional<{boxed}>");
            ("optional", optional.clone(), optional, format!("@Nullable {boxed}"))
        }
        (false, true) => {
            let presence = format!("Presence<{boxed}>");
            ("presence", presence.clone(), presence, plain.clone())
        }
    };
    let constant_kind = match slot.shape {
        Shape::Constant(Value::String(_)) if field == "required" => "text",
        Shape::Constant(_) if field == "required" => "json",
        _ => "",
    };
    let alias = match slot.shape {
        Shape::Text { format: Some(format) } if format == "date-time" => "time",
        Shape::Text { .. } => "text",
        _ => "other",
    };
    vec![
        ("boxed", boxed),
        ("plain", plain),
        ("component", component),
        ("held", held),
        ("taken", taken),
        ("field", field.to_owned()),
        ("shape_code", shape),
        ("constant_kind", constant_kind.to_owned()),
        ("alias", alias.to_owned()),
    ]
}

pub(super) fn java(shape: &Shape, named: &Named<'_>) -> Java {
    match shape {
        Shape::Boolean => Java::primitive("Boolean", "boolean", "Shape.BOOLEAN"),
        Shape::Integer { minimum, maximum } => integer(*minimum, *maximum),
        Shape::Number => Java::new("BigDecimal", "Shape.NUMBER"),
        Shape::Text { format } if format.as_deref() == Some("date-time") => {
            Java::new("EventTime", "EventTime.SHAPE")
        }
        Shape::Text { .. } => Java::new("String", "Shape.TEXT"),
        Shape::Constant(value) => {
            let inner = match value {
                Value::String(_) => Java::new("String", "Shape.TEXT"),
                Value::Bool(_) => Java::primitive("Boolean", "boolean", "Shape.BOOLEAN"),
                _ => Java::new("JsonNode", "Shape.ANYTHING"),
            };
            Java { shape: format!("Shape.constant({}, {})", inner.shape, quote(&value.to_string())), ..inner }
        }
        Shape::List(items) => {
            let items = java(items, named);
            Java::new(&format!("List<{}>", items.boxed), format!("Shape.list({})", items.shape))
        }
        Shape::Map(values) => {
            let values = java(values, named);
            Java::new(&format!("Map<String, {}>", values.boxed), format!("Shape.map({})", values.shape))
        }
        Shape::Reference(wire) => {
            let name = named.type_name(wire);
            Java::new(name, of_type(name, matches!(named.kind(wire), Some(TypeKind::Union(_)))))
        }
        Shape::Opaque => Java::new("JsonNode", "Shape.ANYTHING"),
    }
}

/// The `Shape` of a type of the catalogue.
pub(super) fn of_type(name: &str, is_union: bool) -> String {
    if is_union { format!("Unions.{}", constant(name)) } else { format!("{name}.SHAPE") }
}

/// The name of a type as a constant.
pub(super) fn constant(type_name: &str) -> String {
    (names::CONSTANTS.case)(type_name)
}

fn integer(minimum: i128, maximum: i128) -> Java {
    let is_within = |smallest: i128, largest: i128| minimum >= smallest && maximum <= largest;
    if is_within(i32::MIN.into(), i32::MAX.into()) {
        Java::primitive("Integer", "int", format!("Shape.integer({minimum}, {maximum})"))
    } else if is_within(i64::MIN.into(), i64::MAX.into()) {
        Java::primitive("Long", "long", format!("Shape.integer({minimum}L, {maximum}L)"))
    } else {
        // A bound that the model cannot hold is none.
        let bound = |value: i128, none: i128| {
            if value == none { "null".to_owned() } else { format!("\"{value}\"") }
        };
        let bounds = format!("{}, {}", bound(minimum, i128::MIN), bound(maximum, i128::MAX));
        Java::new("BigInteger", format!("Shape.bigInteger({bounds})"))
    }
}
