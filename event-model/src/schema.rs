//! JSON Schemas of events: derived once, then transformed.
//!
//! ```text
//! struct ── derive ──► raw ── normalise ──► source document ──► canonical
//!                                                 ├──────────► strict variant
//!                                                 └ canonical ► draft-07 twin ► typify's input
//! ```
//!
//! The *source document* is the canonical schema with one private keyword,
//! `x-strict`, which holds what only the strict variant demands.

mod any_event;
mod derive;
mod draft07;
mod event_schema;
mod normalise;
mod order;
mod strict;
mod typify_input;
mod walk;

use serde_json::Value;

pub use self::{
    any_event::any_event,
    derive::derive,
    event_schema::{data_schema, envelope_example, event_schema},
    normalise::{SchemaError, normalise},
    typify_input::{has_variants, typify_input},
};

/// The dialect of canonical and strict schemas.
pub const DRAFT_2020_12: &str = "https://json-schema.org/draft/2020-12/schema";
/// The dialect of the twins.
pub const DRAFT_07: &str = "http://json-schema.org/draft-07/schema#";

/// Keywords that only the strict variant demands, kept in source documents.
pub(crate) const STRICT: &str = "x-strict";

/// The schema that is published: open in fields and in enumerations.
pub fn canonical(source: &Value) -> Value {
    let mut schema = source.clone();
    walk::each_schema(&mut schema, &mut |object| {
        object.remove(STRICT);
    });
    publish(&mut schema);
    schema
}

/// The closed schema against which producers test: unknown fields and values
/// are refused, value types have their patterns, conditions between fields hold.
///
/// `id` is the address of the result.
pub fn strict(source: &Value, id: &str) -> Value {
    let mut schema = strict::transform(source);
    set_id(&mut schema, id);
    publish(&mut schema);
    schema
}

/// The draft-07 form of a canonical schema, for editors and tools that stop there.
///
/// `id` is the address of the result.
pub fn draft07(canonical: &Value, id: &str) -> Value {
    let mut schema = draft07::transform(canonical);
    set_id(&mut schema, id);
    order::sort(&mut schema);
    schema
}

/// What every published schema has in common: the order of its keywords, and
/// descriptions that user interfaces may continue, hence without a last period.
fn publish(schema: &mut Value) {
    walk::each_schema(schema, &mut |object| {
        if let Some(Value::String(text)) = object.get_mut("description")
            && text.ends_with('.')
        {
            text.pop();
        }
    });
    order::sort(schema);
}

fn set_id(schema: &mut Value, id: &str) {
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".to_owned(), id.into());
    }
}
