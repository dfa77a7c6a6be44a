//! JSON that stands in a string where JSON itself should stand.

use lattice_event_model::nats::is_json;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::context::EnvelopeContext;

/// Whether the data of an event is JSON by its `datacontenttype`, or has none,
/// and is a string that holds an object or an array.
pub(crate) fn is_double_encoded(context: &EnvelopeContext<'_>) -> bool {
    match context.data() {
        Some(Value::String(text)) => holds_json(text) && context.text("datacontenttype").is_none_or(is_json),
        _ => false,
    }
}

/// Whether a text is a JSON object or array.
fn holds_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::holds_json;

    #[test]
    fn texts_that_hold_json_are_recognised() {
        for text in [r#"{"a":1}"#, " [1, 2]\n", "[]"] {
            assert!(holds_json(text), "{text}");
        }
        for text in ["", "{", "[draft] a note", "{a}", "5", "\"x\"", "null", "{} {}"] {
            assert!(!holds_json(text), "{text}");
        }
    }
}
