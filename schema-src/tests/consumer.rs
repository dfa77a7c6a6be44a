//! What consumers and producers rely on, for every event of the catalogue.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod validation;

use std::error::Error;

use lattice_event_model::{
    EventEntry, address,
    address::{Part, Variant},
    schema,
};
use lattice_events::{CATALOG, Event, LatticeEvent, ParseError, ProduceError, Publish};
use serde_json::{Value, json};

use validation::{data_schema, validator, violations};

const HOST: &str = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";

/// An event around `data`, in the order in which hosts write it.
fn event(event_type: &str, data: &Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": "018c0866-8bc3-d066-2d00-6a2f0c6a2d10",
        "type": event_type,
        "source": HOST,
        "datacontenttype": "application/json",
        "time": "2026-02-04T12:00:00.123456789Z",
        "data": data,
    })
}

fn read(event: &Value) -> Result<LatticeEvent, ParseError> {
    LatticeEvent::from_slice(event.to_string().as_bytes())
}

fn examples() -> impl Iterator<Item = (&'static EventEntry, &'static str, Value)> {
    CATALOG.events.iter().flat_map(|entry| {
        entry
            .definition
            .examples
            .iter()
            .map(move |example| (entry, example.name, serde_json::from_str(example.data).unwrap()))
    })
}

/// Whether an event was read into the struct that stands in the catalogue.
fn rust_name(event: &LatticeEvent) -> String {
    let text = format!("{event:?}");
    text.split('(').next().unwrap().to_owned()
}

#[test]
fn every_example_survives_as_bytes() {
    for (entry, example, data) in examples() {
        let written = event(&entry.definition.event_type(), &data);
        let bytes = written.to_string();
        let read = LatticeEvent::from_slice(bytes.as_bytes())
            .unwrap_or_else(|error| panic!("{} {example}: {error}", entry.definition.name));
        assert_eq!(rust_name(&read), entry.rust_name);
        assert_eq!(read.event_type(), entry.definition.event_type());
        let again = read.to_value().unwrap();
        assert_eq!(again, written, "{} {example}", entry.definition.name);
        // The attributes come back in the order in which they came.
        let names = |event: &Value| event.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&again), names(&written));
    }
}

