//! What was found, compared with what was planted.

use lattice_event_model::Message;
use lattice_linter::{
    Finding, Judgement, Severity,
    report::{Truth, UnexpectedFinding},
};
use lattice_simulator::{
    faults::Item,
    truth::{Comparison, Fault, MessageDigest, TruthFile},
};

use crate::lattice::{beginning, judge, truth};

fn compared<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Comparison {
    let messages: Vec<&Message> = messages.into_iter().collect();
    let mut comparison = Comparison::new();
    for (message, judgement) in messages.iter().zip(judge(messages.iter().copied())) {
        comparison.message(message, &judgement);
    }
    assert_eq!(comparison.left_out(), 0);
    comparison
}

fn messages(items: &[Item]) -> Vec<Message> {
    items.iter().map(|item| item.message.clone()).collect()
}

#[test]
fn exactly_the_planted_faults_are_found() {
    for (rate, seeds, count) in [(0.02, 0..4, 2_000), (0.2, 4..8, 1_500), (1.0, 8..12, 1_000)] {
        for seed in seeds {
            let items = beginning(seed, rate, count);
            let truth = truth(seed, rate, &items);
            assert!(truth.faults.len() > 10, "only {} faults", truth.faults.len());
            let planted = truth.faults.len() as u64;
            let expected = Truth { planted, found: planted, ..Truth::default() };
            let messages = messages(&items);
            assert_eq!(compared(&messages).compare(&truth), expected, "seed {seed}, rate {rate}");
        }
    }
}

#[test]
fn a_fault_that_did_not_arrive_is_missed() {
    let items = beginning(3, 0.2, 600);
    let truth = truth(3, 0.2, &items);
    // One of several messages may be enough for the finding.
    for fault in truth.faults.iter().filter(|fault| fault.messages.len() == 1).step_by(5) {
        let mut messages = messages(&items);
        messages.remove(fault.position as usize);
        let report = compared(&messages).compare(&truth);
        assert_eq!(report.found, report.planted - 1);
        assert_eq!((report.missed_count, report.missed.len()), (1, 1));
        assert_eq!((report.unexpected_count, report.unexpected.len()), (0, 0));
        let missed = &report.missed[0];
        assert_eq!(
            (missed.rule.as_str(), missed.summary.as_str()),
            (fault.rule.as_str(), fault.summary.as_str())
        );
        // Of faults with the same bytes nobody knows which one it was.
        let is_repeated = truth.faults.iter().filter(|other| other.messages == fault.messages).count() > 1;
        assert!(is_repeated || missed.position == fault.position);
    }
}

#[test]
fn either_half_of_two_events_with_one_id_is_missed() {
    let items = beginning(3, 1.0, 900);
    let truth = truth(3, 1.0, &items);
    let fault = truth.faults.iter().find(|fault| fault.rule == "duplicate-id").unwrap();
    for part in 0..2 {
        let mut messages = messages(&items);
        messages.remove(fault.position as usize + part);
        let report = compared(&messages).compare(&truth);
        assert_eq!(report.missed_count, 1);
        assert_eq!(report.missed[0].position, fault.position);
        assert_eq!(report.unexpected_count, 0);
    }
}

#[test]
fn a_foreign_bad_message_is_unexpected() {
    let items = beginning(5, 0.2, 400);
    let truth = truth(5, 0.2, &items);
    let mut messages = messages(&items);
    let subject = Some("wasmbus.evt.blue.config_set".to_owned());
    messages.insert(200, Message { subject: subject.clone(), ..Message::from_payload("{\"broken") });
    let report = compared(&messages).compare(&truth);
    assert_eq!((report.found, report.missed_count, report.unexpected_count), (report.planted, 0, 1));
    let [UnexpectedFinding { rule, message, subject: told }] = report.unexpected.as_slice() else {
        panic!("{:?}", report.unexpected)
    };
    assert_eq!((rule.as_str(), told), ("invalid-json", &subject));
    assert!(message.contains("cannot be read as JSON"), "{message}");
}

/// The same bytes once more than they were planted.
#[test]
fn a_fault_that_comes_too_often_is_unexpected() {
    let items = beginning(5, 0.2, 400);
    let truth = truth(5, 0.2, &items);
    let position = truth.faults.iter().find(|fault| fault.rule == "not-a-cloudevent").unwrap().position;
    let mut messages = messages(&items);
    messages.push(messages[position as usize].clone());
    let report = compared(&messages).compare(&truth);
    assert_eq!((report.found, report.unexpected_count), (report.planted, 1));
    assert_eq!(report.unexpected[0].rule, "not-a-cloudevent");
}

