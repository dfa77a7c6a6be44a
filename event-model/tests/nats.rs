//! How events travel over NATS: subjects, content modes, binary mode, recordings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use lattice_event_model::{
    Message,
    message::Headers,
    nats::{ContentMode, Profile, SubjectTemplate, binary_to_structured, content_mode, header_attributes},
};
use serde_json::Value;

fn headers(value: &Value) -> Headers {
    value
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, values)| (name.clone(), serde_json::from_value(values.clone()).unwrap()))
        .collect()
}

#[test]
fn binary_messages_become_structured_ones() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("nats/binary.json")).unwrap();
    assert!(cases.len() > 5);
    for case in cases {
        // The line of a recording knows both forms of a payload.
        let mut line = case.clone();
        line["subject"] = "a.b".into();
        let message = Message::from_recording_line(&line.to_string()).unwrap();
        let event = binary_to_structured(&headers(&case["headers"]), &message.payload);
        assert_eq!(event, case["event"], "{}", case["name"]);
    }
}

#[test]
fn headers_and_the_profile_tell_the_content_mode() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("nats/content-mode.json")).unwrap();
    assert!(cases.len() > 5);
    for case in cases {
        let headers = (!case["headers"].is_null()).then(|| headers(&case["headers"]));
        let message = Message { headers, ..Message::from_payload("{}") };
        for (name, profile) in
            [("auto", Profile::Auto), ("1.0.2", Profile::V1_0_2), ("1.0.3", Profile::V1_0_3)]
        {
            let mode = match content_mode(&message, profile) {
                ContentMode::Structured => "structured",
                ContentMode::Binary => "binary",
                ContentMode::Batch => "batch",
                ContentMode::OtherFormat => "other format",
            };
            assert_eq!(mode, case[name], "{}: {name}", case["name"]);
        }
    }
}

#[test]
fn attributes_that_stand_there_twice_are_named_and_the_first_counts() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("nats/repeated.json")).unwrap();
    for case in cases {
        // Header names that differ in case are different names of a JSON object.
        let read = header_attributes(&headers(&case["headers"]));
        assert_eq!(Value::Object(read.attributes), case["attributes"], "{}", case["name"]);
        assert_eq!(Value::from(read.repeated), case["repeated"], "{}", case["name"]);
    }
}

#[test]
fn subjects_are_filled_and_read_back() {
    let template = SubjectTemplate::new("wasmbus.evt.{lattice}.{event}");
    let subject = template.fill(&[("lattice", "default"), ("event", "host_started")]).unwrap();
    assert_eq!(subject, "wasmbus.evt.default.host_started");
    assert_eq!(
        template.parse(&subject).unwrap(),
        [("lattice".to_owned(), "default"), ("event".to_owned(), "host_started")]
    );
    assert_eq!(template.wildcard(), "wasmbus.evt.*.*");
    for other in ["wasmbus.evt.default", "wasmbus.evt..host_started", "wasmbus.evt.a.b.c", "wadm.evt.a.b", ""]
    {
        assert_eq!(template.parse(other), None, "{other}");
    }
    for bad in ["", "a.b", "*", ">", "a b", "a\nb"] {
        let error = template.fill(&[("lattice", bad), ("event", "x")]).unwrap_err();
        assert!(error.to_string().contains("`{lattice}`"), "{error}");
    }
    assert!(template.fill(&[("lattice", "default")]).is_err());
}

#[test]
fn recordings_come_back_as_they_were_written() {
    let text = Message {
        subject: Some("wasmbus.evt.default.x".to_owned()),
        reply: Some("_INBOX.1".to_owned()),
        headers: Some(vec![("A".to_owned(), vec!["1".to_owned(), "2".to_owned()]), ("b".to_owned(), vec![])]),
        payload: "naïve ✓ \"quoted\"\n\u{0}".into(),
        received_at: Some("2026-02-04T12:00:00Z".to_owned()),
        stream: Some("wasmbus_events".to_owned()),
        sequence: Some(u64::MAX),
    };
    let bytes = Message::from_payload([0xff, 0x00, 0xfe]);
    for message in [text, bytes, Message::default()] {
        let line = message.to_recording_line();
        assert!(!line.contains('\n'));
        assert_eq!(Message::from_recording_line(&line).unwrap(), message, "{line}");
    }
    for bad in [
        "",
        "[]",
        r#"{"subject":"a"}"#,
        r#"{"payload":"a","payload_base64":"YQ=="}"#,
        r#"{"payload_base64":"?"}"#,
    ] {
        assert!(Message::from_recording_line(bad).is_err(), "{bad}");
    }
}