#[test]
fn unknown_types_keep_everything() {
    let types = [
        "com.wasmcloud.lattice.host_exploded",
        "com.wasmcloud.lattice.host_started.v2",
        "com.wasmcloud.lattice",
        "com.wasmcloud.lattice_host_started",
        "com.wadm.host_started",
        "host_started",
    ];
    for event_type in types {
        let mut written = event(event_type, &json!({ "deep": [{ "null": null }], "number": 1.5 }));
        written["traceparent"] = json!("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        let read = read(&written).unwrap();
        assert!(matches!(read, LatticeEvent::Unknown(_)), "{event_type} was taken for a known type");
        assert_eq!(read.event_type(), event_type);
        assert_eq!(read.to_value().unwrap(), written);
    }
}

#[test]
fn a_known_name_of_another_publisher_is_unknown() {
    for entry in CATALOG.events {
        let definition = entry.definition;
        let event_type = format!("com.example.{}", definition.name);
        let read = read(&event(&event_type, &json!({}))).unwrap();
        assert!(matches!(read, LatticeEvent::Unknown(_)), "{event_type} was taken for a known type");
    }
}

#[test]
fn extension_attributes_and_unknown_members_survive() {
    for (entry, example, data) in examples() {
        let mut written = event(&entry.definition.event_type(), &data);
        written["subject"] = json!("echo");
        written["dataschema"] = json!("https://example.com/schema.json");
        written["traceparent"] = json!("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        written["sequence"] = json!(7);
        written["not_an_attribute"] = json!({ "nested": [null] });
        let again = read(&written).unwrap().to_value().unwrap();
        assert_eq!(again, written, "{} {example}", entry.definition.name);
    }
}

#[test]
fn attributes_that_were_absent_stay_absent() {
    for (entry, example, data) in examples() {
        let mut written = event(&entry.definition.event_type(), &data);
        for attribute in ["datacontenttype", "time"] {
            written.as_object_mut().unwrap().shift_remove(attribute);
        }
        assert_eq!(
            read(&written).unwrap().to_value().unwrap(),
            written,
            "{} {example}",
            entry.definition.name
        );
    }
}

#[test]
fn the_largest_numbers_are_exact() {
    let mut data: Value = example("component_scaled", "minimal");
    data["max_instances"] = json!(u64::MAX);
    data["of_tomorrow"] = json!([u64::MAX, i64::MIN]);
    let written = event("com.wasmcloud.lattice.component_scaled", &data).to_string();
    assert!(written.contains("18446744073709551615") && written.contains("-9223372036854775808"));

    let read = LatticeEvent::from_slice(written.as_bytes()).unwrap();
    let LatticeEvent::ComponentScaled(ref scaled) = read else { panic!("{read:?}") };
    assert_eq!(scaled.data.max_instances, u64::MAX);
    assert_eq!(read.to_value().unwrap().to_string(), written);
}

fn example(event: &str, name: &str) -> Value {
    let definition = CATALOG.event(event).unwrap().definition;
    let example = definition.examples.iter().find(|example| example.name == name).unwrap();
    serde_json::from_str(example.data).unwrap()
}

#[test]
fn errors_point_at_the_value() {
    let heartbeat = |change: fn(&mut Value)| {
        let mut event = event("com.wasmcloud.lattice.host_heartbeat", &example("host_heartbeat", "full"));
        change(&mut event);
        event
    };
    let cases: [(Value, &str, &str, &str); 7] = [
        (
            heartbeat(|event| event["data"]["components"][1]["revision"] = json!("seven")),
            "/data/components/1/revision",
            "i32",
            "a text",
        ),
        (
            heartbeat(|event| event["data"]["components"][0]["annotations"]["a/b~c"] = json!(7)),
            "/data/components/0/annotations/a~1b~0c",
            "a string",
            "a number",
        ),
        (
            heartbeat(|event| {
                event["data"]["providers"][0].as_object_mut().unwrap().shift_remove("id");
            }),
            "/data/providers/0/id",
            "a value",
            "nothing",
        ),
        (
            heartbeat(|event| event["data"] = json!(["no", "object"])),
            "/data",
            "struct HostHeartbeat",
            "a list",
        ),
        (heartbeat(|event| event["source"] = json!(null)), "/source", "a text", "null"),
        (
            heartbeat(|event| {
                event.as_object_mut().unwrap().shift_remove("id");
            }),
            "/id",
            "a text",
            "nothing",
        ),
        (json!("text"), "", "an object", "a text"),
    ];
    for (event, at, what, kind) in cases {
        let error = read(&event).unwrap_err();
        let ParseError::Shape { pointer, expected, got, .. } = &error else { panic!("{error:?}") };
        assert_eq!((pointer.as_str(), expected.as_str(), got.as_str()), (at, what, kind));
        let place = if at.is_empty() { "the event".to_owned() } else { format!("`{at}`") };
        assert_eq!(error.to_string(), format!("{place} should be {what} and is {kind}"));
    }
}

#[test]
fn bytes_that_are_no_json_are_an_error() {
    let cut = &br#"{"specversion":"1.0","#[..];
    for bytes in [&b""[..], b"\xff\xfe", b"hello", cut, b"{}{}"] {
        let error = LatticeEvent::from_slice(bytes).unwrap_err();
        assert!(matches!(error, ParseError::Json(_)), "{bytes:?}: {error:?}");
        assert!(error.source().is_some());
    }
}

/// What a producer publishes for every example of one event type.
fn check_messages<E: Event>() {
    let definition = E::DEFINITION;
    let entry = CATALOG.event(definition.name).unwrap();
    let event_schema = schema::event_schema(&CATALOG, entry).unwrap();
    let validator = validator(&schema::canonical(&event_schema));
    let source = definition.family.publisher.source.example;
    for example in definition.examples {
        let data: E = serde_json::from_str(example.data).unwrap();
        let message = data.into_message(source, "default").unwrap();

        let subject = definition.subject().replace("{lattice}", "default");
        assert_eq!(message.subject.as_deref(), Some(subject.as_str()));
        assert_eq!((&message.headers, &message.reply), (&None, &None));

        let payload: Value = serde_json::from_slice(&message.payload).unwrap();
        assert_eq!(violations(&validator, &payload), Vec::<String>::new(), "{payload}");
        assert_eq!(payload["type"], definition.event_type());
        assert_eq!(payload["source"], source);
        assert_eq!(payload["datacontenttype"], "application/json");
        assert_eq!(payload["dataschema"], data_schema(entry)["$id"]);
        let path = address::schema_path(
            definition.family.publisher.namespace,
            &definition.slug(),
            definition.version,
            Part::Data,
            Variant::Canonical,
        );
        assert_eq!(payload["dataschema"], address::address(CATALOG.base_address, &path));
        assert_eq!(payload["data"], serde_json::from_str::<Value>(example.data).unwrap());

        let read = LatticeEvent::from_slice(&message.payload).unwrap();
        assert_eq!(rust_name(&read), entry.rust_name);
        assert_eq!(read.to_value().unwrap(), payload);
    }
}

macro_rules! check_all_messages {
    ($($module:ident :: $event:ident,)+) => { [$(check_messages::<lattice_events::events::$event>),+] };
}

#[test]
fn messages_are_valid_and_read_back() {
    for check in lattice_events::with_events!(check_all_messages) {
        check();
    }
}

#[test]
fn every_message_is_an_event_of_its_own() {
    let data: lattice_events::events::ConfigSet =
        serde_json::from_value(example("config_set", "minimal")).unwrap();
    let ids: std::collections::BTreeSet<String> = (0..16)
        .map(|_| {
            let message = data.clone().into_message(HOST, "default").unwrap();
            let payload: Value = serde_json::from_slice(&message.payload).unwrap();
            payload["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 16);
}

#[test]
fn a_lattice_name_must_be_one_subject_token() {
    let event = || lattice_events::events::ConfigSet::new("default-http");
    for lattice in ["", ".", "a.b", "*", "a*", ">", " ", "a b", "a\tb", "a\nb", "a\u{0}b", "\u{a0}"] {
        let error = event().into_message(HOST, lattice).unwrap_err();
        assert!(matches!(error, ProduceError::Subject(_)), "{lattice:?}: {error:?}");
        assert!(error.to_string().contains("wasmbus.evt.{lattice}.config_set"), "{error}");
    }
    for lattice in ["default", "a-b_c", "Ω", "123"] {
        let message = event().into_message(HOST, lattice).unwrap();
        assert_eq!(message.subject, Some(format!("wasmbus.evt.{lattice}.config_set")));
    }
}

#[test]
fn a_source_must_not_be_empty() {
    let error = lattice_events::events::ConfigSet::new("default-http").into_event("").unwrap_err();
    assert!(matches!(error, ProduceError::Attribute { .. }), "{error:?}");
    assert_eq!(error.to_string(), "com.wasmcloud.lattice.config_set from source `` is no CloudEvent");
    assert!(error.source().is_some());
}
