//! Schema, serde and validator say the same about every event of the catalogue.
//!
//! The tests know no event: they go through the list, take the examples apart by
//! the model, and collect every disagreement before they fail.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod validation;

use std::{collections::BTreeMap, sync::LazyLock};

use jsonschema::Validator;
use lattice_event_model::{
    EventEntry,
    model::{Field, Model, Record, Shape, TypeKind, Visit, visit},
    schema,
};
use lattice_events::CATALOG;
use serde_json::{Value, json};

use validation::{data_schema, validator, violations};

/// An event with everything that judges it.
struct Subject {
    entry: &'static EventEntry,
    model: Model,
    canonical: Validator,
    strict: Validator,
    examples: Vec<(&'static str, Value)>,
}

static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| CATALOG.events.iter().map(Subject::new).collect());

impl Subject {
    fn new(entry: &'static EventEntry) -> Self {
        let source = data_schema(entry);
        let canonical = schema::canonical(&source);
        let examples = entry
            .definition
            .examples
            .iter()
            .map(|example| {
                let data = serde_json::from_str(example.data)
                    .unwrap_or_else(|error| panic!("{} {}: {error}", entry.definition.name, example.name));
                (example.name, data)
            })
            .collect();
        Self {
            entry,
            model: Model::read(&canonical),
            canonical: validator(&canonical),
            strict: validator(&schema::strict(&source, "https://example.com/strict.json")),
            examples,
        }
    }

    fn name(&self) -> &'static str {
        self.entry.definition.name
    }

    fn read_and_write(&self, data: &Value) -> Result<Value, String> {
        (self.entry.read_and_write)(&data.to_string()).map_err(|error| error.to_string())
    }

    /// Every place of an example where a record has, or may have, a field.
    fn places<'a>(&'a self, data: &'a Value) -> Vec<Place<'a>> {
        let mut records: BTreeMap<String, &Record> = BTreeMap::new();
        visit(&self.model, data, "", &mut |pointer, met| {
            if let Visit::Field { record, .. } = met {
                let (parent, _) = pointer.rsplit_once('/').unwrap();
                records.insert(parent.to_owned(), record);
            }
        });
        records
            .into_iter()
            .flat_map(|(parent, record)| {
                let object = data.pointer(&parent).unwrap();
                record.fields.iter().map(move |field| Place {
                    parent: parent.clone(),
                    field,
                    present: object.get(&field.name).is_some(),
                })
            })
            .collect()
    }

    /// The places of all examples, with the example they are in.
    fn all_places(&self) -> impl Iterator<Item = (&'static str, &Value, Place<'_>)> {
        self.examples
            .iter()
            .flat_map(|(name, data)| self.places(data).into_iter().map(move |place| (*name, data, place)))
    }

    /// Says so if serde or the schema does not do with `data` what is expected.
    fn expect(&self, accepted: bool, what: &str, data: &Value, problems: &mut Vec<String>) {
        let name = self.name();
        if self.canonical.is_valid(data) != accepted {
            let verdict = if accepted { "refuses" } else { "accepts" };
            problems.push(format!("{name}: the canonical schema {verdict} {what}: {data}"));
        }
        match (self.read_and_write(data), accepted) {
            (Ok(_), false) => problems.push(format!("{name}: serde accepts {what}: {data}")),
            (Err(error), true) => {
                problems.push(format!("{name}: serde refuses {what} with `{error}`: {data}"));
            }
            (Ok(written), true) if written != *data => {
                problems.push(format!("{name}: serde changes {what}: {data} becomes {written}"));
            }
            _ => {}
        }
    }
}

/// A field of a record within an example.
struct Place<'a> {
    parent: String,
    field: &'a Field,
    present: bool,
}

impl Place<'_> {
    fn pointer(&self) -> String {
        format!("{}/{}", self.parent, self.field.name)
    }

    fn without(&self, data: &Value) -> Value {
        let mut data = data.clone();
        let object = data.pointer_mut(&self.parent).unwrap().as_object_mut().unwrap();
        object.shift_remove(&self.field.name);
        data
    }

    fn with(&self, data: &Value, value: Value) -> Value {
        let mut data = data.clone();
        data.pointer_mut(&self.parent).unwrap()[&self.field.name] = value;
        data
    }
}

