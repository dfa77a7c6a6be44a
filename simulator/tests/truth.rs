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

/// Hosts send deprecated fields, and tell twice that a component was scaled.
fn is_usual(finding: &Finding) -> bool {
    ["deprecated-field", "repeated-event"].contains(&finding.rule.as_ref())
}

fn lattice(seed: u64) -> Vec<Message> {
    Simulation::new(Options { seed, ..Options::default() }).collect()
}

#[test]
fn a_lattice_without_faults_has_what_hosts_have_and_nothing_else() {
    for seed in 0..40 {
        let messages = lattice(seed);
        for (position, finding) in judge(&messages) {
            assert!(
                finding.severity == Severity::Info && is_usual(&finding),
                "seed {seed}, message {position}: {}",
                finding.message
            );
        }
    }
}

/// Events of the catalogue may be younger than the simulation, so it is the
/// families that all have to be there.
#[test]
fn events_of_every_family_are_played() {
    let played: BTreeSet<String> = lattice(1)
        .iter()
        .map(|message| {
            let event: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
            event["type"].as_str().unwrap().to_owned()
        })
        .collect();
    let events: Vec<_> =
        CATALOG.events.iter().filter(|entry| played.contains(&entry.definition.event_type())).collect();
    assert_eq!(events.len(), played.len(), "the simulation plays events that nobody knows");
    assert!(events.len() >= 26, "only {} events are played", events.len());
    for family in CATALOG.families {
        let is_played = events.iter().any(|entry| entry.definition.family.name == family.name);
        assert!(is_played, "no event of the family {} is played", family.name);
    }
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
    for seed in 0..8 {
        // One of each rule that can fire on NATS.
        let (messages, planted) = faults::plant(clean.clone(), seed, usize::MAX).unwrap();
        assert!(planted.len() > rules::ALL.len() / 2, "only {} faults", planted.len());
        let findings = judge(&messages);
        for (position, finding) in &findings {
            let fault = planted
                .iter()
                .find(|fault| (fault.position..fault.position + fault.messages).contains(position));
            let expected = match fault {
                Some(fault) => fault.rule == finding.rule || finding.severity == Severity::Info,
                None => is_usual(finding),
            };
            assert!(expected, "seed {seed}, message {position}: {} {}", finding.rule, finding.message);
        }
        for fault in &planted {
            let range = fault.position..fault.position + fault.messages;
            let is_found = findings
                .iter()
                .any(|(position, finding)| range.contains(position) && finding.rule == fault.rule);
            assert!(is_found, "seed {seed}: {} was not found", fault.rule);
        }
    }
}
