//! Envelopes of DSSE, as the Verifiability extension of CloudEvents carries them.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

/// Reads an envelope: Base64 of a JSON object with a payload, its type, and at
/// least one signature. Returns the payload, decoded.
///
/// # Errors
///
/// What is wrong, as the end of a sentence.
pub(crate) fn envelope(text: &str) -> Result<Vec<u8>, &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    let bytes = STANDARD.decode(text).map_err(|_| "it is not Base64")?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| "it holds no JSON")?;
    let envelope = value.as_object().ok_or("it holds no JSON object")?;
    if !envelope.get("payloadType").is_some_and(Value::is_string) {
        return Err("its envelope has no `payloadType`");
    }
    let payload = envelope.get("payload").and_then(Value::as_str).ok_or("its envelope has no `payload`")?;
    let payload = STANDARD.decode(payload).map_err(|_| "the `payload` of its envelope is not Base64")?;
    let signatures = envelope.get("signatures").and_then(Value::as_array);
    let is_signed = |signature: &Value| signature.get("sig").is_some_and(Value::is_string);
    match signatures {
        Some(signatures) if !signatures.is_empty() && signatures.iter().all(is_signed) => Ok(payload),
        _ => Err("its envelope has no `signatures`, or one without `sig`"),
    }
}

/// The material that is signed, where it is a JSON object. Older drafts of the
/// extension sign a bare digest.
pub(crate) fn material(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&envelope(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn encoded(envelope: &Value) -> String {
        STANDARD.encode(envelope.to_string())
    }

    fn good(payload: &[u8]) -> Value {
        json!({ "payload": STANDARD.encode(payload), "payloadType": "t", "signatures": [{ "sig": "" }] })
    }

    #[test]
    fn an_envelope_gives_its_payload() {
        assert_eq!(envelope(&encoded(&good(b"abc"))), Ok(b"abc".to_vec()));
        assert_eq!(material(&encoded(&good(b"abc"))), None);
        assert!(material(&encoded(&good(b"{\"core\":1}"))).is_some_and(|all| all.contains_key("core")));
    }

    #[test]
    fn other_texts_are_refused() {
        let without = |name: &str, value: Value| {
            let mut changed = good(b"abc");
            changed[name] = value;
            encoded(&changed)
        };
        for text in [
            String::new(),
            "?".to_owned(),
            "e30".to_owned(),
            "____".to_owned(),
            STANDARD.encode("{"),
            STANDARD.encode("[]"),
            without("payloadType", Value::Null),
            without("payload", json!(5)),
            without("payload", json!("?")),
            without("signatures", json!([])),
            without("signatures", json!({ "sig": "" })),
            without("signatures", json!([{ "sig": "" }, {}])),
        ] {
            assert!(envelope(&text).is_err(), "{text}");
        }
    }
}
