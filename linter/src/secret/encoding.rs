//! Texts in other texts: Base64 in all its forms, hexadecimal, percent-encoding.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Decodes Base64 of either alphabet, with or without padding. White space in
/// it does not matter.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let is_url_safe = text.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let engine = if is_url_safe { &URL_SAFE } else { &STANDARD };
    engine.decode(&text).ok()
}

/// Decodes what can be decoded of Base64 that other text follows.
pub(super) fn base64_prefix(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    let text = text.trim_end_matches('=');
    base64(text).or_else(|| base64(text.get(..text.len() - text.len() % 4)?))
}

/// Decodes pairs of hexadecimal digits.
pub(super) fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    text.as_bytes().chunks_exact(2).map(pair).collect()
}

/// What two hexadecimal digits say.
fn pair(digits: &[u8]) -> Option<u8> {
    let &[high, low] = digits else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Decodes percent-encoding, if there is any.
pub(super) fn percent(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = if *byte == b'%' { bytes.get(at + 1..at + 3).and_then(pair) } else { None };
        match pair {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    Some(String::from_utf8_lossy(&decoded).into_owned()).filter(|decoded| decoded != text)
}

/// Takes away the escapes of JSON strings, wherever they stand in a text.
pub(super) fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        decoded.push_str(before);
        let behind = behind.trim_start_matches('\\');
        let mut characters = behind.chars();
        let (character, length) = match characters.next() {
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some('b' | 'f') => (' ', 1),
            Some('u') => match behind
                .get(1..5)
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .and_then(char::from_u32)
            {
                Some(character) => (character, 5),
                None => ('u', 1),
            },
            Some(other) => (other, other.len_utf8()),
            None => break,
        };
        decoded.push(character);
        rest = behind.get(length..).unwrap_or_default();
    }
    decoded.push_str(rest);
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_base64_is_read() {
        for text in ["+/+/", "-_-_", "YQ==", "YQ", "Y\nQ"] {
            assert!(base64(text).is_some(), "{text}");
        }
        assert!(base64("a b!").is_none());
        assert_eq!(base64_prefix("YWJjZ"), Some(b"abc".to_vec()));
    }

    #[test]
    fn escapes_and_pairs_are_taken_away() {
        assert_eq!(unescaped(r"\u0065yJ\n\\n\/\"), Some("eyJ\n\n/\\".to_owned()));
        assert_eq!(unescaped(r"\ud800x\uzz"), Some("ud800xuzz".to_owned()));
        assert_eq!(percent("%41b%zz%"), Some("Ab%zz%".to_owned()));
        assert_eq!(percent("100%"), None);
        assert_eq!(hexadecimal("0aFF"), Some(vec![10, 255]));
        assert_eq!(hexadecimal("0x"), None);
    }
}
