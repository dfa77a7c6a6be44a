//! Fields that are called like a secret.

use std::ops::Range;

use super::{
    SecretKind,
    credentials::is_masked,
    detector::{Hits, end_of_run},
};

/// Names in lower case, without separators, sorted.
pub(super) const NAMES: &[&str] = &[
    "accesskey",
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
    "connectionstring",
    "cookie",
    "credential",
    "credentials",
    "creds",
    "csr",
    "encryptionkey",
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
    "psk",
    "pwd",
    "refreshtoken",
    "sastoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "seed",
    "sessiontoken",
    "setcookie",
    "sharedaccesskey",
    "signingkey",
    "svid",
    "token",
    "witsvidkey",
    "x509svidkey",
    "xapikey",
];

/// How other names of secrets end, in the same form.
const ENDINGS: &[&str] = &["password", "passwd", "pwd", "seed", "secret", "privatekey", "jwt", "token"];

/// Names that end so, and say how far a reader has come.
const POSITIONS: &[&str] =
    &["continuationtoken", "nextpagetoken", "nexttoken", "pagetoken", "resumetoken", "synctoken"];

/// What values say of a secret without being one. Sorted.
const STATES: &[&str] = &[
    "absent",
    "accepted",
    "denied",
    "disabled",
    "empty",
    "enabled",
    "expired",
    "false",
    "granted",
    "hidden",
    "invalid",
    "issued",
    "masked",
    "missing",
    "n/a",
    "nil",
    "none",
    "null",
    "off",
    "omitted",
    "on",
    "optional",
    "pending",
    "present",
    "redacted",
    "rejected",
    "removed",
    "required",
    "revoked",
    "rotated",
    "set",
    "string",
    "true",
    "unchanged",
    "undefined",
    "unknown",
    "unset",
    "valid",
];

/// The longest name, with separators.
const LONGEST: usize = 64;

/// Whether a name is that of a secret, in any case and with any separators.
/// Names that only begin so, such as `token_id` and `password_sha256`, are not.
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
        || (ends_with(folded, ENDINGS) && !ends_with(folded, POSITIONS))
}

/// Whether the last bytes of a name may be those of a secret.
pub(super) fn may_end(name: &[u8]) -> bool {
    let Some(last) = name.last_chunk::<4>() else { return false };
    matches!(
        &last.map(|byte| byte | 0x20),
        b"word"
            | b"sswd"
            | b"seed"
            | b"cret"
            | b"oken"
            | [_, b'p', b'w', b'd']
            | [_, b'j', b'w', b't']
            | [_, b'k', b'e', b'y']
    )
}

fn ends_with(folded: &[u8], endings: &[&str]) -> bool {
    endings.iter().any(|ending| folded.ends_with(ending.as_bytes()))
}

/// Words that name a secret in a sentence too. Others, such as `token`, stand before
/// a colon in all kinds of messages.
pub(super) const IN_SENTENCES: [&str; 3] = ["password", "passwd", "passphrase"];

