//! Conditions between the fields of identity events: the strict schemas demand
//! them, the canonical ones leave them to the linter.
//!
//! `identity/` has a file for each event, with a list of cases. Each takes an
//! example of the event and changes it. `refused_at` is the JSON pointer at which
//! the strict schema refuses the outcome; without it the outcome is accepted. The
//! canonical schema and serde accept it, unless `canonical` is false.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;

use jsonschema::Validator;
use lattice_event_model::{EventEntry, schema};
use lattice_events::{CATALOG, families};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    example: String,
    #[serde(default)]
    set: Map<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
    refused_at: Option<String>,
    #[serde(default = "yes")]
    canonical: bool,
}

fn yes() -> bool {
    true
}

/// What judges the data of one event.
struct Judges {
    entry: &'static EventEntry,
    canonical: Validator,
    strict: Validator,
}

impl Judges {
    fn new(entry: &'static EventEntry) -> Self {
        let source = schema::data_schema(&CATALOG, entry).unwrap();
        Self {
            entry,
            canonical: jsonschema::validator_for(&schema::canonical(&source)).unwrap(),
            strict: jsonschema::validator_for(&schema::strict(&source, "https://example.com/strict.json"))
                .unwrap(),
        }
    }

    fn example(&self, name: &str) -> Value {
        let example = self.entry.definition.examples.iter().find(|example| example.name == name);
        serde_json::from_str(example.unwrap_or_else(|| panic!("there is no example {name}")).data).unwrap()
    }

    /// Where the strict schema refuses the data.
    fn refused_at(&self, data: &Value) -> BTreeSet<String> {
        self.strict.iter_errors(data).map(|error| error.instance_path().to_string()).collect()
    }

    /// What a case says that is not so.
    fn check(&self, case: Case) -> Vec<String> {
        let example = self.example(&case.example);
        let mut data = example.clone();
        let members = data.as_object_mut().unwrap();
        for name in case.remove {
            members.shift_remove(&name);
        }
        members.extend(case.set);

        let mut problems = Vec::new();
        if data == example {
            problems.push("the case changes nothing".to_owned());
        }
        let refused_at = self.refused_at(&data);
        if refused_at != case.refused_at.into_iter().collect() {
            problems.push(format!("the strict schema refuses it at {refused_at:?}"));
        }
        if self.canonical.is_valid(&data) != case.canonical {
            problems.push("the canonical schema says otherwise".to_owned());
        }
        match ((self.entry.read_and_write)(&data.to_string()), case.canonical) {
            (Ok(written), true) if written == data => {}
            (Err(_), false) => {}
            (outcome, _) => problems.push(format!("serde says {outcome:?}")),
        }
        let event = self.entry.definition.name;
        problems.into_iter().map(|problem| format!("{event}, {}: {problem}", case.case)).collect()
    }
}

fn identity_events() -> impl Iterator<Item = &'static EventEntry> {
    CATALOG.events.iter().filter(|entry| entry.definition.family.name == families::IDENTITIES.name)
}

#[test]
fn cases() {
    let mut problems = Vec::new();
    for entry in identity_events() {
        let path = format!("{}/tests/identity/{}.json", env!("CARGO_MANIFEST_DIR"), entry.definition.name);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let cases: Vec<Case> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(
            cases.iter().any(|case| case.refused_at.is_some() && case.canonical),
            "{path} tests no condition"
        );
        let judges = Judges::new(entry);
        problems.extend(cases.into_iter().flat_map(|case| judges.check(case)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_case_belongs_to_an_event() {
    let events: BTreeSet<String> =
        identity_events().map(|entry| format!("{}.json", entry.definition.name)).collect();
    let files: BTreeSet<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/identity"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, events);
}

#[test]
fn examples_satisfy_the_strict_schemas() {
    for entry in identity_events() {
        let judges = Judges::new(entry);
        for example in entry.definition.examples {
            let refused = judges.refused_at(&judges.example(example.name));
            assert!(refused.is_empty(), "{} {}: {refused:?}", entry.definition.name, example.name);
        }
    }
}

/// The producers of today send none of these events, and every page says so.
#[test]
fn each_event_says_that_it_is_an_extension() {
    for entry in identity_events() {
        let source = schema::data_schema(&CATALOG, entry).unwrap();
        let description = source["description"].as_str().unwrap();
        assert!(description.contains("an extension of this project"), "{}", entry.definition.name);
        assert!(entry.definition.family.notice.is_some());
        assert_eq!(entry.definition.emitted.since, None);
        assert!(entry.definition.version.starts_with("0."), "{}", entry.definition.name);
        assert_eq!(source["x-status"], "experimental");
    }
}
