//! Signed and encrypted objects in the compact form (RFC 7515, section 3.1;
//! RFC 7516, section 3.1).

use serde_json::{Map, Value};

use super::{
    SecretKind,
    detector::{Hits, end_of_run},
    encoding::base64,
};

/// No header is longer.
const LONGEST_HEADER: usize = 64 * 1024;
/// Nor is one that does not begin a word. Texts that begin again and again are
/// not worth more.
const LONGEST_WITHIN: usize = 512;

/// Finds objects whose first part is a header that says how they are signed or
/// encrypted, even if they are cut behind their second part.
pub(super) fn find(text: &str, hits: &mut Hits) {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'=');
    let mut tried_until = 0;
    let mut run = 0..0;
    for start in starts(text) {
        if start < tried_until {
            continue;
        }
        if start >= run.end {
            run = start..end_of_run(text, start, is_part);
        }
        let mut end = run.end;
        let longest = if start == run.start { LONGEST_HEADER } else { LONGEST_WITHIN };
        if text.as_bytes().get(end) != Some(&b'.') || end - start > longest {
            continue;
        }
        let Some(header) = text.get(start..end).and_then(header) else { continue };
        let parts = if header.contains_key("enc") { 5 } else { 3 };
        for _ in 1..parts {
            if text.as_bytes().get(end) == Some(&b'.') {
                end = end_of_run(text, end + 1, is_part);
            }
        }
        hits.push(kind(&header), start..end);
        tried_until = end;
    }
}

/// Where an object may begin, in Base64: `{"`, or `{` and white space.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(3).enumerate().filter_map(|(at, window)| {
        matches!(window, [b'e', b'y', b'J' | b'A' | b'I' | b'C'] | [b'e', b'w', b'o' | b'k' | b'0'])
            .then_some(at)
    })
}

fn header(part: &str) -> Option<Map<String, Value>> {
    let Ok(Value::Object(header)) = serde_json::from_slice(&base64(part)?) else { return None };
    ["alg", "enc"].iter().any(|name| header.contains_key(*name)).then_some(header)
}

fn kind(header: &Map<String, Value>) -> SecretKind {
    let media_type = header.get("typ").and_then(Value::as_str).unwrap_or_default();
    if header.contains_key("enc") {
        SecretKind::EncryptedToken
    } else if media_type.eq_ignore_ascii_case("wit+jwt") {
        SecretKind::WorkloadIdentityToken
    } else {
        SecretKind::JsonWebToken
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn found(text: &str) -> Vec<(SecretKind, &str)> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect()
    }

    fn part(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test]
    fn the_header_says_what_it_is() {
        let body = part(r#"{"sub":"a"}"#);
        for (header, rest, kind) in [
            (r#"{"alg":"ES256"}"#, ".sig-nature_x", SecretKind::JsonWebToken),
            (r#"{ "alg":"none"}"#, ".", SecretKind::JsonWebToken),
            (r#"{"alg":"ES256","typ":"WIT+jwt"}"#, ".s", SecretKind::WorkloadIdentityToken),
            ("{\n\"alg\":\"dir\",\"enc\":\"A128GCM\"}", ".c.d.e", SecretKind::EncryptedToken),
            (r#"{"alg":"ES256"}"#, "", SecretKind::JsonWebToken),
        ] {
            let token = format!("{}.{body}{rest}", part(header));
            assert_eq!(found(&format!("nats: {token}, no")), [(kind, token.as_str())]);
        }
    }

    #[test]
    fn other_texts_with_dots_are_none() {
        for text in ["eyJ.eyJ.x", "keyJar.open", "eyJhIjoxfQ.eyJhIjoxfQ.xxxxxxxxxxxxxxxxx", "ey", "eyJ"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