fn is_secret_in_sentences(name: &str) -> bool {
    IN_SENTENCES.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether the value of such a field can be a secret.
pub(super) fn is_value(value: &str) -> bool {
    let value = value.trim();
    !(value.is_empty()
        || is_masked(value)
        || is_state(value)
        || is_reference(value)
        || value.ends_with("EXAMPLE")
        || value.ends_with("EXAMPLEKEY"))
}

/// Whether the value of a field of some name can be a secret. Names of objects
/// that hold secrets are none, nor are numbers from which others are drawn.
pub(super) fn is_value_of(name: &str, value: &str) -> bool {
    let folded: String = name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let may_be_object = ["secret", "credentials", "credential", "creds", "token"];
    let is_none = (may_be_object.iter().any(|ending| folded.ends_with(ending)) && is_object_name(value))
        || (folded.ends_with("seed") && value.len() < 20 && value.bytes().all(|byte| byte.is_ascii_digit()))
        || (folded.ends_with("cookie") && is_state(value.trim_end_matches(|c: char| c.is_ascii_digit())));
    is_value(value) && !is_none
}

/// Words that say whether there is a secret, what has become of it, or that
/// there is to be one.
fn is_state(value: &str) -> bool {
    STATES.binary_search(&value.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether a value only says where a secret is kept: a path of plain words, or
/// a URL without a user and a query.
fn is_reference(value: &str) -> bool {
    if value.starts_with("arn:") {
        return true;
    }
    if let Some((scheme, rest)) = value.split_once("://") {
        let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'+' | b'-'));
        return is_scheme && !scheme.is_empty() && !rest.contains(['@', '?', ' ', '=', ';']);
    }
    let path = value.strip_prefix('/').unwrap_or(value);
    path.contains('/') && path.split('/').all(|part| part.split(['-', '.', '_']).all(is_plain_word))
}

/// Whether a value is a name as Kubernetes has them: words and dashes.
fn is_object_name(value: &str) -> bool {
    value.contains('-')
        && value.len() < 64
        && value.split('-').all(is_plain_word)
        && value.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Letters in lower case, and a short number behind them.
fn is_plain_word(word: &str) -> bool {
    let letters = word.trim_end_matches(|last: char| last.is_ascii_digit());
    !word.is_empty()
        && word.len() - letters.len() <= 4
        && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Finds values of such fields in texts that are no JSON, or not whole: behind
/// a quoted name and a colon, behind a name and `=`, and behind `password: `.
pub(super) fn find(text: &str, hits: &mut Hits) {
    let bytes = text.as_bytes();
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let mut name_end = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | b'=' | b':'))
    {
        if *byte == b':'
            && at >= name_end
            && let Some(range) = after_colon(text, at)
        {
            name_end = range.end;
            hits.push(SecretKind::SecretField, range);
            continue;
        }
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
            let end = end_of_run(text, value, is_of_value);
            let range = value..end;
            let value = text.get(range.clone()).unwrap_or_default();
            let name = text.get(start..at).unwrap_or_default();
            if is_no_word(value) && is_value_of(name, value) {
                hits.push(SecretKind::SecretField, range);
            }
            name_end = end;
            continue;
        }
        // The quotation mark may end a name.
        let colon = end_of_run(text, at + 1, is_space);
        let is_name_end = at >= name_end && bytes.get(colon) == Some(&b':');
        let before = at - escapes_before(bytes, at);
        let start = start_of_word(bytes, before);
        if !is_name_end || !text.get(start..before).is_some_and(is_secret) {
            continue;
        }
        let open = end_of_run(text, colon + 1, |byte| is_space(byte) || byte == b'\\' || byte == b'[');
        let Some(quote @ (b'"' | b'\'')) = bytes.get(open) else { continue };
        let end = end_of_text(bytes, open + 1, *quote, escapes_before(bytes, open));
        let name = text.get(start..before).unwrap_or_default();
        if text.get(open + 1..end).is_some_and(|value| is_value_of(name, value)) {
            hits.push(SecretKind::SecretField, open + 1..end);
        }
        name_end = end;
    }
}

/// The value behind a name and a colon at an offset, as in YAML and in logs:
/// only where a line or a list begins with the name.
fn after_colon(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    if !matches!(bytes.get(at + 1), Some(b' ' | b'\t')) {
        return None;
    }
    let start = start_of_word(bytes, at);
    let name = text.get(start..at).filter(|name| is_secret(name.trim_start_matches('-')))?;
    let before =
        bytes.get(..start)?.iter().rev().take(LONGEST).find(|byte| !matches!(byte, b' ' | b'\t' | b'-'));
    if !matches!(before, None | Some(b'\n' | b'\r' | b',' | b';' | b'{')) {
        return None;
    }
    let open = end_of_run(text, at + 1, |byte| matches!(byte, b' ' | b'\t'));
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(open) {
        let end = end_of_text(bytes, open + 1, *quote, escapes_before(bytes, open));
        let value = text.get(open + 1..end)?;
        return is_value_of(name, value).then_some(open + 1..end);
    }
    let end = end_of_run(text, open, is_of_value);
    let value = text.get(open..end)?;
    (is_no_word(value) && is_value_of(name, value)).then_some(open..end)
}

fn is_of_value(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'&' | b';' | b',' | b'"' | b'\'' | b')')
}

/// Words of a sentence have no digits.
fn is_no_word(value: &str) -> bool {
    value.len() >= 6 && value.bytes().any(|byte| byte.is_ascii_digit())
}

