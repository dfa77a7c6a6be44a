//! Credentials as HTTP and URLs carry them.

use super::{
    SecretKind,
    detector::{Hits, continues_word, end_of_run, occurrences},
    encoding::base64,
};

/// The shortest credential behind `Bearer` or `Basic`.
const SHORTEST: usize = 16;

/// Finds them in a text.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for scheme in ["bearer", "basic"] {
        for at in occurrences(text, scheme).filter(|at| !continues_word(text, *at)) {
            let space = at + scheme.len();
            let start = end_of_run(text, space, |byte| byte == b' ' || byte == b'\t');
            let end = end_of_run(text, start, is_token);
            let Some(credential) = text.get(start..end).filter(|_| start > space) else { continue };
            let is_one = if scheme == "basic" { is_pair(credential) } else { is_random(credential) };
            if end - start >= SHORTEST && is_one {
                hits.push(SecretKind::HttpCredentials, start..end);
            }
        }
    }
    for at in occurrences(text, "://") {
        if let Some(range) = user_info(text, at + "://".len()) {
            let has_password = text
                .get(range.clone())
                .and_then(|pair| pair.split_once(':'))
                .is_some_and(|(_, password)| !is_masked(password));
            if has_password {
                hits.push(SecretKind::UrlCredentials, range);
            }
        }
    }
}

/// What stands before the `@` of an authority that begins at an offset.
pub(super) fn user_info(text: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let rest = text.get(start..)?;
    let ends = |character: char| {
        character.is_whitespace()
            || matches!(character, '/' | '?' | '#' | '"' | '\'' | '<' | '>' | '`' | '\\')
    };
    let authority = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
    let length = authority.rfind('@').filter(|length| *length > 0)?;
    Some(start..start + length)
}

/// Whether somebody has taken a secret away already.
pub(super) fn is_masked(value: &str) -> bool {
    let inner = value.trim_matches(['[', ']', '<', '>', '(', ')', '*']);
    let stars = value.chars().all(|character| matches!(character, '*' | 'x' | 'X' | '•' | '.' | '…'));
    stars
        || (inner != value
            && ["redacted", "hidden", "secret", "removed"].contains(&inner.to_lowercase().as_str()))
        || inner.eq_ignore_ascii_case("redacted")
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}

/// Base64 of a user and a password.
fn is_pair(credential: &str) -> bool {
    base64(credential).is_some_and(|decoded| decoded.contains(&b':'))
}

/// Words of a sentence are in lower case and have no digits.
fn is_random(credential: &str) -> bool {
    credential.bytes().any(|byte| byte.is_ascii_digit())
        || credential.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(_, range)| &text[range.clone()]).collect()
    }

    #[test]
    fn schemes_are_followed_by_credentials() {
        assert_eq!(found("got BEARER  abcdefgh01234567, no"), ["abcdefgh01234567"]);
        let basic = super::super::sample::of("basic", "").unwrap();
        assert_eq!(found(&basic), [&basic["Basic ".len()..]]);
        for text in [
            "bearer",
            "Bearer short1",
            "the bearer authentication.is.required",
            "forbearer abcdefgh01234567",
            "basic authentication-needed",
            "bearerabcdefgh01234567",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn urls_may_carry_a_password() {
        assert_eq!(found("nats://u:p@w@host:4222/x and ws://a:b@c"), ["u:p@w", "a:b"]);
        for text in ["nats://host:4222/a@b", "nats://token@host", "a://:***@b", "x://u:[redacted]@h", "://@"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
