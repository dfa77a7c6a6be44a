//! The rules of the JSON Schema that CloudEvents publishes.

use std::sync::OnceLock;

use jsonschema::Validator;
use lattice_linter::Input;
use serde_json::Value;

/// These rules, in our own words. They are written for a later draft than those
/// of CloudEvents, since that says for sure that `contentEncoding` is not asserted.
const SCHEMA: &str = include_str!("../../templates/cloudevents.schema.json");

/// Whether the schema accepts an event, its formats asserted.
pub fn accepts(event: &Value) -> bool {
    static VALIDATOR: OnceLock<Option<Validator>> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| {
        let schema: Value = serde_json::from_str(SCHEMA).ok()?;
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).ok()
    });
    validator.as_ref().is_some_and(|validator| validator.is_valid(event))
}

/// Whether it accepts all of these payloads; `None` if one of them is no JSON.
pub(super) fn accepts_all(inputs: &[Input]) -> Option<bool> {
    let events: Option<Vec<Value>> =
        inputs.iter().map(|input| serde_json::from_slice(&input.message.payload).ok()).collect();
    Some(events?.iter().all(accepts))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::accepts;

    fn event(changes: Value) -> Value {
        let mut event = json!({ "specversion": "1.0", "id": "1", "source": "/a", "type": "com.example.a" });
        for (name, value) in changes.as_object().unwrap() {
            event[name] = value.clone();
        }
        event
    }

    #[test]
    fn it_refuses_what_it_has_rules_for() {
        assert!(accepts(&event(json!({}))));
        for change in [
            json!({ "id": "" }),
            json!({ "id": 1 }),
            json!({ "source": "a b" }),
            json!({ "time": "yesterday" }),
            json!({ "dataschema": "relative" }),
            json!({ "subject": "" }),
            json!({ "datacontenttype": 5 }),
            json!({ "data_base64": {} }),
        ] {
            assert!(!accepts(&event(change.clone())), "{change}");
        }
        assert!(!accepts(&json!({ "id": "1" })));
        assert!(!accepts(&json!([])));
    }

    #[test]
    fn it_accepts_what_it_has_no_rules_for() {
        for change in [
            json!({ "specversion": "0.3" }),
            json!({ "FooBar": {} }),
            json!({ "data": 1, "data_base64": "?" }),
            json!({ "id": "\u{1}", "datacontenttype": "nonsense" }),
            json!({ "time": null, "subject": null, "datacontenttype": null, "dataschema": null }),
        ] {
            assert!(accepts(&event(change.clone())), "{change}");
        }
    }
}
