//! Values that a shape cannot have.

use lattice_event_model::model::{Model, Shape, TypeKind};

use super::Stage;

/// A value that does not fit.
pub(super) struct Unfit {
    /// What it is, for names: `a-text`, `below-the-minimum`.
    pub(super) what: &'static str,
    /// It as JSON text: numbers may be too large for any type of Rust.
    pub(super) json: String,
    /// Where in it the trouble is.
    pub(super) at: &'static str,
    /// Who notices.
    pub(super) stage: Stage,
}

fn unfit(what: &'static str, json: impl Into<String>) -> Unfit {
    Unfit { what, json: json.into(), at: "", stage: Stage::Parse }
}

/// Values that `shape` cannot have: one of each kind that there is.
pub(super) fn values(model: &Model, shape: &Shape) -> Vec<Unfit> {
    match shape {
        Shape::Boolean => vec![unfit("a-text", "\"true\""), unfit("a-number", "1")],
        Shape::Integer { minimum, maximum } => {
            let mut values =
                vec![unfit("a-text", "\"1\""), unfit("a-fraction", "0.5"), unfit("a-boolean", "true")];
            values.extend(minimum.checked_sub(1).map(|n| unfit("below-the-minimum", n.to_string())));
            values.extend(maximum.checked_add(1).map(|n| unfit("above-the-maximum", n.to_string())));
            values
        }
        Shape::Number => vec![unfit("a-text", "\"1.5\""), unfit("a-list", "[1.5]")],
        Shape::Text { format } => {
            let mut values = vec![unfit("a-number", "1"), unfit("an-object", "{}")];
            let unreadable = match format.as_deref() {
                Some("date-time") => vec![
                    unfit("no-time", "\"yesterday\""),
                    unfit("a-time-and-more", "\"2026-02-04T12:00:00Zx\""),
                    unfit("a-leap-second-at-noon", "\"2016-12-31T12:00:60Z\""),
                ],
                Some("uuid") => vec![unfit("no-uuid", "\"0195a0b1-c2d3\"")],
                Some("uri") => vec![unfit("no-uri", "\"not a URI\"")],
                _ => Vec::new(),
            };
            values.extend(unreadable.into_iter().map(|value| Unfit { stage: Stage::Validate, ..value }));
            values
        }
        Shape::Constant(_) => vec![unfit("another-text", "\"unknown_of_tomorrow\""), unfit("a-number", "1")],
        Shape::List(items) => {
            let inside = values(model, items).into_iter().next();
            [unfit("an-object", "{}"), unfit("a-text", "\"a\"")]
                .into_iter()
                .chain(inside.filter(|value| value.at.is_empty()).map(|value| Unfit {
                    what: "a-list-of-something-else",
                    json: format!("[{}]", value.json),
                    at: "/0",
                    ..value
                }))
                .collect()
        }
        Shape::Map(members) => {
            let inside = values(model, members).into_iter().next();
            [unfit("a-list", "[]"), unfit("a-text", "\"a\"")]
                .into_iter()
                .chain(inside.filter(|value| value.at.is_empty()).map(|value| Unfit {
                    what: "an-object-of-something-else",
                    json: format!("{{\"~/\":{}}}", value.json),
                    at: "/~0~1",
                    ..value
                }))
                .collect()
        }
        Shape::Reference(name) => match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Record(_) | TypeKind::Union(_)) => {
                vec![unfit("a-text", "\"a\""), unfit("a-list", "[]")]
            }
            Some(TypeKind::Enumeration(enumeration)) => {
                let mut values = vec![unfit("a-number", "1"), unfit("an-object", "{}")];
                if !enumeration.open {
                    values.push(unfit("another-text", "\"unknown_of_tomorrow\""));
                }
                values
            }
            Some(TypeKind::Alias(shape)) => values(model, shape),
            None => Vec::new(),
        },
        Shape::Opaque => Vec::new(),
    }
}
