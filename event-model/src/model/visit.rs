//! Walking a value beside its model, once for all who want to know.

use serde_json::Value;

use super::{Enumeration, Field, Model, Record, Shape, TypeKind, Union};

/// Stands in a pattern for an array index, or for a name that is data.
pub(super) const ANY: &str = "/*";

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
    /// A text that is among the known values of its enumeration, or that tells
    /// which record of a union it is.
    KnownValue {
        /// The text.
        value: &'a str,
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

/// Where the walk met it. Pointers are put together when somebody asks.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    at: &'p str,
    steps: &'p [Step<'p>],
    id: u64,
}

impl Place<'_> {
    /// Its JSON pointer.
    pub fn pointer(&self) -> String {
        self.written(false)
    }

    /// The pointer with `*` for array indexes and for names that are data: the
    /// same for all values that the model describes at one place.
    pub fn pattern(&self) -> String {
        self.written(true)
    }

    /// A number for the pattern. While the model stands in memory, it is the same
    /// for everything that is met in the same way, and another one otherwise. One
    /// pattern may have several, where types have fields of the same name.
    pub fn id(&self) -> u64 {
        self.id
    }

    fn written(&self, pattern: bool) -> String {
        let mut text = self.at.to_owned();
        for step in self.steps {
            match step {
                Step::Field(name) => push(&mut text, name),
                _ if pattern => text.push_str(ANY),
                Step::Member(name) => push(&mut text, name),
                Step::Element(index) => push(&mut text, &index.to_string()),
            }
        }
        text
    }
}

/// A step from a value into it.
#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    /// To a member whose name the model knows, or should know.
    Field(&'p str),
    /// To a member whose name is data.
    Member(&'p str),
    /// To an element of an array.
    Element(usize),
}

/// Walks `value` beside the root of `model`. `report` gets everything it meets,
/// with its JSON pointer below `at`.
pub fn visit<'a>(model: &'a Model, value: &'a Value, at: &str, report: &mut dyn FnMut(&str, Visit<'a>)) {
    visit_places(model, value, at, &mut |place, met| report(&place.pointer(), met));
}

/// The same walk for those who want to know at which place of the model they
/// are (see [`outline`](super::outline)).
pub fn visit_places<'a>(
    model: &'a Model,
    value: &'a Value,
    at: &str,
    report: &mut dyn FnMut(&Place<'_>, Visit<'a>),
) {
    let mut walk = Walk { model, at, steps: Vec::new(), id: 0, report };
    walk.named(&model.root, value);
}

struct Walk<'a, 'r> {
    model: &'a Model,
    at: &'r str,
    steps: Vec<Step<'a>>,
    id: u64,
    report: &'r mut dyn FnMut(&Place<'_>, Visit<'a>),
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
                    self.below(Step::Element(index), 0, |walk| walk.shape(items, value));
                }
            }
            (Shape::Map(values), Value::Object(members)) => {
                for (name, value) in members {
                    self.below(Step::Member(name), 0, |walk| walk.shape(values, value));
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, record: &'a Record, value: &'a Value) {
        let Value::Object(members) = value else { return };
        for (name, value) in members {
            let field = record.field(name);
            self.below(Step::Field(name), field.map_or(0, address), |walk| {
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
        let Value::String(value) = value else { return };
        if enumeration.values.iter().any(|known| known.value == *value) {
            self.report(Visit::KnownValue { value });
        } else {
            self.report(Visit::UnknownValue { enumeration, value });
        }
    }

    fn union(&mut self, union: &'a Union, value: &'a Value) {
        let Some(tag) = value.get(&union.tag).and_then(Value::as_str) else { return };
        let known = union.variants.iter().find(|variant| variant.value == tag).map(|variant| &variant.record);
        if known.is_some() {
            let step = Step::Field(&union.tag);
            self.below(step, address(union), |walk| walk.report(Visit::KnownValue { value: tag }));
        }
        if let Some(record) = known.or(union.fallback.as_ref()) {
            self.named(record, value);
        }
    }

    /// `what` tells steps of the model apart; 0 stands for all whose name is data.
    fn below(&mut self, step: Step<'a>, what: usize, visit: impl FnOnce(&mut Self)) {
        let id = self.id;
        // Rotating and multiplying spreads the few bits in which addresses differ.
        self.id = (id.rotate_left(5) ^ what as u64 ^ 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.steps.push(step);
        visit(self);
        self.steps.pop();
        self.id = id;
    }

    fn report(&mut self, visit: Visit<'a>) {
        (self.report)(&Place { at: self.at, steps: &self.steps, id: self.id }, visit);
    }
}

/// Where something of the model stands in memory: nothing else is so cheap to
/// compare.
fn address<T>(part: &T) -> usize {
    std::ptr::from_ref(part).addr()
}

/// Puts a name behind a pointer, escaped. It costs no memory of its own.
pub(super) fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}
