//! Values of extension attributes, in the types that their definitions give them.
//!
//! A value of another type is nothing here: there are rules about types.

use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    timestamp::Timestamp,
    violation::{Mark, Violation},
};

/// An attribute that is an Integer: a JSON number, or in headers its canonical text.
pub(crate) fn integer(context: &EnvelopeContext<'_>, name: &str) -> Option<i32> {
    integer_of(context.attribute(name)?, context.has_header_attributes)
}

/// An attribute that is a Boolean: a JSON boolean, or in headers its canonical text.
pub(crate) fn boolean(context: &EnvelopeContext<'_>, name: &str) -> Option<bool> {
    boolean_of(context.attribute(name)?, context.has_header_attributes)
}

/// An attribute that should be a Timestamp and is a text. The error is the end
/// of a sentence.
pub(crate) fn timestamp(
    context: &EnvelopeContext<'_>,
    name: &str,
) -> Option<Result<Timestamp, &'static str>> {
    context.text(name).map(Timestamp::read)
}

/// The violation of an attribute that is no Timestamp, if it is a text and none.
pub(crate) fn invalid_timestamp(context: &EnvelopeContext<'_>, name: &str) -> Option<Violation> {
    let reason = timestamp(context, name)?.err()?;
    Some(
        Violation::new(format!("{} is not a time of RFC 3339: {reason}", Quoted(name)))
            .at(&format!("/{name}"), Mark::Value)
            .help("write it like `2026-02-04T12:00:00Z`"),
    )
}

/// When the event happened: its `time`, or if it has none, when it was received.
pub(crate) fn happened(context: &EnvelopeContext<'_>) -> Option<Timestamp> {
    context.time().map_or_else(|| context.received(), Result::ok)
}

fn integer_of(value: &Value, is_header: bool) -> Option<i32> {
    match value {
        Value::Number(number) => number.as_i64()?.try_into().ok(),
        Value::String(text) if is_header => integer_of_text(text),
        _ => None,
    }
}

/// Canonical are the least digits, and a minus sign in front if any, even of zero.
fn integer_of_text(text: &str) -> Option<i32> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_canonical = digits == "0" || digits.starts_with(|first| matches!(first, '1'..='9'));
    is_canonical.then(|| text.parse().ok()).flatten()
}

fn boolean_of(value: &Value, is_header: bool) -> Option<bool> {
    match value {
        Value::Bool(boolean) => Some(*boolean),
        Value::String(text) if is_header => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn integers_are_numbers_and_in_headers_canonical_texts() {
        assert_eq!(integer_of(&json!(-5), false), Some(-5));
        for value in [json!(5.0), json!("5"), json!(2_147_483_648_u64), json!(u64::MAX), json!(true)] {
            assert_eq!(integer_of(&value, false), None, "{value}");
        }
        assert_eq!(integer_of(&json!("-2147483648"), true), Some(i32::MIN));
        assert_eq!(integer_of(&json!("-0"), true), Some(0));
        for text in ["", "-", "05", "-05", "+5", "5.0", " 5", "2147483648"] {
            assert_eq!(integer_of(&json!(text), true), None, "{text}");
        }
    }

    #[test]
    fn booleans_are_json_and_in_headers_canonical_texts() {
        assert_eq!(boolean_of(&json!(true), false), Some(true));
        assert_eq!(boolean_of(&json!("true"), false), None);
        assert_eq!(boolean_of(&json!("false"), true), Some(false));
        assert_eq!(boolean_of(&json!("True"), true), None);
    }
}
