//! Values of attributes in headers (NATS binding 1.0.3 draft, section 3.1.3.2).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The value of an attribute as it stands in a header, and what it means.
///
/// ```
/// use lattice_event_model::nats::HeaderValue;
/// assert_eq!(HeaderValue::read("Euro%20%E2%82%AC").text, "Euro €");
/// assert_eq!(HeaderValue::read("Euro €").unencoded(), Some(' '));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderValue<'a> {
    /// What it means: freed of quotation marks, then percent-decoded, once. A
    /// value that does not decode to UTF-8 is only freed of quotation marks.
    pub text: Cow<'a, str>,
    /// Whether it stands in quotation marks.
    pub is_quoted: bool,
    /// Why it does not decode to a text, if it does not.
    pub invalid_bytes: Option<InvalidBytes>,
    unquoted: Cow<'a, str>,
}

/// Why bytes are no text in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidBytes {
    /// There is a surrogate among them: half of a character in UTF-16.
    Surrogate,
    /// Something else: overlong forms, bytes of other encodings, cut characters.
    Other,
}

impl<'a> HeaderValue<'a> {
    /// Reads a value as it was written.
    pub fn read(written: &'a str) -> Self {
        let quoted = written.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        let unquoted = match quoted {
            Some(inner) if inner.contains('\\') => Cow::Owned(unescape(inner)),
            Some(inner) => Cow::Borrowed(inner),
            None => Cow::Borrowed(written),
        };
        let (text, invalid_bytes) = match &unquoted {
            Cow::Borrowed(text) => decode(text),
            Cow::Owned(text) => {
                let (text, invalid_bytes) = decode(text);
                (Cow::Owned(text.into_owned()), invalid_bytes)
            }
        };
        Self { text, is_quoted: quoted.is_some(), invalid_bytes, unquoted }
    }

    /// The first character that should be percent-encoded and is not: a space,
    /// a quotation mark, a percent sign that begins no escape, or anything but
    /// printable ASCII. In quotation marks they may all stand.
    pub fn unencoded(&self) -> Option<char> {
        if self.is_quoted {
            return None;
        }
        self.unquoted.char_indices().find_map(|(at, character)| {
            let is_plain = match character {
                '"' => false,
                '%' => escape(&self.unquoted, at).is_some(),
                _ => character.is_ascii_graphic(),
            };
            (!is_plain).then_some(character)
        })
    }

    /// Whether a percent-encoded byte has a digit in lower case: `%c3`.
    pub fn has_lower_case_escapes(&self) -> bool {
        self.unquoted
            .match_indices('%')
            .filter_map(|(at, _)| escape(&self.unquoted, at))
            .any(|digits| digits.bytes().any(|digit| digit.is_ascii_lowercase()))
    }
}

/// The two digits behind the percent sign at `at`, if it begins an escape.
fn escape(text: &str, at: usize) -> Option<&str> {
    let digits = text.get(at.checked_add(1)?..at.checked_add(3)?)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(digits)
}

fn decode(text: &str) -> (Cow<'_, str>, Option<InvalidBytes>) {
    if !text.contains('%') {
        return (Cow::Borrowed(text), None);
    }
    let bytes: Cow<'_, [u8]> = percent_decode_str(text).into();
    match std::str::from_utf8(&bytes) {
        Ok(decoded) => (Cow::Owned(decoded.to_owned()), None),
        // Whatever is wrong besides, nothing else has these bytes in this order.
        Err(_) if bytes.windows(2).any(|pair| matches!(pair, [0xED, 0xA0..=0xBF])) => {
            (Cow::Borrowed(text), Some(InvalidBytes::Surrogate))
        }
        Err(_) => (Cow::Borrowed(text), Some(InvalidBytes::Other)),
    }
}

fn unescape(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_go_first_and_one_round_of_escapes_follows() {
        for (written, text) in [
            ("", ""),
            ("plain", "plain"),
            ("a%20b", "a b"),
            ("a%2520b", "a%20b"),
            ("\"a%20b\"", "a b"),
            (r#""a\"b\\c\%20""#, "a\"b\\c "),
            ("\"", "\""),
            ("\"\"", ""),
            ("%F0%9F%98%80", "😀"),
            ("50%", "50%"),
            ("%zz%4", "%zz%4"),
        ] {
            assert_eq!(HeaderValue::read(written).text, text, "{written}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_left_as_they_are_written() {
        for (written, fault) in [
            ("%ED%A0%BD%ED%B8%80", InvalidBytes::Surrogate),
            ("%ed%bf%bf", InvalidBytes::Surrogate),
            ("%C0%A0", InvalidBytes::Other),
            ("%FF", InvalidBytes::Other),
            ("\"caf%E9\"", InvalidBytes::Other),
            ("%ED%9F", InvalidBytes::Other),
        ] {
            let value = HeaderValue::read(written);
            assert_eq!(value.invalid_bytes, Some(fault), "{written}");
            assert_eq!(value.text, written.trim_matches('"'));
        }
        assert_eq!(HeaderValue::read("%ED%9F%BF").invalid_bytes, None);
    }

    #[test]
    fn what_is_left_unencoded_is_named() {
        for (written, character) in [
            ("a b", Some(' ')),
            ("say\"", Some('"')),
            ("\"", Some('"')),
            ("50%", Some('%')),
            ("%2", Some('%')),
            ("%é", Some('%')),
            ("%+1", Some('%')),
            ("caf\u{e9}", Some('\u{e9}')),
            ("a\tb", Some('\t')),
            ("\u{7f}", Some('\u{7f}')),
            ("!~%41", None),
            ("\"a b é 50%\"", None),
            ("", None),
        ] {
            assert_eq!(HeaderValue::read(written).unencoded(), character, "{written}");
        }
    }

    #[test]
    fn digits_in_lower_case_are_seen() {
        for (written, expected) in
            [("%c3%A9", true), ("%C3%A9", false), ("%zz", false), ("%2f", true), ("\"%2f\"", true)]
        {
            assert_eq!(HeaderValue::read(written).has_lower_case_escapes(), expected, "{written}");
        }
    }
}