/// A validator that checks formats too, which readers must not.
fn validator_with_formats(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).offline().build(schema).unwrap()
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} disagreements:\n{}", problems.len(), problems.join("\n"));
}

/// An example of a kind that this version does not know is there to show that
/// readers keep it. Producers do not write such things, hence not strict.
fn is_strict(example: &str) -> bool {
    !example.starts_with("unknown-")
}

#[test]
fn examples_survive_a_round_trip_and_satisfy_the_data_schemas() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        let source = data_schema(subject.entry);
        let canonical = schema::canonical(&source);
        let twin = validator_with_formats(&schema::draft07(&canonical, "https://example.com/twin.json"));
        let canonical = validator_with_formats(&canonical);
        for (example, data) in &subject.examples {
            subject.expect(true, &format!("example {example}"), data, &mut problems);
            for (variant, validator) in [("canonical", &canonical), ("draft-07", &twin)] {
                for violation in violations(validator, data) {
                    problems.push(format!("{} {example}, {variant}: {violation}", subject.name()));
                }
            }
            let found = violations(&subject.strict, data);
            if found.is_empty() != is_strict(example) {
                problems.push(format!("{} {example}, strict: {found:?}", subject.name()));
            }
        }
    }
    report(problems);
}

#[test]
fn examples_show_every_field() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for definition in subject.model.types.values() {
            let TypeKind::Record(record) = &definition.kind else { continue };
            for field in &record.fields {
                let shown = subject
                    .all_places()
                    .any(|(_, _, place)| place.present && std::ptr::eq(place.field, field));
                if !shown {
                    problems.push(format!(
                        "{}: no example shows {}.{}",
                        subject.name(),
                        definition.name,
                        field.name
                    ));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn examples_as_events_satisfy_the_event_schemas() {
    let any = schema::any_event(&CATALOG, "https://example.com/any.json").unwrap();
    let any_canonical = schema::canonical(&any);
    let any_twin = validator(&schema::draft07(&any_canonical, "https://example.com/any-twin.json"));
    let any_strict = validator(&schema::strict(&any, "https://example.com/any-strict.json"));
    let any_canonical = validator(&any_canonical);

    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        let definition = subject.entry.definition;
        let source = schema::event_schema(&CATALOG, subject.entry).unwrap();
        let canonical = schema::canonical(&source);
        let twin = validator(&schema::draft07(&canonical, "https://example.com/event-twin.json"));
        let strict = validator(&schema::strict(&source, "https://example.com/event-strict.json"));
        let canonical = validator(&canonical);
        for (example, data) in &subject.examples {
            let event = json!({
                "specversion": "1.0",
                "id": "018c0866-8bc3-d066-2d00-6a2f0c6a2d10",
                "type": definition.event_type(),
                "source": definition.family.publisher.source.example,
                "datacontenttype": "application/json",
                "time": "2026-02-04T12:00:00.123456789Z",
                "data": data,
            });
            let mut judges = vec![
                ("event", &canonical),
                ("event, draft-07", &twin),
                ("any event", &any_canonical),
                ("any event, draft-07", &any_twin),
            ];
            if is_strict(example) {
                judges.extend([("event, strict", &strict), ("any event, strict", &any_strict)]);
            }
            for (which, validator) in judges {
                for violation in violations(validator, &event) {
                    problems.push(format!("{} {example}, {which}: {violation}", subject.name()));
                }
            }
            let mut stranger = event.clone();
            stranger["type"] = json!(format!("{}.of_tomorrow", definition.family.publisher.type_prefix));
            if canonical.is_valid(&stranger) || any_canonical.is_valid(&stranger) {
                problems.push(format!("{} {example}: accepted under another type", subject.name()));
            }
        }
    }
    report(problems);
}

#[test]
fn required_fields_are_required() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data, place) in subject.all_places().filter(|(_, _, place)| place.field.required) {
            let what = format!("{example} without required {}", place.pointer());
            assert!(place.present, "{} {what}", subject.name());
            subject.expect(false, &what, &place.without(data), &mut problems);
        }
    }
    report(problems);
}

#[test]
fn optional_fields_are_optional() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data, place) in subject.all_places() {
            if place.present && !place.field.required {
                let what = format!("{example} without optional {}", place.pointer());
                subject.expect(true, &what, &place.without(data), &mut problems);
            }
        }
    }
    report(problems);
}

