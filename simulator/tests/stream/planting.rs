//! Faults in a stream.

use std::collections::{BTreeMap, BTreeSet};

use lattice_event_model::Message;
use lattice_events::values::HostId;
use lattice_linter::{Severity, rules};
use lattice_simulator::{
    Endless, Options,
    faults::{Planting, PlantingError},
    truth::{Digest, MessageDigest},
};

use crate::lattice::{beginning, catalog, judge, planting};

#[test]
fn every_rule_is_plantable_or_says_why_not() {
    let planting = planting(1, 1.0);
    let unplantable: BTreeMap<&str, String> = planting.unplantable().iter().cloned().collect();
    for (rule, reason) in [
        ("deprecated-event", "its example needs another catalogue"),
        ("invalid-recording", "it is about lines of a file, not about messages on NATS"),
        ("line-too-long", "its example needs a limit on the length of lines"),
        ("removed-event", "its example needs another catalogue"),
    ] {
        assert_eq!(unplantable.get(rule).map(String::as_str), Some(reason), "{rule}");
    }
    for rule in ["duplicate-id", "invalid-json", "legacy-event", "subject-mismatch", "unknown-field"] {
        assert!(!unplantable.contains_key(rule), "{rule}: {}", unplantable[rule]);
    }
    let planted: BTreeSet<&str> = planting.take(2_000).filter_map(|item| Some(item.begun()?.rule)).collect();
    assert!(planted.len() > rules::ALL.len() / 2, "only {planted:?}");
    for rule in rules::ALL {
        let is_planted = planted.contains(rule.name);
        assert_ne!(is_planted, unplantable.contains_key(rule.name), "{}", rule.name);
    }
}

#[test]
fn faults_hide_in_the_messages_of_the_lattice() {
    let options = Options { seed: 3, lattice: "blue".to_owned(), ..Options::default() };
    let clean: Vec<Message> = Endless::new(options).take(500).collect();
    let items = beginning(3, 0.2, 500);
    let others: Vec<&Message> =
        items.iter().filter(|item| item.fault.is_none()).map(|item| &item.message).collect();
    assert_eq!(others, clean.iter().take(others.len()).collect::<Vec<_>>());

    let mut received_at = None;
    for (position, item) in items.iter().enumerate() {
        let subject = item.message.subject.as_deref().unwrap();
        assert!(["wasmbus.evt.blue.", "wadm.evt.blue."].iter().any(|start| subject.starts_with(start)));
        if let Some(fault) = &item.fault {
            assert_eq!(fault.position + item.part, position);
            assert_eq!(fault.digests.len(), fault.messages);
            assert_eq!(fault.digests[item.part], MessageDigest::of(&item.message));
            // The first message of all may be one of a fault.
            assert!(received_at.is_none() || item.message.received_at == received_at);
        }
        received_at.clone_from(&item.message.received_at);
    }
}

#[test]
fn the_rate_is_the_share_of_messages_that_a_fault_stands_before() {
    for (rate, least, most) in [(0.0, 0, 0), (0.02, 20, 65), (0.2, 340, 460), (1.0, 2_000, 2_000)] {
        let mut items = planting(9, rate);
        let (mut messages, mut faults) = (0, 0);
        while messages < 2_000 {
            let item = items.next().unwrap();
            messages += usize::from(item.fault.is_none());
            faults += usize::from(item.begun().is_some());
        }
        assert!((least..=most).contains(&faults), "{faults} faults at a rate of {rate}");
    }
}

#[test]
fn the_same_seed_plants_the_same_faults() {
    let messages =
        |seed| -> Vec<Message> { beginning(seed, 0.2, 400).into_iter().map(|item| item.message).collect() };
    assert_eq!(messages(6), messages(6));
    assert_ne!(messages(6), messages(7));
}

/// However often a rule is planted, each fault has bytes of its own, if it names
/// a host or an event at all.
#[test]
fn every_fault_is_told_by_a_host_of_its_own() {
    let mut seen: BTreeMap<Digest, &str> = BTreeMap::new();
    for item in beginning(8, 1.0, 5_000) {
        let Some(fault) = item.fault else { continue };
        let is_repeated = seen.insert(fault.digests[item.part].sha256, fault.rule).is_some();
        let payload = String::from_utf8_lossy(&item.message.payload).into_owned();
        let names_somebody =
            payload.split('"').any(|text| HostId::parse(text).is_ok() || uuid::Uuid::parse_str(text).is_ok());
        let is_repeated = is_repeated && fault.rule != "redelivery";
        assert!(!(is_repeated && names_somebody), "{} repeats {payload}", fault.rule);
    }
    assert!(seen.len() > 1_000);
}

#[test]
fn what_is_no_rate_and_no_lattice_is_refused() {
    let plant = |lattice, rate| {
        Planting::new(Endless::new(Options::default()), catalog(), lattice, rate, 1).map(|_| ())
    };
    for rate in [-0.1, 1.1, f64::NAN] {
        assert!(matches!(plant("blue", rate), Err(PlantingError::Rate(_))), "{rate}");
    }
    for lattice in ["", "*", "a.b", "a b"] {
        assert!(matches!(plant(lattice, 0.5), Err(PlantingError::Lattice(_))), "{lattice}");
    }
}

#[test]
fn the_stream_ends_when_the_messages_do() {
    let messages = Endless::new(Options::default()).take(10);
    let items: Vec<_> = Planting::new(messages, catalog(), "default", 1.0, 1).unwrap().collect();
    assert_eq!(items.iter().filter(|item| item.fault.is_none()).count(), 10);
    assert!(items.last().unwrap().fault.is_none());
}

/// The linter finds what was planted, rule by rule, and nothing where nothing was.
#[test]
fn findings_stand_where_faults_were_planted() {
    let items = beginning(12, 0.3, 2_000);
    let judgements = judge(items.iter().map(|item| &item.message));
    for (item, judgement) in items.iter().zip(&judgements) {
        let planted = item.fault.as_ref().map(|fault| fault.rule);
        for finding in judgement.iter().filter(|finding| finding.severity > Severity::Info) {
            assert_eq!(planted, Some(finding.rule.as_ref()), "{}", finding.message);
        }
    }
}
