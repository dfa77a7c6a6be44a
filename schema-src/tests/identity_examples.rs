//! The examples of identity events are believable: their names, times and
//! numbers agree with each other, as they do on the pages and in the linter.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use lattice_event_model::{
    model::{Model, Shape, Visit, visit},
    schema,
};
use lattice_events::{
    CATALOG, ValueError, families,
    values::{
        HostId, IdentityChainId, KeyIdentifier, SerialNumber, Sha256Fingerprint, SpiffeId, Timestamp,
        TrustDomain,
    },
};
use serde_json::Value;

/// An example, whose members are read by name.
struct Example {
    name: String,
    data: Value,
    /// The `time` of the event around it.
    time: DateTime<Utc>,
}

impl Example {
    fn text(&self, field: &str) -> Option<&str> {
        self.data.get(field).map(|value| value.as_str().unwrap())
    }

    fn time(&self, field: &str) -> Option<DateTime<Utc>> {
        self.text(field).map(|text| Timestamp::from(text).to_utc().unwrap())
    }

    fn is(&self, event: &str) -> bool {
        self.name.starts_with(&format!("{event} "))
    }

    fn differ(&self, field: &str) {
        let previous = self.data.get(format!("previous_{field}"));
        assert!(
            previous.is_none() || previous != self.data.get(field),
            "{}: {field} is the same as before",
            self.name
        );
    }
}

fn examples() -> Vec<Example> {
    let entries = CATALOG.events.iter().filter(|e| e.definition.family.name == families::IDENTITIES.name);
    entries
        .flat_map(|entry| {
            let envelope = schema::event_schema(&CATALOG, entry).unwrap();
            let time = envelope.pointer("/examples/0/time").and_then(Value::as_str).unwrap();
            let time = Timestamp::from(time).to_utc().unwrap();
            entry.definition.examples.iter().map(move |example| Example {
                name: format!("{} {}", entry.definition.name, example.name),
                data: serde_json::from_str(example.data).unwrap(),
                time,
            })
        })
        .collect()
}

#[test]
fn hosts_names_and_trust_domains_agree() {
    for example in examples() {
        assert_eq!(example.text("host_id"), Some(families::HOST.source.example), "{}", example.name);
        let Some(spiffe_id) = example.text("spiffe_id").map(SpiffeId::from) else { continue };
        assert!(spiffe_id.is_workload(), "{}", example.name);
        if let Some(trust_domain) = example.text("trust_domain") {
            assert_eq!(spiffe_id.trust_domain(), Some(trust_domain), "{}", example.name);
        }
        let kind = example.text("workload_kind").unwrap();
        let id = example.text("workload_id").or(example.text("host_id")).unwrap();
        assert_eq!(spiffe_id.path(), Some(format!("/{kind}/{id}").as_str()), "{}", example.name);
    }
}

#[test]
fn times_agree() {
    let skew = TimeDelta::seconds(60);
    for example in examples() {
        let name = &example.name;
        for field in ["issued_at", "attempted_at", "expired_at", "revoked_at"] {
            let Some(happened) = example.time(field) else { continue };
            assert!(happened <= example.time, "{name}: {field} is after the event");
            assert!(example.time <= happened + TimeDelta::minutes(5), "{name}: the event is late");
        }
        if let Some(issued) = example.time("issued_at") {
            let from = example.time("not_before").unwrap_or(issued);
            let until = example.time("expires_at").unwrap();
            assert!(from <= issued && issued - from <= TimeDelta::minutes(10), "{name}");
            assert!(until > issued && until > example.time, "{name}");
            let longest = if example.text("svid_type") == Some("jwt") { 1 } else { 24 };
            assert!(until - from <= TimeDelta::hours(longest), "{name} is valid for long");
            if let Some(before) = example.time("previous_expires_at") {
                assert!(before >= issued - skew, "{name} was rotated too late");
                assert!(until >= before, "{name} was shortened");
            }
        }
        if let Some(expired) = example.time("expired_at") {
            assert_eq!(Some(expired), example.time("expires_at"), "{name}");
        } else if let Some(until) = example.time("expires_at") {
            assert!(until > example.time, "{name} has expired");
        }
        if let Some(retry) = example.time("retry_at") {
            assert!(retry > example.time("attempted_at").unwrap(), "{name}");
        }
    }
}

