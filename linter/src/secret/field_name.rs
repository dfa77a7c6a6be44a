//! Fields that are called like a secret.

use super::{
    SecretKind,
    credentials::is_masked,
    detector::{Hits, end_of_run},
};

/// Names in lower case, without separators, sorted.
pub(super) const NAMES: &[&str] = &[
    "accesstoken",
    "accountkey",
    "apikey",
    "authorization",
    "authtoken",
    "awssecretaccesskey",
    "awssessiontoken",
    "bearer",
    "bearertoken",
    "clientsecret",
    "cookie",
    "credentials",
    "csr",
    "idtoken",
    "jwt",
    "keyder",
    "keypem",
    "nkeyseed",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "proxyauthorization",
    "refreshtoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "seed",
    "sessiontoken",
    "setcookie",
    "sharedaccesskey",
    "svid",
    "token",
    "witsvidkey",
    "x509svidkey",
    "xapikey",
];

/// The longest name, with separators.
const LONGEST: usize = 32;

/// Whether a name is that of a secret, in any case and with any separators.
/// Names that only begin or end so, such as `token_id` and `key_id`, are not.
pub(super) fn is_secret(name: &str) -> bool {
    if name.len() > LONGEST || name.len() < 3 {
        return false;
    }
    let mut folded = [0; LONGEST];
    let mut length = 0;
    for byte in name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b'.' | b' ')) {
        if let Some(place) = folded.get_mut(length) {
            *place = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    let folded = folded.get(..length).unwrap_or_default();
    NAMES.binary_search_by(|name| name.as_bytes().cmp(folded)).is_ok()
}

/// Words that name a secret in a sentence too. Others, such as `token`, stand before
/// a colon in all kinds of messages.
pub(super) const IN_SENTENCES: [&str; 3] = ["password", "passwd", "passphrase"];

fn is_secret_in_sentences(name: &str) -> bool {
    IN_SENTENCES.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether the value of such a field can be a secret.
pub(super) fn is_value(value: &str) -> bool {
    !value.trim().is_empty() && !is_masked(value)
}

/// Finds values of such fields in texts that are no JSON, or not whole: behind
/// a quoted name and a colon, behind a name and `=`, and behind `password: `.
pub(super) fn find(text: &str, hits: &mut Hits) {
    let bytes = text.as_bytes();
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let mut name_end = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | b'=' | b':'))
    {
        if matches!(byte, b'=' | b':') {
            let start = start_of_word(bytes, at);
            let is_name = if *byte == b'=' { is_secret } else { is_secret_in_sentences };
            if at < name_end || !text.get(start..at).is_some_and(is_name) {
                continue;
            }
            let value = match byte {
                b'=' => at + 1,
                _ => end_of_run(text, at + 1, |byte| is_space(byte) || matches!(byte, b'"' | b'\'')),
            };
            let end = end_of_run(text, value, |byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'&' | b';' | b',' | b'"' | b'\'' | b')')
            });
            let range = value..end;
            let value = text.get(range.clone()).unwrap_or_default();
            let has_digit = value.len() >= 6 && value.bytes().any(|byte| byte.is_ascii_digit());
            if has_digit && is_value(value) {
                hits.push(SecretKind::SecretField, range);
            }
            name_end = end;
            continue;
        }
        // The quotation mark may end a name.
        let colon = end_of_run(text, at + 1, is_space);
        let is_name_end = at >= name_end && bytes.get(colon) == Some(&b':');
        let before =
            at - bytes.get(..at).map_or(0, |head| head.iter().rev().take_while(|b| **b == b'\\').count());
        let start = start_of_word(bytes, before);
        if !is_name_end || !text.get(start..before).is_some_and(is_secret) {
            continue;
        }
        let open = end_of_run(text, colon + 1, |byte| is_space(byte) || byte == b'\\' || byte == b'[');
        let Some(quote @ (b'"' | b'\'')) = bytes.get(open) else { continue };
        let end = end_of_text(bytes, open + 1, *quote, at > before);
        if text.get(open + 1..end).is_some_and(is_value) {
            hits.push(SecretKind::SecretField, open + 1..end);
        }
        name_end = end;
    }
}

fn start_of_word(bytes: &[u8], end: usize) -> usize {
    let word = bytes.get(..end).unwrap_or_default();
    let belongs = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    end - word.iter().rev().take(LONGEST + 1).take_while(belongs).count()
}

/// The end of a quoted text. In a text that is itself quoted, the quotation
/// marks have a backslash.
fn end_of_text(bytes: &[u8], start: usize, quote: u8, quoted: bool) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted && bytes.get(at + 1) == Some(&quote) => return at,
            b'\\' => at += 2,
            _ if *byte == quote => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| name.len() <= LONGEST));
        for name in ["password", "PassWord", "private_key", "Private-Key", "x509.svid.key", "X509SvidKey"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["token_id", "key_id", "token_sha256", "passwords", "svid_type", "", "to", "tökén"] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn broken_texts_have_fields_too() {
        for (text, value) in [
            (r#"{"a": nul, "password": "hun\"ter2", "b": "c"}"#, r#"hun\"ter2"#),
            (r#"config {\"pass_word\":\"hunter2\"} refused"#, "hunter2"),
            (r#"{'token' : 'hunter2'"#, "hunter2"),
            (r#"{"token":"hunter"#, "hunter"),
            ("open a?token=hunter2&b", "hunter2"),
            ("login failed, Password: hunter2, 3 attempts", "hunter2"),
            ("passphrase:'hunter2'", "hunter2"),
        ] {
            let mut hits = Hits::default();
            find(text, &mut hits);
            let found: Vec<&str> = hits.iter().map(|(_, range)| &text[range.clone()]).collect();
            assert_eq!(found, [value], "{text}");
        }
        for text in [
            r#"{"token":1}"#,
            r#"{"a":"password"}"#,
            "token=none",
            r#"{"token":""}"#,
            r#""token":"***""#,
            "\"token\":",
            "wrong password: too short",
            "password:",
            "unexpected token: hunter2",
        ] {
            let mut hits = Hits::default();
            find(text, &mut hits);
            assert!(hits.is_empty(), "{text}");
        }
    }
}
