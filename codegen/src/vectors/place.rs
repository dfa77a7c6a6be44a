//! The places of an event's examples at which there is something to change.

use lattice_event_model::{
    model::{Field, Model, Record, Shape, TypeKind, Visit, visit},
    pointer,
};
use serde_json::Value;

/// A field of a record within an example.
pub(super) struct Place<'a> {
    /// The example's data.
    pub(super) data: &'a Value,
    /// JSON pointer of the record, into `data`.
    pub(super) parent: String,
    pub(super) field: &'a Field,
    pub(super) is_present: bool,
}

impl Place<'_> {
    /// JSON pointer of the field, into the event.
    pub(super) fn pointer(&self) -> String {
        format!("/data{}/{}", self.parent, pointer::escape(&self.field.name))
    }

    /// A name for vectors: the pointer without what only pointers need.
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.parent, self.field.name).trim_start_matches('/').replace('/', ".")
    }

    pub(super) fn without(&self) -> Value {
        let mut data = self.data.clone();
        if let Some(members) = data.pointer_mut(&self.parent).and_then(Value::as_object_mut) {
            members.shift_remove(&self.field.name);
        }
        data
    }

    pub(super) fn with(&self, value: Value) -> Value {
        let mut data = self.data.clone();
        if let Some(members) = data.pointer_mut(&self.parent).and_then(Value::as_object_mut) {
            members.insert(self.field.name.clone(), value);
        }
        data
    }
}

/// Every field of every record that the examples show, once: at the smallest
/// example in which it is, or else could be.
pub(super) fn fields<'a>(model: &'a Model, examples: &'a [Value]) -> Vec<Place<'a>> {
    let mut places: Vec<(*const Record, Place<'a>)> = Vec::new();
    for data in examples {
        for (parent, record) in records(model, data) {
            let members = data.pointer(&parent).and_then(Value::as_object);
            for field in &record.fields {
                let is_present = members.is_some_and(|members| members.contains_key(&field.name));
                let place = Place { data, parent: parent.clone(), field, is_present };
                let record: *const Record = record;
                let known = places
                    .iter_mut()
                    .find(|(of, known)| std::ptr::eq(*of, record) && known.field.name == field.name);
                match known {
                    Some((_, known)) if is_present && !known.is_present => *known = place,
                    Some(_) => {}
                    None => places.push((record, place)),
                }
            }
        }
    }
    places.into_iter().map(|(_, place)| place).collect()
}

/// The records of a value with their JSON pointers, the outermost first.
pub(super) fn records<'a>(model: &'a Model, data: &'a Value) -> Vec<(String, &'a Record)> {
    let mut found: Vec<(String, &'a Record)> = Vec::new();
    let mut add = |pointer: String, record: &'a Record| {
        if !found.iter().any(|(known, _)| *known == pointer) {
            found.push((pointer, record));
        }
    };
    if let Some(TypeKind::Record(root)) = model.root_type().map(|root| &root.kind) {
        add(String::new(), root);
    }
    visit(model, data, "", &mut |at, met| {
        if let Visit::Field { record, .. } | Visit::UnknownField { record, .. } = met {
            let (parent, _) = at.rsplit_once('/').unwrap_or_default();
            add(parent.to_owned(), record);
        }
    });
    found
}

/// A value that an open enumeration within a shape does not know.
pub(super) fn unknown_value(model: &Model, shape: &Shape) -> Option<Value> {
    match shape {
        Shape::List(items) => unknown_value(model, items).map(|value| Value::from(vec![value])),
        Shape::Map(values) => {
            unknown_value(model, values).map(|value| Value::from_iter([("name".to_owned(), value)]))
        }
        Shape::Reference(name) => match &model.types.get(name)?.kind {
            TypeKind::Enumeration(enumeration) => enumeration.open.then(|| "unknown_of_tomorrow".into()),
            TypeKind::Alias(shape) => unknown_value(model, shape),
            TypeKind::Record(_) | TypeKind::Union(_) => None,
        },
        _ => None,
    }
}

/// Whether a field tells which record of a union it is in, and the union takes
/// every other text too.
pub(super) fn leads_to_fallback(model: &Model, place: &Place<'_>) -> bool {
    model.types.values().any(|definition| {
        let TypeKind::Union(union) = &definition.kind else { return false };
        let is_here = |name: &str| match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Record(record)) => {
                record.fields.iter().any(|field| std::ptr::eq(field, place.field))
            }
            _ => false,
        };
        union.fallback.is_some()
            && union.tag == place.field.name
            && union.variants.iter().any(|variant| is_here(&variant.record))
    })
}

/// A shape without the names that stand for it.
pub(super) fn resolve<'a>(model: &'a Model, shape: &'a Shape) -> &'a Shape {
    match shape {
        Shape::Reference(name) => match model.types.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Alias(aliased)) => resolve(model, aliased),
            _ => shape,
        },
        _ => shape,
    }
}
