//! Conditions between the fields of identity events. Only the strict variants
//! demand them; to readers these fields are optional.

use serde_json::{Map, Value, json};

/// What the strict variants demand of `audience`.
pub(crate) fn audience() -> Value {
    json!({ "minItems": 1, "maxItems": 16, "uniqueItems": true })
}

/// Of an identity that was issued.
pub(crate) fn issued() -> Value {
    let mut conditions = described();
    conditions.push(json!({ "properties": { "generation": { "const": 1 } } }));
    all(conditions)
}

/// Of an identity that was rotated.
pub(crate) fn rotated() -> Value {
    let mut conditions = described();
    conditions.extend([
        svid("x509", &["previous_serial_number", "previous_fingerprint_sha256"], &["previous_token_id"]),
        svid("jwt", &[], &["previous_public_key_sha256", "previous_serial_number"]),
        svid("wit", &[], &["previous_serial_number"]),
        json!({ "properties": { "generation": { "minimum": 2 } } }),
    ]);
    all(conditions)
}

/// Of an identity that could not be issued.
pub(crate) fn issue_failed() -> Value {
    all(vec![workload(), svid("x509", &[], &["audience"]), svid("wit", &[], &["audience"])])
}

/// Of an identity that the host still has.
pub(crate) fn held() -> Value {
    all(vec![
        workload(),
        svid("x509", &["serial_number", "fingerprint_sha256"], &["audience", "token_id"]),
        svid("jwt", &["audience"], &["serial_number"]),
        svid("wit", &[], &["audience", "serial_number"]),
    ])
}

/// Of an identity that was revoked, maybe with its whole trust domain.
pub(crate) fn revoked() -> Value {
    all(vec![
        workload(),
        svid("x509", &[], &["audience", "token_id"]),
        svid("jwt", &[], &["serial_number"]),
        svid("wit", &[], &["audience", "serial_number"]),
    ])
}

/// Of a trust bundle: one that the host has comes with its authorities.
pub(crate) fn trust_bundle() -> Value {
    all(vec![json!({
        "if": { "properties": { "change": { "const": "removed" } } },
        "else": { "required": ["authorities"] },
    })])
}

fn all(conditions: Vec<Value>) -> Value {
    json!({ "allOf": conditions })
}

/// What an event demands that tells all about an identity.
fn described() -> Vec<Value> {
    vec![
        workload(),
        svid(
            "x509",
            &["fingerprint_sha256", "not_before", "serial_number"],
            &["audience", "key_id", "signature_algorithm", "token_id"],
        ),
        svid(
            "jwt",
            &["audience"],
            &["authority_key_id", "key_algorithm", "public_key_sha256", "serial_number"],
        ),
        svid("wit", &["key_id"], &["audience", "authority_key_id", "serial_number"]),
    ]
}

/// Everything but the host itself has an id of its own.
fn workload() -> Value {
    json!({
        "if": { "properties": { "workload_kind": { "const": "host" } } },
        "else": { "required": ["workload_id"] },
    })
}

/// For one kind of identity document, the fields that must be there and those
/// that must not.
fn svid(svid_type: &str, required: &[&str], absent: &[&str]) -> Value {
    let absent: Map<String, Value> =
        absent.iter().map(|&field| (field.to_owned(), Value::Bool(false))).collect();
    let mut then = Map::new();
    if !required.is_empty() {
        then.insert("required".to_owned(), required.into());
    }
    then.insert("properties".to_owned(), absent.into());
    json!({ "if": { "properties": { "svid_type": { "const": svid_type } } }, "then": then })
}