#[test]
fn null_is_accepted_where_it_is_sent_and_nowhere_else() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data, place) in subject.all_places() {
            if matches!(place.field.shape, Shape::Opaque) {
                continue;
            }
            let what = format!("{example} with null at {}", place.pointer());
            subject.expect(place.field.nullable, &what, &place.with(data, Value::Null), &mut problems);
        }
    }
    report(problems);
}

#[test]
fn values_of_another_type_are_refused() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data, place) in subject.all_places() {
            for wrong in wrong_values(&subject.model, &place.field.shape) {
                let what = format!("{example} with {wrong} at {}", place.pointer());
                subject.expect(false, &what, &place.with(data, wrong), &mut problems);
            }
        }
    }
    report(problems);
}

/// Values that a shape does not have.
fn wrong_values(model: &Model, shape: &Shape) -> Vec<Value> {
    match shape {
        Shape::Boolean | Shape::Number => vec![json!("1"), json!({})],
        Shape::Integer { minimum, maximum } => {
            let beyond =
                [minimum.checked_sub(1), maximum.checked_add(1)].into_iter().flatten().filter_map(|number| {
                    i64::try_from(number)
                        .map(Value::from)
                        .or_else(|_| u64::try_from(number).map(Value::from))
                        .ok()
                });
            [json!("1"), json!(0.5), json!([])].into_iter().chain(beyond).collect()
        }
        Shape::Text { .. } | Shape::Constant(_) => vec![json!(1), json!(["a"])],
        Shape::List(items) => {
            let inner = wrong_values(model, items).into_iter().map(|item| json!([item]));
            [json!("a"), json!({})].into_iter().chain(inner).collect()
        }
        Shape::Map(values) => {
            let inner = wrong_values(model, values).into_iter().map(|value| json!({ "a": value }));
            [json!("a"), json!([])].into_iter().chain(inner).collect()
        }
        Shape::Reference(name) => match &model.types[name].kind {
            TypeKind::Record(_) | TypeKind::Union(_) => vec![json!("a"), json!([])],
            TypeKind::Enumeration(_) => vec![json!(1), json!({})],
            TypeKind::Alias(shape) => wrong_values(model, shape),
        },
        Shape::Opaque => Vec::new(),
    }
}

#[test]
fn unknown_fields_survive_and_are_not_strict() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data) in &subject.examples {
            let mut parents: Vec<String> =
                subject.places(data).into_iter().map(|place| place.parent).collect();
            parents.dedup();
            for parent in parents {
                let mut data = data.clone();
                data.pointer_mut(&parent).unwrap()["unknown_of_tomorrow"] =
                    json!({ "nested": [null, 18_446_744_073_709_551_615_u64, "text"] });
                let what = format!("{example} with an unknown field in `{parent}`");
                subject.expect(true, &what, &data, &mut problems);
                if subject.strict.is_valid(&data) {
                    problems.push(format!("{}: the strict schema accepts {what}", subject.name()));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn unknown_values_survive_and_are_not_strict() {
    let mut problems = Vec::new();
    for subject in SUBJECTS.iter() {
        for (example, data, place) in subject.all_places() {
            if let Some(value) = unknown_value(&subject.model, &place.field.shape) {
                let data = place.with(data, value);
                let what = format!("{example} with an unknown value at {}", place.pointer());
                subject.expect(true, &what, &data, &mut problems);
                if subject.strict.is_valid(&data) {
                    problems.push(format!("{}: the strict schema accepts {what}", subject.name()));
                }
            }
        }
    }
    report(problems);
}

/// A value that an enumeration within a shape does not know.
fn unknown_value(model: &Model, shape: &Shape) -> Option<Value> {
    match shape {
        Shape::List(items) => unknown_value(model, items).map(|value| json!([value])),
        Shape::Map(values) => unknown_value(model, values).map(|value| json!({ "a": value })),
        Shape::Reference(name) => match &model.types[name].kind {
            TypeKind::Enumeration(enumeration) => {
                assert!(enumeration.open, "{name} is closed");
                Some(json!("unknown_of_tomorrow"))
            }
            TypeKind::Alias(shape) => unknown_value(model, shape),
            TypeKind::Record(_) | TypeKind::Union(_) => None,
        },
        _ => None,
    }
}
