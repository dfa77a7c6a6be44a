//! Everything that values of a model can hold, without a value.

use super::{
    Enumeration, Field, Model, Record, Shape, TypeKind, Union,
    visit::{ANY, push},
};

/// Something that a value of the model can hold.
#[derive(Debug, Clone, Copy)]
pub enum Possibility<'a> {
    /// A field.
    Field(&'a Field),
    /// A text: a known value of an enumeration, or one that tells which record
    /// of a union it is.
    Value(&'a str),
}

/// Walks a model. `report` gets everything that its values can hold, in the
/// order of the model, with its pointer below `at`, in which `*` stands for
/// array indexes and for names that are data.
///
/// These are the patterns that [`visit_places`](super::visit_places) tells. What
/// the records of a union have in common comes once for each. A type inside of
/// itself is not entered again, since there would be no end.
pub fn outline<'a>(model: &'a Model, at: &str, report: &mut dyn FnMut(&str, Possibility<'a>)) {
    let mut walk = Outline { model, pattern: at.to_owned(), inside: Vec::new(), report };
    walk.named(&model.root);
}

struct Outline<'a, 'r> {
    model: &'a Model,
    pattern: String,
    /// The types that the walk is in.
    inside: Vec<&'a str>,
    report: &'r mut dyn FnMut(&str, Possibility<'a>),
}

impl<'a> Outline<'a, '_> {
    fn named(&mut self, name: &str) {
        let Some((name, definition)) = self.model.types.get_key_value(name) else { return };
        if self.inside.contains(&name.as_str()) {
            return;
        }
        self.inside.push(name);
        match &definition.kind {
            TypeKind::Record(record) => self.record(record),
            TypeKind::Enumeration(enumeration) => self.enumeration(enumeration),
            TypeKind::Union(union) => self.union(union),
            TypeKind::Alias(shape) => self.shape(shape),
        }
        self.inside.pop();
    }

    fn shape(&mut self, shape: &'a Shape) {
        match shape {
            Shape::Reference(name) => self.named(name),
            Shape::List(values) | Shape::Map(values) => {
                let length = self.pattern.len();
                self.pattern.push_str(ANY);
                self.shape(values);
                self.pattern.truncate(length);
            }
            _ => {}
        }
    }

    fn record(&mut self, record: &'a Record) {
        for field in &record.fields {
            self.below(&field.name, |walk| {
                walk.report(Possibility::Field(field));
                walk.shape(&field.shape);
            });
        }
    }

    fn enumeration(&mut self, enumeration: &'a Enumeration) {
        for known in &enumeration.values {
            self.report(Possibility::Value(&known.value));
        }
    }

    fn union(&mut self, union: &'a Union) {
        for variant in &union.variants {
            self.below(&union.tag, |walk| walk.report(Possibility::Value(&variant.value)));
        }
        let records = union.variants.iter().map(|variant| &variant.record).chain(&union.fallback);
        for record in records {
            self.named(record);
        }
    }

    fn below(&mut self, name: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pattern.len();
        push(&mut self.pattern, name);
        visit(self);
        self.pattern.truncate(length);
    }

    fn report(&mut self, possibility: Possibility<'a>) {
        (self.report)(&self.pattern, possibility);
    }
}
