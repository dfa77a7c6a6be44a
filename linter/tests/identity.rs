//! Identity events and the findings that are expected of them: `identity/*.json`.
//!
//! Most cases are an event of the catalogue that differs in one field, so a case
//! says just that. It has a `name`; an `event`, which is the name of one and a
//! `svid_type`, and stands for the first such example in its schema; what to `set`
//! in its data (`null` takes a field out, the text `null` makes it null, and
//! `repeat`, `times` and `before` make a long text); the `time` of the event (noon,
//! unless it says otherwise); `thresholds`; whether it is sent in `binary` mode;
//! and `expected` findings, of which only the members that are written down are
//! compared. Infos of rules that are not about identities are left aside.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use lattice_event_model::{
    Message,
    catalog::{Catalog, Directory, EventFile},
};
use lattice_linter::{Check, Finding, Input, Linter, Mapping, Origin, Settings, Severity, rules};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    Arc::new(Catalog::open(Directory::new(directory)).expect("generated/ is there: run `cargo xtask gen`"))
});

/// The events of the catalogue whose schema has `svid_type`, with their schemas.
static EVENTS: LazyLock<Vec<(EventFile, Value)>> = LazyLock::new(|| {
    let events = CATALOG.file().events.iter();
    let described = events.map(|event| {
        let schema = CATALOG.schema(&event.versions[0].data.canonical).unwrap();
        (event.clone(), schema)
    });
    described.filter(|(_, schema)| schema.pointer("/properties/svid_type").is_some()).collect()
});

fn example(event: &EventFile, schema: &Value, data: Value, time: &str) -> Value {
    let source = schema.pointer("/examples/0/host_id").unwrap();
    json!({
        "specversion": "1.0",
        "datacontenttype": "application/json",
        "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
        "type": event.event_type,
        "source": source,
        "time": time,
        "data": data,
    })
}

fn judge(event: &Value, binary: bool, settings: Settings) -> (Message, Vec<Finding>) {
    let message = if binary { in_binary_mode(event) } else { Message::from_payload(event.to_string()) };
    let origin =
        Origin { file: "identity".into(), line: 1, column: 1, offset: 0, mapping: Mapping::Verbatim };
    let mut linter = Linter::new(Arc::clone(&CATALOG), settings).unwrap();
    let findings = linter.judge(&Input::new(message.clone(), origin)).into_iter().collect();
    assert!(linter.take_error().is_none());
    (message, findings)
}

fn in_binary_mode(event: &Value) -> Message {
    let members = event.as_object().unwrap();
    let attributes = members.iter().filter(|(name, _)| *name != "data");
    let headers = attributes
        .map(|(name, value)| (format!("ce-{name}"), vec![value.as_str().unwrap().to_owned()]))
        .collect();
    Message { headers: Some(headers), payload: event["data"].to_string().into_bytes(), ..Message::default() }
}

