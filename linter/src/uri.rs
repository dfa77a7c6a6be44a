//! URIs and references to them (RFC 3986), and what is wrong with other texts.

use fluent_uri::{ParseError, UriRef};

use crate::quoted::Quoted;

/// Reads a text as a URI reference (RFC 3986, section 4.1).
///
/// # Errors
///
/// What is wrong, as the end of a sentence: `it has a space`.
pub(crate) fn reference(text: &str) -> Result<UriRef<&str>, String> {
    UriRef::parse(text).map_err(|error| reason(text, &error))
}

/// Whether a text is nothing but names and slashes, which every URI reference may
/// be. Most sources are, and this is known sooner than what they consist of.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |is_plain, byte| {
        is_plain & (byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/'))
    })
}

/// Whether a text begins with a scheme and a colon (RFC 3986, section 3.1).
pub(crate) fn has_scheme(text: &str) -> bool {
    let is_of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(is_of_scheme)
    })
}

fn reason(text: &str, error: &ParseError) -> String {
    use fluent_uri::ParseErrorKind::{InvalidIpv6Addr, InvalidPctEncodedOctet, UnexpectedChar};

    let found = text.get(error.index()..).and_then(|rest| rest.chars().next());
    match (error.kind(), found) {
        (InvalidPctEncodedOctet, _) => "two hexadecimal digits should follow each `%`".to_owned(),
        (InvalidIpv6Addr, _) => "what stands in its brackets is no IPv6 address".to_owned(),
        (UnexpectedChar, Some(' ')) => "it has a space".to_owned(),
        (UnexpectedChar, Some(character)) => {
            format!("{} is not allowed where it stands", Quoted(character.encode_utf8(&mut [0; 4])))
        }
        (UnexpectedChar, None) => "it ends too early".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_pass() {
        for (text, is_absolute) in [
            ("https://example.com/a?b#c", true),
            ("urn:uuid:0195a0b1-c2d3-4e5f-8091-000000000001", true),
            ("mailto:a@example.com", true),
            ("/tills/4", false),
            ("NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", false),
            ("wadm", false),
            ("//host/a", false),
            ("./a:b", false),
            ("a%20b", false),
            ("http://[::1]:80/", true),
            ("", false),
        ] {
            assert!(reference(text).is_ok_and(|read| read.has_scheme() == is_absolute), "{text}");
            assert_eq!(has_scheme(text), is_absolute, "{text}");
            assert!(!is_plain(text) || !is_absolute, "{text}");
        }
    }

    #[test]
    fn plain_texts_are_references() {
        for text in ["", "/", "//", "///a", "//a.b/c", "..", "a-b_c~", "/tills/4"] {
            assert!(is_plain(text) && reference(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn other_texts_are_explained() {
        for (text, told) in [
            ("till 4", "it has a space"),
            ("/tills/{4}", "`{` is not allowed where it stands"),
            ("/tills/é", "`é` is not allowed where it stands"),
            ("/tills/%4", "two hexadecimal digits should follow each `%`"),
            ("/tills/%zz", "two hexadecimal digits should follow each `%`"),
            ("http://[1:2]/", "what stands in its brackets is no IPv6 address"),
            ("a#b#c", "`#` is not allowed where it stands"),
            ("4:a", "`4` is not allowed where it stands"),
            ("a\\b", "`\\` is not allowed where it stands"),
        ] {
            assert_eq!(reference(text).err().as_deref(), Some(told), "{text}");
            assert!(!is_plain(text), "{text}");
        }
    }
}
