//! The texts that identity events hold: what `parse` takes, and why not.
//!
//! `values/` has a list of cases for each type: a text, whether it is `valid`,
//! and a part of the `reason` why it is not. The strict schema agrees with
//! `parse`, unless a case says in `strict` that it does not.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::fmt::Debug;

use chrono::SecondsFormat;
use lattice_event_model::schema;
use lattice_events::{
    ValueError,
    values::{
        IdentityChainId, KeyIdentifier, SerialNumber, Sha256Fingerprint, SpiffeId, Timestamp, TrustDomain,
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    valid: bool,
    reason: Option<String>,
    /// Whether the strict schema takes it, where that differs from `valid`.
    strict: Option<bool>,
    /// Of a SPIFFE ID: whether it can name a workload.
    workload: Option<bool>,
    trust_domain: Option<String>,
    path: Option<String>,
    /// Of a time: the same in UTC.
    utc: Option<String>,
}

fn cases(list: &str) -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(list).unwrap();
    assert!(cases.iter().any(|case| case.valid) && cases.iter().any(|case| !case.valid));
    cases
}

/// Runs the cases of one type against `parse` and against its strict schema.
fn check<T>(list: &str, parse: fn(&str) -> Result<T, ValueError>)
where
    T: AsRef<str> + Debug + DeserializeOwned + JsonSchema,
{
    let source = schema::normalise(schema::derive::<T>()).unwrap();
    let strict =
        jsonschema::validator_for(&schema::strict(&source, "https://example.com/strict.json")).unwrap();
    let canonical = jsonschema::validator_for(&schema::canonical(&source)).unwrap();
    for Case { text, valid, reason, strict: strict_too, .. } in cases(list) {
        match (parse(&text), valid) {
            (Ok(value), true) => assert_eq!(value.as_ref(), text, "the text was changed"),
            (Err(error), false) => {
                let reason = reason.unwrap_or_else(|| panic!("{text:?} has no reason"));
                assert!(error.reason.contains(&reason), "{text:?} is wrong for another reason: {error}");
            }
            (outcome, _) => panic!("{text:?} became {outcome:?}"),
        }
        let value = Value::from(text.as_str());
        assert_eq!(strict.is_valid(&value), strict_too.unwrap_or(valid), "strict schema on {text:?}");
        assert!(canonical.is_valid(&value), "the canonical schema refuses {text:?}");
        assert_eq!(serde_json::from_value::<T>(value).unwrap().as_ref(), text, "reading changed the text");
    }
}

const SPIFFE_ID: &str = include_str!("values/spiffe_id.json");
const TIMESTAMP: &str = include_str!("values/timestamp.json");

#[test]
fn spiffe_ids() {
    check(SPIFFE_ID, SpiffeId::parse);
}

#[test]
fn parts_of_spiffe_ids() {
    for case in cases(SPIFFE_ID) {
        let id = SpiffeId::from(case.text.as_str());
        if !case.valid {
            assert_eq!((id.trust_domain(), id.path(), id.is_workload()), (None, None, false), "{id}");
            continue;
        }
        assert_eq!(Some(id.is_workload()), case.workload, "{id}");
        let joined = format!("spiffe://{}{}", id.trust_domain().unwrap(), id.path().unwrap());
        assert_eq!(joined, case.text);
        if let Some(trust_domain) = case.trust_domain {
            assert_eq!(id.trust_domain(), Some(trust_domain.as_str()));
            assert!(TrustDomain::parse(&trust_domain).is_ok());
        }
        if let Some(path) = case.path {
            assert_eq!(id.path(), Some(path.as_str()));
        }
    }
}

#[test]
fn trust_domains() {
    check(include_str!("values/trust_domain.json"), TrustDomain::parse);
}

#[test]
fn timestamps() {
    check(TIMESTAMP, Timestamp::parse);
}

#[test]
fn timestamps_in_utc() {
    for case in cases(TIMESTAMP) {
        let time = Timestamp::from(case.text.as_str());
        let utc = time.to_utc();
        assert_eq!(
            utc.map(|utc| utc.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            case.utc,
            "{:?}",
            case.text
        );
        if let Some(utc) = utc {
            assert_eq!(time.as_str(), case.text, "the text is kept");
            assert_eq!(Timestamp::from(utc).to_utc(), Some(utc));
            assert_eq!(time.is_utc(), !case.text.contains('+') && !case.text[10..].contains('-'));
        }
    }
}

#[test]
fn serial_numbers() {
    check(include_str!("values/serial_number.json"), SerialNumber::parse);
}

#[test]
fn sha256_fingerprints() {
    check(include_str!("values/sha256_fingerprint.json"), Sha256Fingerprint::parse);
}

#[test]
fn key_identifiers() {
    check(include_str!("values/key_identifier.json"), KeyIdentifier::parse);
}

#[test]
fn identity_chain_ids() {
    check(include_str!("values/identity_chain_id.json"), IdentityChainId::parse);
}