#[test]
fn the_truth_of_another_stream_is_not_met() {
    let (items, others) = (beginning(5, 0.2, 400), beginning(6, 0.2, 400));
    let report = compared(&messages(&items)).compare(&truth(6, 0.2, &others));
    // Faults that name neither a host nor an event are the same in every stream.
    assert!(report.found < report.planted / 4, "{} found", report.found);
    assert_eq!(report.missed_count, report.planted - report.found);
    assert_eq!(report.missed.len() as u64, report.missed_count.min(100));
    assert!(report.unexpected_count > 20, "{} unexpected", report.unexpected_count);
    assert_eq!(report.unexpected.len() as u64, report.unexpected_count.min(100));
}

fn finding(rule: &'static str, severity: Severity) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        message: format!("{rule} fires"),
        help: None,
        reference: None,
        pointer: None,
        schema_pointer: None,
        event: Default::default(),
        subject: None,
        location: Default::default(),
        count: 1,
        labels: Vec::new(),
        withheld: Vec::new(),
    }
}

fn judgement(findings: &[Finding]) -> Judgement {
    Judgement { findings: findings.to_vec(), ..Judgement::default() }
}

fn planted(rule: &str, messages: &[&Message]) -> Fault {
    Fault {
        rule: rule.to_owned(),
        summary: "It is bad.".to_owned(),
        position: 0,
        messages: messages.iter().map(|message| MessageDigest::of(message)).collect(),
    }
}

fn truth_of(faults: Vec<Fault>) -> TruthFile {
    TruthFile { faults, end: None, ..truth(1, 0.0, &[]) }
}

#[test]
fn findings_of_severity_info_are_never_unexpected_but_find_faults() {
    let [clean, bad] = ["a", "b"].map(Message::from_payload);
    let mut comparison = Comparison::new();
    for message in [&clean, &bad] {
        comparison.message(message, &judgement(&[finding("old", Severity::Info)]));
    }
    let report = comparison.compare(&truth_of(vec![planted("old", &[&bad])]));
    assert_eq!(report, Truth { planted: 1, found: 1, ..Truth::default() });
}

#[test]
fn findings_of_one_rule_about_one_message_count_once() {
    let message = Message::from_payload("a");
    let mut comparison = Comparison::new();
    let findings =
        [finding("x", Severity::Error), finding("x", Severity::Error), finding("y", Severity::Error)];
    comparison.message(&message, &judgement(&findings));
    let report = comparison.compare(&truth_of(vec![planted("x", &[&message]), planted("x", &[&message])]));
    assert_eq!((report.found, report.missed_count, report.unexpected_count), (1, 1, 1));
    assert_eq!(report.unexpected[0].rule, "y");
}

/// The first fault could take the only finding that the second one has.
#[test]
fn a_finding_goes_to_the_fault_that_has_no_other() {
    let [shared, own] = ["a", "b"].map(Message::from_payload);
    let mut comparison = Comparison::new();
    for message in [&shared, &own] {
        comparison.message(message, &judgement(&[finding("x", Severity::Error)]));
    }
    let faults = vec![planted("x", &[&shared, &own]), planted("x", &[&shared])];
    assert_eq!(comparison.compare(&truth_of(faults)), Truth { planted: 2, found: 2, ..Truth::default() });
}

#[test]
fn lists_are_capped_and_counts_are_not() {
    let mut comparison = Comparison::new();
    let messages: Vec<Message> =
        (0..250).map(|number: u32| Message::from_payload(number.to_string())).collect();
    for message in &messages {
        comparison.message(message, &judgement(&[finding("x", Severity::Error)]));
    }
    // Those whose texts were kept are expected, so that the others have none.
    let faults = messages[..120].iter().map(|message| planted("x", &[message])).collect();
    let report = comparison.compare(&truth_of(faults));
    assert_eq!((report.found, report.unexpected_count, report.unexpected.len()), (120, 130, 100));
    assert!(report.unexpected.iter().all(|finding| finding.rule == "x" && finding.subject.is_none()));

    let faults = messages.iter().map(|message| planted("y", &[message])).collect();
    let report = comparison.compare(&truth_of(faults));
    assert_eq!((report.missed_count, report.missed.len(), report.unexpected_count), (250, 100, 250));
}

#[test]
fn memory_is_bounded_and_infos_leave_room_for_errors() {
    let mut comparison = Comparison::new();
    let mut note = |number: u32, severity| {
        let message = Message::from_payload(number.to_le_bytes());
        comparison.message(&message, &judgement(&[finding("x", severity)]));
        comparison.left_out()
    };
    assert_eq!((0..500_000).map(|number| note(number, Severity::Info)).max(), Some(0));
    assert_eq!(note(500_000, Severity::Info), 1);
    assert_eq!((500_001..1_000_001).map(|number| note(number, Severity::Error)).max(), Some(1));
    assert_eq!(note(1_000_001, Severity::Error), 2);
}