#[test]
fn cases_are_judged_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/identity");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!cases.is_empty(), "{name}");
        for case in cases {
            if let Some(difference) = run(&case) {
                wrong.push(format!("{name}: {}\n{difference}", case["name"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

const MEMBERS: [&str; 7] = ["name", "event", "set", "time", "thresholds", "binary", "expected"];

fn run(case: &Value) -> Option<String> {
    for member in case.as_object().unwrap().keys() {
        assert!(MEMBERS.contains(&member.as_str()), "{}: nobody reads {member}", case["name"]);
    }
    let (name, of_schema) = case["event"].as_str().unwrap().split_once(' ').unwrap();
    let (event, schema) = EVENTS.iter().find(|(event, _)| event.name == name).unwrap();
    let mut data = schema["examples"]
        .as_array()
        .unwrap()
        .iter()
        .find(|data| data["svid_type"] == of_schema)
        .unwrap_or_else(|| panic!("{name} has no example of {of_schema}"))
        .clone();
    let fields = data.as_object_mut().unwrap();
    for (field, value) in case["set"].as_object().into_iter().flatten() {
        match value {
            Value::Null => drop(fields.remove(field)),
            Value::String(text) if text == "null" => drop(fields.insert(field.clone(), Value::Null)),
            _ => drop(fields.insert(field.clone(), filled_in(value))),
        }
    }
    let thresholds = match case.get("thresholds") {
        Some(thresholds) => serde_json::from_value(thresholds.clone()).unwrap(),
        None => Settings::default().thresholds,
    };
    let mut whole = example(event, schema, data, "2026-02-04T12:00:00Z");
    match case.get("time") {
        Some(Value::Null) => drop(whole.as_object_mut().unwrap().remove("time")),
        Some(time) => whole["time"] = time.clone(),
        None => {}
    }
    let settings = Settings { thresholds, ..Settings::default() };
    let (message, findings) = judge(&whole, case["binary"] == true, settings);
    let actual: Vec<Map<String, Value>> = findings
        .iter()
        .filter(|finding| counts(finding))
        .map(|finding| described(finding, &message))
        .collect();
    let expected = case["expected"].as_array().expect("a case says what is expected");
    let agrees = |expected: &Value, actual: &Map<String, Value>| {
        let expected = expected.as_object().expect("a finding is an object");
        expected.iter().all(|(name, value)| actual.get(name).unwrap_or(&Value::Null) == value)
    };
    let same = expected.len() == actual.len()
        && expected.iter().all(|expected| actual.iter().any(|actual| agrees(expected, actual)));
    (!same).then(|| {
        let lines: Vec<String> =
            actual.iter().map(|finding| Value::Object(finding.clone()).to_string()).collect();
        format!("judged to\n  {}", lines.join("\n  "))
    })
}

/// Whether a finding is of severity warning or error, or of a rule about identities.
fn counts(finding: &Finding) -> bool {
    let rule = rules::ALL.iter().find(|rule| rule.name == finding.rule).unwrap();
    finding.severity > Severity::Info || matches!(rule.check, Check::Identity(_))
}

/// Long texts: `{"repeat": "a", "times": 3}`.
fn filled_in(value: &Value) -> Value {
    match (value.get("repeat").and_then(Value::as_str), value.get("times").and_then(Value::as_u64)) {
        (Some(text), Some(times)) => {
            let before = value.get("before").and_then(Value::as_str).unwrap_or_default();
            format!("{before}{}", text.repeat(usize::try_from(times).unwrap())).into()
        }
        _ => value.clone(),
    }
}

fn described(finding: &Finding, message: &Message) -> Map<String, Value> {
    let Value::Object(mut described) = serde_json::to_value(finding).unwrap() else { unreachable!() };
    for member in ["event", "location", "subject"] {
        described.remove(member);
    }
    if let Some(label) = finding.labels.first() {
        let marked = String::from_utf8_lossy(&message.payload[label.span.clone()]);
        described.insert("marked".to_owned(), marked.into());
    }
    described
}

/// What the catalogue shows of identities is good, but for a trust domain that
/// withdraws its keys.
#[test]
fn examples_of_the_catalogue_are_good() {
    let mut judged = 0;
    for (event, schema) in EVENTS.iter() {
        for data in schema["examples"].as_array().unwrap() {
            let whole = example(event, schema, data.clone(), "2026-02-04T12:00:00Z");
            for binary in [false, true] {
                let (_, findings) = judge(&whole, binary, Settings::default());
                let is_withdrawn = data["authorities"] == json!([]);
                let rules: Vec<&str> = findings
                    .iter()
                    .filter(|finding| finding.severity > Severity::Info)
                    .map(|finding| finding.rule.as_ref())
                    .collect();
                let expected: &[&str] = if is_withdrawn { &["revoked-trust-domain"] } else { &[] };
                assert_eq!(rules, expected, "{} {data}", event.name);
                judged += 1;
            }
        }
    }
    assert!(EVENTS.len() == 7 && judged >= 2 * 7, "{judged}");
}

/// A host that tells of an identity under another key than its own is found in
/// every event about identities.
#[test]
fn every_event_repeats_its_source() {
    for (event, schema) in EVENTS.iter() {
        let mut whole = example(event, schema, schema["examples"][0].clone(), "2026-02-04T12:00:00Z");
        whole["data"]["host_id"] = "NBB3PBNVW5TGZW6RCBCO7EDURI6R24UVNPVV3TUQNTWACUQU3F27NKWR".into();
        let (_, findings) = judge(&whole, false, Settings::default());
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
        assert!(rules.contains(&"host-id-mismatch"), "{}: {rules:?}", event.name);
    }
}

/// Values that peers may send in place of the right ones.
fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "(spiffe|SPIFFE)://[a-zA-Z./@:%]{0,20}".prop_map(Value::from),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](Z|[+-]0[0-9]:00)"
            .prop_map(Value::from),
        "[0-9a-f:]{0,50}".prop_map(Value::from),
        proptest::collection::vec("(spiffe://)?[a-z/]{0,10}", 0..4).prop_map(Value::from),
        Just(json!({ "": [null, 1, {}] })),
        Just(json!([{ "expires_at": "x" }, { "expires_at": 1 }, null, []])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever stands in the fields, the event is judged, and the linter says
    /// where the fault is.
    #[test]
    fn odd_values_are_judged(
        event in any::<proptest::sample::Index>(),
        data in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), odd_value()), 1..6),
        binary in any::<bool>(),
    ) {
        let (event, schema) = event.get(&EVENTS);
        let mut data = data.get(schema["examples"].as_array().unwrap()).clone();
        let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        for (field, value) in changes {
            data[field.get(&names).as_str()] = value;
        }
        let mut settings = Settings::default();
        settings.thresholds.identity.paths =
            ["host", "component", "provider"].map(|kind| (kind.to_owned(), "/{workload_id}/{host_id}".to_owned())).into();
        let whole = example(event, schema, data, "2026-02-04T12:00:00Z");
        let (message, findings) = judge(&whole, binary, settings);
        for label in findings.iter().flat_map(|finding| &finding.labels) {
            let text = std::str::from_utf8(&message.payload).unwrap();
            prop_assert!(text.get(label.span.clone()).is_some());
        }
    }
}
