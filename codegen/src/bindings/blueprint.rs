//! What all languages have in common: the types of all events, each once.

use std::collections::{BTreeMap, BTreeSet};

use lattice_event_model::model::{Shape, TypeDefinition, TypeKind};

use crate::{
    CodegenError,
    context::{Context, EventContext},
};

/// The types of a catalogue, and where they are used.
pub(crate) struct Blueprint<'a> {
    /// All types by name.
    pub(crate) types: BTreeMap<&'a str, &'a TypeDefinition>,
    /// The events that use a type, by the name of the type.
    used_by: BTreeMap<&'a str, Vec<&'a EventContext>>,
}

impl<'a> Blueprint<'a> {
    pub(crate) fn new(context: &'a Context<'_>) -> Result<Self, CodegenError> {
        let mut types: BTreeMap<&str, &TypeDefinition> = BTreeMap::new();
        let mut used_by: BTreeMap<&str, Vec<&EventContext>> = BTreeMap::new();
        for event in &context.events {
            for (name, definition) in &event.model.types {
                let known = types.entry(name).or_insert(definition);
                if known.kind != definition.kind {
                    return Err(CodegenError::Definition {
                        event: event.entry.definition.name.to_owned(),
                        reason: format!(
                            "its type `{name}` is another one than that of {}: rename one of them",
                            used_by[name.as_str()][0].entry.definition.name
                        ),
                    });
                }
                used_by.entry(name).or_default().push(event);
            }
        }
        Ok(Self { types, used_by })
    }

    /// The events that use a type.
    pub(crate) fn used_by(&self, name: &str) -> &[&'a EventContext] {
        self.used_by.get(name).map_or(&[], Vec::as_slice)
    }

    /// The event whose data a type is.
    pub(crate) fn event_of(&self, name: &str) -> Option<&'a EventContext> {
        self.used_by(name).iter().copied().find(|event| event.model.root == name)
    }

    /// The types that a type refers to, without those that these refer to.
    pub(crate) fn references(&self, name: &str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        match self.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Record(record)) => {
                record.fields.iter().for_each(|field| references(&field.shape, &mut found));
            }
            Some(TypeKind::Union(union)) => {
                found.extend(union.variants.iter().map(|variant| variant.record.as_str()));
                found.extend(union.fallback.as_deref());
            }
            Some(TypeKind::Alias(shape)) => references(shape, &mut found),
            Some(TypeKind::Enumeration(_)) | None => {}
        }
        found
    }
}

fn references<'a>(shape: &'a Shape, found: &mut BTreeSet<&'a str>) {
    match shape {
        Shape::Reference(name) => {
            found.insert(name);
        }
        Shape::List(inner) | Shape::Map(inner) => references(inner, found),
        _ => {}
    }
}
