//! Every definition of the catalogue says all that a reader is promised.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use lattice_event_model::{
    EventEntry,
    definition::Status,
    model::{Model, Shape, TypeKind},
    schema,
};
use lattice_events::CATALOG;
use serde_json::Value;

/// An event, the types of its data, and its examples.
struct Subject {
    entry: &'static EventEntry,
    model: Model,
    examples: Vec<Value>,
}

fn subjects() -> impl Iterator<Item = Subject> {
    CATALOG.events.iter().map(|entry| Subject {
        entry,
        model: Model::read(&schema::data_schema(&CATALOG, entry).unwrap()),
        examples: entry
            .definition
            .examples
            .iter()
            .map(|example| serde_json::from_str(example.data).unwrap())
            .collect(),
    })
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn everything_is_documented() {
    let mut problems = Vec::new();
    for subject in subjects() {
        for definition in subject.model.types.values() {
            let mut demand = |what: String, documentation: &str| {
                if documentation.trim().is_empty() {
                    problems.push(format!("{}: {what} has no documentation", subject.entry.definition.name));
                }
            };
            demand(definition.name.clone(), &definition.documentation);
            match &definition.kind {
                TypeKind::Record(record) => {
                    for field in &record.fields {
                        let documentation = match field.shape {
                            // The type of a union's variant says what the tag means.
                            Shape::Constant(_) => &definition.documentation,
                            _ => &field.documentation,
                        };
                        demand(format!("{}.{}", definition.name, field.name), documentation);
                    }
                }
                TypeKind::Enumeration(enumeration) => {
                    for value in &enumeration.values {
                        demand(format!("{}.{}", definition.name, value.value), &value.documentation);
                    }
                }
                TypeKind::Union(_) | TypeKind::Alias(_) => {}
            }
        }
    }
    report(problems);
}

#[test]
fn definitions_are_complete() {
    let mut problems = Vec::new();
    for subject in subjects() {
        let definition = subject.entry.definition;
        let mut demand = |holds: bool, what: String| {
            if !holds {
                problems.push(format!("{}: {what}", definition.name));
            }
        };
        let namesakes = CATALOG.events.iter().filter(|entry| entry.definition.name == definition.name);
        demand(namesakes.count() == 1, "its name is not unique".to_owned());
        demand(subject.model.root == subject.entry.rust_name, "the schema has another title".to_owned());

        for name in ["minimal", "full"] {
            demand(
                definition.examples.iter().any(|example| example.name == name),
                format!("no example {name}"),
            );
        }
        for (index, example) in definition.examples.iter().enumerate() {
            demand(is_kebab_case(example.name), format!("example `{}` is not kebab-case", example.name));
            let first =
                definition.examples.iter().position(|other| other.name == example.name) == Some(index);
            demand(first, format!("two examples are called {}", example.name));
            let equal = subject.examples[..index].contains(&subject.examples[index]);
            demand(!equal, format!("example {} repeats another", example.name));
        }

        let sentences = [definition.sent, definition.not_sent, definition.deviations].concat();
        let summaries = definition.examples.iter().map(|example| example.summary);
        let changes = definition.changes.iter().map(|change| change.summary);
        for sentence in sentences.into_iter().chain(summaries).chain(changes) {
            demand(sentence.ends_with('.'), format!("`{sentence}` does not end with a period"));
            demand(!sentence.contains("  "), format!("`{sentence}` has two spaces"));
        }
        demand(!definition.sent.is_empty(), "it does not say when it is sent".to_owned());
        for related in definition.related {
            let known = *related != definition.name && CATALOG.event(related).is_some();
            demand(known, format!("related event `{related}` does not exist or is the event itself"));
        }

        let newest = definition.changes.first().map(|change| change.version);
        demand(newest == Some(definition.version), "the newest change is of another version".to_owned());
        let major: u64 = definition.major().parse().unwrap();
        match definition.status {
            Status::Stable { .. } => demand(major >= 1, "it is stable below 1.0.0".to_owned()),
            Status::Experimental { .. } => demand(major == 0, "it is experimental from 1.0.0 on".to_owned()),
            Status::Deprecated { replacement, .. } | Status::Removed { replacement, .. } => {
                let known = replacement.is_none_or(|name| CATALOG.event(name).is_some());
                demand(known, format!("its replacement {replacement:?} does not exist"));
            }
        }

        let root = subject.model.record(&Shape::Reference(subject.model.root.clone())).unwrap();
        for pointer in [definition.source_field, definition.producer_version_field].into_iter().flatten() {
            let field = pointer.strip_prefix('/').and_then(|name| root.field(name));
            demand(field.is_some(), format!("there is no field at {pointer}"));
        }
    }
    report(problems);
}

#[test]
fn lifetimes_are_complete() {
    let mut problems = Vec::new();
    for subject in subjects() {
        for definition in subject.model.types.values() {
            let TypeKind::Record(record) = &definition.kind else { continue };
            for field in &record.fields {
                let mut demand = |holds: bool, what: &str| {
                    if !holds {
                        problems.push(format!(
                            "{}: {}.{}: {what}",
                            subject.entry.definition.name, definition.name, field.name
                        ));
                    }
                };
                let is_version = |version: &Option<String>| {
                    version.as_deref().is_none_or(|version| semver::Version::parse(version).is_ok())
                };
                demand(is_version(&field.lifetime.since), "`x-since` is no version");
                demand(is_version(&field.lifetime.until), "`x-until` is no version");
                let Some(deprecation) = &field.lifetime.deprecation else { continue };
                demand(deprecation.since.is_some(), "it does not say since when it is deprecated");
                demand(is_version(&deprecation.since), "`x-deprecated-since` is no version");
                demand(
                    deprecation.note.as_ref().is_some_and(|note| note.ends_with('.')),
                    "it has no sentence that says why it is deprecated",
                );
                let replaced = deprecation.replacement.as_ref();
                demand(
                    replaced.is_none_or(|name| *name != field.name && record.field(name).is_some()),
                    "its replacement does not exist",
                );
            }
        }
    }
    report(problems);
}

#[test]
fn legacy_vocabularies_are_complete() {
    let mut problems = Vec::new();
    for vocabulary in CATALOG.legacy {
        assert!(semver::Version::parse(vocabulary.before).is_ok(), "{}", vocabulary.before);
        for (index, legacy) in vocabulary.events.iter().enumerate() {
            let mut demand = |holds: bool, what: &str| {
                if !holds {
                    problems.push(format!("{}: {what}", legacy.event_type));
                }
            };
            let prefix = vocabulary.publisher.type_prefix;
            let name = legacy.event_type.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.'));
            demand(name.is_some(), "its publisher has another prefix");
            let namesakes = &vocabulary.events[..index];
            demand(namesakes.iter().all(|other| other.event_type != legacy.event_type), "it is there twice");
            let current =
                |event_type| CATALOG.events.iter().any(|entry| entry.definition.event_type() == event_type);
            demand(legacy.successor.is_none_or(current), "its successor does not exist");
            demand(legacy.changed.ends_with('.'), "it does not say what changed");
            demand(!legacy.changed.contains("  "), "what changed has two spaces");
            demand(!legacy.versions.is_empty(), "it does not say who sent it");
            demand(legacy.marked_by.iter().all(|mark| mark.starts_with('/')), "a mark is no JSON pointer");
            // A mark tells an older shape from today's: without the latter it is of no use.
            demand(legacy.marked_by.is_empty() || current(legacy.event_type), "it needs no mark");
        }
    }
    report(problems);
}

#[test]
fn events_are_grouped_by_family() {
    let families: Vec<_> = CATALOG.events.iter().map(|entry| entry.definition.family.name).collect();
    let order: Vec<_> = CATALOG.families.iter().map(|family| family.name).collect();
    let positions: Vec<_> = families
        .iter()
        .map(|family| {
            order
                .iter()
                .position(|known| known == family)
                .unwrap_or_else(|| panic!("unknown family {family}"))
        })
        .collect();
    assert!(positions.is_sorted(), "{families:?} does not follow {order:?}");
    for family in order {
        assert!(families.contains(&family), "family {family} has no event");
    }
}

fn is_kebab_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

/// `cargo xtask new event` writes `FILL IN` wherever an author has to say something.
#[test]
fn nothing_is_left_to_fill_in() {
    let mut problems = Vec::new();
    for subject in subjects() {
        let definition = subject.entry.definition;
        // Everything that a definition says, the struct's documentation included.
        let said = format!("{definition:?}{:?}", subject.model);
        if said.contains("FILL IN") {
            problems.push(format!("{}: replace every FILL IN in its file", definition.name));
        }
    }
    report(problems);
}