#[test]
fn generations_audiences_and_attempts_agree() {
    for example in examples() {
        let name = &example.name;
        let generation = example.data.get("generation").and_then(Value::as_u64);
        if example.is("identity_issued") {
            assert_eq!(generation, Some(1), "{name}");
        }
        if example.is("identity_rotated") {
            assert!(generation > Some(1), "{name}");
        }
        if let Some(audience) = example.data.get("audience") {
            assert_eq!(audience.as_array().unwrap().len(), 1, "{name} is for several");
            let whole_trust_domain =
                audience[0].as_str().is_some_and(|text| text.trim_end_matches('/').matches('/').count() == 2);
            assert!(!whole_trust_domain, "{name} is for a whole trust domain");
        }
        if example.text("error_kind") == Some("invalid_argument") {
            assert!(example.data.get("attempt").is_none_or(|attempt| *attempt == 1), "{name}");
        }
        ["serial_number", "fingerprint_sha256", "public_key_sha256", "token_id"]
            .into_iter()
            .for_each(|field| example.differ(field));
    }
}

/// One example for each kind of identity, where the event tells of one.
#[test]
fn every_kind_of_identity_is_shown() {
    let all = BTreeSet::from(["jwt", "wit", "x509"]);
    let examples = examples();
    for entry in CATALOG.events.iter().filter(|e| e.definition.family.name == families::IDENTITIES.name) {
        let of_event = examples.iter().filter(|example| example.is(entry.definition.name));
        let shown: BTreeSet<&str> = of_event.filter_map(|example| example.text("svid_type")).collect();
        assert_eq!(shown, all, "{}", entry.definition.name);
    }
}

/// Reads a text as the value type of that name; `None` for another type.
fn parse(value_type: &str, text: &str) -> Option<Result<(), ValueError>> {
    Some(match value_type {
        "HostId" => HostId::parse(text).map(|_| ()),
        "IdentityChainId" => IdentityChainId::parse(text).map(|_| ()),
        "KeyIdentifier" => KeyIdentifier::parse(text).map(|_| ()),
        "SerialNumber" => SerialNumber::parse(text).map(|_| ()),
        "Sha256Fingerprint" => Sha256Fingerprint::parse(text).map(|_| ()),
        "SpiffeId" => SpiffeId::parse(text).map(|_| ()),
        "Timestamp" => Timestamp::parse(text).map(|_| ()),
        "TrustDomain" => TrustDomain::parse(text).map(|_| ()),
        _ => return None,
    })
}

#[test]
fn every_text_is_what_its_type_demands() {
    let mut seen = BTreeSet::new();
    for entry in CATALOG.events.iter().filter(|e| e.definition.family.name == families::IDENTITIES.name) {
        let model = Model::read(&schema::canonical(&schema::data_schema(&CATALOG, entry).unwrap()));
        for example in entry.definition.examples {
            let data: Value = serde_json::from_str(example.data).unwrap();
            visit(&model, &data, "", &mut |pointer, met| {
                if let Visit::Field { field, value: Value::String(text), .. } = met
                    && let Shape::Reference(value_type) = &field.shape
                    && let Some(outcome) = parse(value_type, text)
                {
                    assert!(
                        outcome.is_ok(),
                        "{} {} at {pointer}: {outcome:?}",
                        entry.rust_name,
                        example.name
                    );
                    seen.insert(value_type.clone());
                }
            });
        }
    }
    assert_eq!(seen.len(), 8, "not every value type is in an example: {seen:?}");
}
