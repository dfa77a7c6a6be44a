//! An example in structured mode, once more in binary mode.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use lattice_codegen::conformance::{
    CaseKind, CaseMode, CaseProfile, CaseSeverity, ConformanceCase, ExpectedFinding,
};
use lattice_event_model::{Message, catalog::Catalog, nats::is_json};
use lattice_linter::LinterError;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::judged::Judged;

/// What a header value percent-encodes in ASCII (NATS binding 1.0.3 draft,
/// section 3.1.3.2).
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%');

/// Rules whose examples are something else in binary mode, although the linter
/// says the same: there the payload is the data, and a JSON text that holds JSON
/// is a payload of the type `application/json`.
const OTHERWISE_IN_BINARY_MODE: &[&str] = &["double-encoded-json"];

/// The same messages in binary mode, if they can be expressed in it and mean the
/// same there: the rule says the same, and no other rule has more to say.
pub(super) fn of(
    case: &ConformanceCase,
    catalog: &Arc<Catalog>,
) -> Result<Option<ConformanceCase>, LinterError> {
    let has_binary_form = case.mode == CaseMode::Structured
        && case.profile == CaseProfile::Auto
        && !OTHERWISE_IN_BINARY_MODE.contains(&case.rule.as_str());
    if !has_binary_form || case.messages.is_empty() {
        return Ok(None);
    }
    let Some(messages) = case.messages.iter().map(binary).collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let mut twin = ConformanceCase {
        name: format!("{}-binary", case.name),
        mode: CaseMode::Binary,
        profile: CaseProfile::V1_0_3,
        messages,
        official: None,
        expected: Vec::new(),
        ..case.clone()
    };
    let judged = Judged::of(&twin, catalog)?;
    let says_the_same = of_rule(case, &case.expected) == of_rule(case, &judged.expected);
    let has_more = others(case, &judged.expected)
        .iter()
        .any(|finding| finding.severity > CaseSeverity::Info && !case.expected.contains(finding));
    if judged.mode != CaseMode::Binary || !says_the_same || has_more {
        return Ok(None);
    }
    twin.expected = judged.expected;
    debug_assert_eq!(twin.kind == CaseKind::Fires, twin.expects_its_rule());
    Ok(Some(twin))
}

fn of_rule<'f>(case: &ConformanceCase, findings: &'f [ExpectedFinding]) -> Vec<&'f ExpectedFinding> {
    findings.iter().filter(|finding| finding.rule == case.rule).collect()
}

fn others<'f>(case: &ConformanceCase, findings: &'f [ExpectedFinding]) -> Vec<&'f ExpectedFinding> {
    findings.iter().filter(|finding| finding.rule != case.rule).collect()
}

/// A message in binary mode; `None` if there is no such message.
fn binary(message: &Value) -> Option<Value> {
    let mut message = Message::from_recording_line(&message.to_string()).ok()?;
    let event: Value = serde_json::from_slice(&message.payload).ok()?;
    let event = event.as_object()?;
    let mut headers = Vec::new();
    for (name, value) in event.iter().filter(|(name, _)| !["data", "data_base64"].contains(&name.as_str())) {
        let is_header = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(_) | Value::Object(_) => return None,
        };
        // What a placeholder stands for would have to be encoded as well.
        if !is_header || text.contains("{{") {
            return None;
        }
        headers.push((format!("ce-{name}"), vec![utf8_percent_encode(&text, ENCODED).to_string()]));
    }
    let media_type = event.get("datacontenttype").and_then(Value::as_str);
    let data = event.get("data");
    message.payload = match (data, event.get("data_base64")) {
        (None, None) => Vec::new(),
        (Some(data), None) if media_type.is_none_or(is_json) => data.to_string().into_bytes(),
        (Some(Value::String(text)), None) => text.clone().into_bytes(),
        (None, Some(Value::String(text))) => STANDARD.decode(text).ok()?,
        _ => return None,
    };
    if data.is_some() && media_type.is_none() {
        // What an absent one implies is written down in another mode.
        headers.push(("ce-datacontenttype".to_owned(), vec!["application/json".to_owned()]));
    }
    message.headers = Some(headers);
    serde_json::from_str(&message.to_recording_line()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::binary;

    fn of(event: &str) -> Option<serde_json::Value> {
        binary(&json!({ "subject": "a.b", "headers": null, "payload": event }))
    }

    #[test]
    fn attributes_become_headers_and_data_becomes_the_payload() {
        let message = of(r#"{"id": "a b%\"é", "count": 5, "subject": null, "data": {"a": [1]}}"#).unwrap();
        assert_eq!(
            message,
            json!({
                "subject": "a.b",
                "headers": {
                    "ce-id": ["a%20b%25%22%C3%A9"],
                    "ce-count": ["5"],
                    "ce-datacontenttype": ["application/json"]
                },
                "payload": r#"{"a":[1]}"#
            })
        );
        let text = of(r#"{"datacontenttype": "text/plain", "data": "a"}"#).unwrap();
        assert_eq!(text["payload"], "a");
        let bytes = of(r#"{"datacontenttype": "image/png", "data_base64": "/w=="}"#).unwrap();
        assert_eq!(bytes["payload_base64"], "/w==");
    }

    #[test]
    fn what_has_no_binary_form_has_no_twin() {
        for event in [
            "[]",
            "{",
            r#"{"a": {}}"#,
            r#"{"": "a"}"#,
            r#"{"a b": "a"}"#,
            r#"{"id": "{{secret:jwt}}"}"#,
            r#"{"datacontenttype": "text/plain", "data": {}}"#,
            r#"{"data": 1, "data_base64": "AA=="}"#,
        ] {
            assert_eq!(of(event), None, "{event}");
        }
    }
}
