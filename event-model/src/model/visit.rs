//! Walking a value beside its model, once for all who want to know.

use serde_json::Value;

use super::{Enumeration, Field, Model, Record, Shape, TypeKind, Union};
use crate::pointer::escape;

/// What the walk met.
#[derive(Debug, Clone, Copy)]
pub enum Visit<'a> {
    /// A field of the model that is there.
    Field {
        /// The record to which it belongs.
        record: &'a Record,
        /// The field.
        field: &'a Field,
        /// Its value.
        value: &'a Value,
    },
    /// A member for which the record has no field.
    UnknownField {
        /// The record.
        record: &'a Record,
        /// The member's name.
        name: &'a str,
    },
    /// A text that is not among the known values of its enumeration.
    UnknownValue {
        /// The enumeration.
        enumeration: &'a Enumeration,
        /// The text.
        value: &'a str,
    },
    /// A `null` where the field is never `null`.
    UnexpectedNull {
        /// The field.
        field: &'a Field,
    },
}

/// Walks `value` beside the root of `model`. `report` gets everything it meets,
/// with its JSON pointer below `at`.
pub fn visit<'a>(model: &'a Model, value: &'a Value, at: &str, report: &mut dyn FnMut(&str, Visit<'a>)) {
    let mut walk = Walk { model, pointer: at.to_owned(), report };
    walk.named(&model.root, value);
}

struct Walk<'a, 'r> {
    model: &'a Model,
    pointer: String,
    report: &'r mut dyn FnMut(&str, Visit<'a>),
}

impl<'a> Walk<'a, '_> {
    fn named(&mut self, name: &str, value: &'a Value) {
        let Some(definition) = self.model.types.get(name) else { return };
        match &definition.kind {
            TypeKind::Record(record) => self.record(record, value),
            TypeKind::Enumeration(enumeration) => self.enumeration(enumeration, value),
            TypeKind::Union(union) => self.union(union, value),
            TypeKind::Alias(shape) => self.shape(shape, value),
        }
    }

    fn shape(&mut self, shape: &'a Shape, value: &'a Value) {
        match (shape, value) {
            (Shape::Reference(name), _) => self.named(name, value),
            (Shape::List(items), Value::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.below(&index.to_string(), |walk| walk.shape(items, value));
                }
            }
            (Shape::Map(values), Value::Object(members)) => {
                for (name, value) in members {
                    self.below(name, |walk| walk.shape(values, value));
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, record: &'a Record, value: &'a Value) {
        let Value::Object(members) = value else { return };
        for (name, value) in members {
            let field = record.field(name);
            self.below(name, |walk| {
                let Some(field) = field else {
                    return walk.report(Visit::UnknownField { record, name });
                };
                walk.report(Visit::Field { record, field, value });
                if value.is_null() {
                    if !field.nullable && !matches!(field.shape, Shape::Opaque) {
                        walk.report(Visit::UnexpectedNull { field });
                    }
                    return;
                }
                walk.shape(&field.shape, value);
            });
        }
    }

    fn enumeration(&mut self, enumeration: &'a Enumeration, value: &'a Value) {
        if let Value::String(text) = value
            && !enumeration.values.iter().any(|known| known.value == *text)
        {
            self.report(Visit::UnknownValue { enumeration, value: text });
        }
    }

    fn union(&mut self, union: &'a Union, value: &'a Value) {
        let Some(tag) = value.get(&union.tag).and_then(Value::as_str) else { return };
        let known = union.variants.iter().find(|variant| variant.value == tag).map(|variant| &variant.record);
        if let Some(record) = known.or(union.fallback.as_ref()) {
            self.named(record, value);
        }
    }

    fn below(&mut self, token: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(token));
        visit(self);
        self.pointer.truncate(length);
    }

    fn report(&mut self, visit: Visit<'a>) {
        (self.report)(&self.pointer, visit);
    }
}