fn start_of_word(bytes: &[u8], end: usize) -> usize {
    let word = bytes.get(..end).unwrap_or_default();
    let belongs = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    end - word.iter().rev().take(LONGEST + 1).take_while(belongs).count()
}

/// The end of a quoted text. In a text that is itself quoted, the quotation marks
/// have backslashes: `escapes` of them stand before the one that opens it. Within
/// the text, one has more.
fn end_of_text(bytes: &[u8], start: usize, quote: u8, escapes: usize) -> usize {
    let mut run = 0;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        if *byte == quote && run % (2 * (escapes + 1)) == escapes {
            return at - escapes;
        }
        run = if *byte == b'\\' { run + 1 } else { 0 };
    }
    bytes.len()
}

/// How many backslashes stand before an offset.
fn escapes_before(bytes: &[u8], at: usize) -> usize {
    bytes.get(..at).map_or(0, |head| head.iter().rev().take_while(|byte| **byte == b'\\').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        assert!(NAMES.is_sorted() && STATES.is_sorted());
        assert!(NAMES.iter().all(|name| name.len() <= LONGEST));
        for name in ["password", "PassWord", "private_key", "Private-Key", "x509.svid.key", "X509SvidKey"] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "DB_PASSWORD",
            "dbPassword",
            "redis-pwd",
            "user_jwt",
            "tls.private-key",
            "psk",
            "a_token",
            "connection_string",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "token_id",
            "key_id",
            "token_sha256",
            "passwords",
            "svid_type",
            "",
            "to",
            "tökén",
            "next_page_token",
            "nextPageToken",
            "continuation_token",
            "resume-token",
            "page_token",
            "password_sha256",
            "public_key",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn some_values_are_no_secrets() {
        for value in [
            "null",
            "false",
            "None",
            "enabled",
            "pending",
            "string",
            "spiffe://a/b",
            "default/nats-creds",
            "vault:///path/to",
            "<redacted by op>",
            "${PASSWORD}",
            "$PASSWORD2026",
            "{{ password }}",
            "%DB_PASSWORD%",
            "projects/p1/secrets/s2/versions/3",
            "/run/secrets/db-password",
            " ",
        ] {
            assert!(!is_value(value), "{value}");
        }
        for value in [
            "hunter2",
            "nulls",
            "ab/cd9efgh",
            "Ab/cd",
            "spiffe://a:b@c/d",
            "https://a/b?sig=1",
            "$Passw0rd!",
            "a b",
            "nats-creds",
            "42",
            "0195a0b1-c2d3-4e5f-8091-000000000001",
        ] {
            assert!(is_value(value), "{value}");
        }
        for (name, value) in
            [("pull_secret", "nats-creds"), ("token", "a-b2"), ("Seed", "42"), ("cookie", "accepted1")]
        {
            assert!(!is_value_of(name, value), "{name}");
        }
        for (name, value) in [
            ("password", "nats-creds"),
            ("seed", "a-b"),
            ("private_key", "a-b"),
            ("password", "42"),
            ("token", "a1b2"),
        ] {
            assert!(is_value_of(name, value), "{name}");
        }
    }

    #[test]
    fn broken_texts_have_fields_too() {
        for (text, value) in [
            (r#"{"a": nul, "password": "hun\"ter2", "b": "c"}"#, r#"hun\"ter2"#),
            (r#"config {\"pass_word\":\"hunter2\"} refused"#, "hunter2"),
            (r#"{'token' : 'hunter2'"#, "hunter2"),
            (r#"\\\"token\\\":\\\"a \\\\\\\"hunter2\\\"}"#, r#"a \\\\\\\"hunter2"#),
            (r#"{"token":"hunter"#, "hunter"),
            ("user: a\n  - password: hunter2\nb: c", "hunter2"),
            ("it said user: a, password: \"hunter\"", "hunter"),
            ("password: hunter2, and more", "hunter2"),
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
            "password=${DB_PASSWORD_2} password=$PASSWORD2026",
            "token=<your-token-1>",
            "secret=projects/p1/secrets/s2/versions/3",
            "password: required",
            "token: unexpected end",
            "cookie=accepted1, seed=1234567",
            "{'token': 'required'}",
            r#"{"password": "string"}"#,
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
