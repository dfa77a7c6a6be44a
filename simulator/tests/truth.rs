//! The simulated lattice is clean, and of a lattice with faults exactly the
//! faults are found.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{collections::BTreeSet, path::Path, sync::Arc};

use chrono::TimeDelta;
use lattice_event_model::{
    Message,
    catalog::{Catalog, Directory},
};
use lattice_events::CATALOG;
use lattice_linter::{Finding, Input, Linter, Mapping, Origin, Settings, Severity, rules};
use lattice_simulator::{Options, Simulation, faults};

fn catalog() -> Arc<Catalog> {
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    Arc::new(Catalog::open(Directory::new(generated)).unwrap())
}

fn judge(messages: &[Message]) -> Vec<(usize, Finding)> {
    let mut linter = Linter::new(catalog(), Settings::default()).unwrap();
    let mut findings = Vec::new();
    for (position, message) in messages.iter().enumerate() {
        let origin = Origin {
            file: "simulation".into(),
            line: position as u64 + 1,
            column: 1,
            offset: 0,
            mapping: Mapping::Verbatim,
        };
        let judgement = linter.judge(&Input::new(message.clone(), origin));
        findings.extend(judgement.findings.into_iter().map(|finding| (position, finding)));
    }
    assert!(linter.take_error().is_none());
    findings
}

fn lattice(seed: u64) -> Vec<Message> {
    Simulation::new(Options { seed, ..Options::default() }).collect()
}

#[test]
fn a_lattice_without_faults_has_deprecated_fields_and_nothing_else() {
    for seed in 0..40 {
        let messages = lattice(seed);
        for (position, finding) in judge(&messages) {
            assert_eq!(
                (finding.severity, finding.rule.as_ref()),
                (Severity::Info, "deprecated-field"),
                "seed {seed}, message {position}: {}",
                finding.message
            );
        }
    }
}

#[test]
fn every_event_of_the_catalogue_is_played() {
    let played: BTreeSet<String> = lattice(1)
        .iter()
        .map(|message| {
            let event: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
            event["type"].as_str().unwrap().to_owned()
        })
        .collect();
    let known: BTreeSet<String> = CATALOG.events.iter().map(|entry| entry.definition.event_type()).collect();
    assert_eq!(played, known);
}

#[test]
fn the_same_seed_plays_the_same_lattice() {
    assert_eq!(lattice(3), lattice(3));
    assert_ne!(lattice(3), lattice(4));
}

#[test]
fn times_never_go_back_for_one_source() {
    let mut last = std::collections::BTreeMap::new();
    for message in lattice(2) {
        let event: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
        let time = event["time"].as_str().unwrap().to_owned();
        let before = last.insert(event["source"].as_str().unwrap().to_owned(), time.clone());
        assert!(before.is_none_or(|before| before <= time));
    }
}

#[test]
fn lattices_of_any_size_can_be_played() {
    for (hosts, minutes) in [(1, 3), (2, 1), (9, 30)] {
        let options = Options { hosts, duration: TimeDelta::minutes(minutes), ..Options::default() };
        let messages: Vec<Message> = Simulation::new(options).collect();
        assert!(messages.len() > 20, "{hosts} hosts for {minutes} minutes: {} messages", messages.len());
        assert!(judge(&messages).iter().all(|(_, finding)| finding.severity == Severity::Info));
    }
}

/// Planting one fault adds the findings of its rule, and no other warning or error.
#[test]
fn each_planted_fault_is_found_by_its_rule_and_nothing_else_is() {
    let clean = lattice(5);
    let mut found_rules = BTreeSet::new();
    for seed in 0..60 {
        let (messages, planted) = faults::plant(clean.clone(), seed, 6).unwrap();
        assert_eq!(planted.len(), 6);
        let findings = judge(&messages);
        for (position, finding) in &findings {
            let fault = planted
                .iter()
                .find(|fault| (fault.position..fault.position + fault.messages).contains(position));
            let expected = match fault {
                Some(fault) => fault.rule == finding.rule || finding.severity == Severity::Info,
                None => finding.rule == "deprecated-field",
            };
            assert!(expected, "seed {seed}, message {position}: {} {}", finding.rule, finding.message);
        }
        for fault in &planted {
            let range = fault.position..fault.position + fault.messages;
            let is_found = findings
                .iter()
                .any(|(position, finding)| range.contains(position) && finding.rule == fault.rule);
            assert!(is_found, "seed {seed}: {} was not found", fault.rule);
            found_rules.insert(fault.rule);
        }
    }
    // Rules about lines of files cannot be planted on NATS, and those about
    // deprecated events have no event in this catalogue.
    let never: Vec<_> =
        rules::ALL.iter().map(|rule| rule.name).filter(|name| !found_rules.contains(name)).collect();
    assert_eq!(never, ["deprecated-event", "invalid-recording", "line-too-long", "removed-event"]);
}
