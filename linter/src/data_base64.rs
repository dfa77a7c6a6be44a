//! Data that stands in `data_base64`.

use base64::{
    DecodeError, Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use lattice_event_model::nats::is_json;
use serde_json::Value;

use crate::{context::EnvelopeContext, json::Document};

/// Why a value is not standard, padded Base64 (RFC 4648, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InvalidBase64 {
    /// It is no string.
    NotText,
    /// It has the alphabet for addresses (RFC 4648, section 5).
    UrlSafe,
    /// It does not end with the `=` that it should have.
    Unpadded,
    /// It has spaces or line breaks.
    Spaces,
    /// The character at this position, counted from 0, is not of the alphabet.
    Character(usize),
    /// It ends in the middle of a byte, or with bits that mean nothing.
    Ending,
}

/// The bytes that a value of `data_base64` stands for.
pub(crate) fn decode(value: &Value) -> Result<Vec<u8>, InvalidBase64> {
    let text = value.as_str().ok_or(InvalidBase64::NotText)?;
    STANDARD.decode(text).map_err(|error| reason(text, error))
}

/// The data of an event that has only `data_base64`, if that is JSON by its
/// `datacontenttype`. Such data follows the schema like any other.
pub(crate) fn json_in_base64(context: &EnvelopeContext<'_>) -> Option<Value> {
    let value = context.attribute("data_base64")?;
    if context.data().is_some() || !context.text("datacontenttype").is_some_and(is_json) {
        return None;
    }
    let document = Document::read(&decode(value).ok()?).ok()?;
    Some(document.value)
}

fn reason(text: &str, error: DecodeError) -> InvalidBase64 {
    if text.contains(['-', '_']) && (URL_SAFE.decode(text).is_ok() || URL_SAFE_NO_PAD.decode(text).is_ok()) {
        return InvalidBase64::UrlSafe;
    }
    if STANDARD_NO_PAD.decode(text).is_ok() {
        return InvalidBase64::Unpadded;
    }
    if text.contains(|character: char| character.is_ascii_whitespace()) {
        return InvalidBase64::Spaces;
    }
    let is_foreign =
        |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '='));
    match (text.chars().position(is_foreign), error) {
        (Some(position), _) => InvalidBase64::Character(position),
        (None, DecodeError::InvalidByte(position, _)) => InvalidBase64::Character(position),
        (None, _) => InvalidBase64::Ending,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn standard_base64_is_decoded() {
        assert_eq!(decode(&json!("")), Ok(Vec::new()));
        assert_eq!(decode(&json!("eyJhIjoxfQ==")), Ok(b"{\"a\":1}".to_vec()));
        assert_eq!(decode(&json!("+/8=")), Ok(vec![0xFB, 0xFF]));
    }

    #[test]
    fn faults_are_told_apart() {
        for (value, fault) in [
            (json!(5), InvalidBase64::NotText),
            (json!(null), InvalidBase64::NotText),
            (json!("-_8="), InvalidBase64::UrlSafe),
            (json!("-_8"), InvalidBase64::UrlSafe),
            (json!("eyJhIjoxfQ"), InvalidBase64::Unpadded),
            (json!("eyJh\nIjoxfQ=="), InvalidBase64::Spaces),
            (json!("eyJh*jox"), InvalidBase64::Character(4)),
            (json!("é"), InvalidBase64::Character(0)),
            (json!("-/8="), InvalidBase64::Character(0)),
            (json!("=eyJ"), InvalidBase64::Character(0)),
            (json!("eyJhI"), InvalidBase64::Ending),
            (json!("eyJhIjoxfR=="), InvalidBase64::Ending),
        ] {
            assert_eq!(decode(&value), Err(fault), "{value}");
        }
    }
}
