//! Credentials as HTTP and URLs carry them.

use std::ops::Range;

use super::{
    SecretKind,
    detector::{Hits, continues_word, end_of_run, occurrences},
    encoding::base64,
};

/// The shortest credential behind `Bearer`.
const SHORTEST: usize = 20;
/// Credentials that are longer have no letters of both cases, if they are
/// hexadecimal.
const LONG: usize = 32;
/// No user and password are longer, together.
const LONGEST_PAIR: usize = 512;
/// The shortest pair behind `Basic`.
const SHORTEST_PAIR: usize = 12;

/// Finds them in a text.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for scheme in ["bearer", "basic"] {
        for at in occurrences(text, scheme).filter(|at| !continues_word(text, *at)) {
            let space = at + scheme.len();
            let start = end_of_run(text, space, |byte| byte == b' ' || byte == b'\t');
            let end = end_of_run(text, start, is_token);
            let Some(credential) = text.get(start..end).filter(|_| start > space) else { continue };
            let is_one = if scheme == "basic" { is_pair(credential) } else { is_random(credential) };
            if is_one {
                hits.push(SecretKind::HttpCredentials, start..end);
            }
        }
    }
    for at in occurrences(text, "://") {
        let start = at + "://".len();
        if let Some(range) = user_info(text, start).or_else(|| with_slash(text, start)) {
            let has_password = text
                .get(range.clone())
                .and_then(|pair| pair.split_once(':'))
                .is_some_and(|(user, password)| !is_masked(password) && !is_template(user, password));
            if has_password {
                hits.push(SecretKind::UrlCredentials, range);
            }
        }
    }
    // Drivers of databases write the protocol behind the user.
    for protocol in ["@tcp(", "@unix("] {
        for (at, _) in text.match_indices(protocol) {
            let before = text.as_bytes().get(..at).unwrap_or_default();
            let length = before.iter().rev().take(LONGEST_PAIR).take_while(|byte| is_of_pair(**byte)).count();
            let pair = text.get(at - length..at).and_then(|pair| pair.split_once(':'));
            if pair.is_some_and(|(user, password)| !is_masked(password) && !is_template(user, password)) {
                hits.push(SecretKind::UrlCredentials, at - length..at);
            }
        }
    }
}

/// User and password where the password has a `/`, which it may not: what
/// stands behind the colon is no port then, and a host follows.
fn with_slash(text: &str, start: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes().get(start..)?;
    let length = bytes.iter().take(LONGEST_PAIR).take_while(|byte| is_of_pair(**byte)).count();
    let at = bytes.get(..length)?.iter().rposition(|byte| *byte == b'@')?;
    let (user, password) = text.get(start..start + at)?.split_once(':')?;
    let is_port = password.split('/').next()?.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (!user.is_empty() && !user.contains(['.', '/', '?', '#']) && !is_port && is_host)
        .then(|| start..start + at)
}

fn is_of_pair(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\')
}

/// What stands before the `@` of an authority that begins at an offset.
pub(super) fn user_info(text: &str, start: usize) -> Option<Range<usize>> {
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
    if is_variable(value) {
        return true;
    }
    let inner = value.trim_matches(['[', ']', '<', '>', '(', ')', '*']);
    let stars = value.chars().all(|character| matches!(character, '*' | 'x' | 'X' | '•' | '.' | '…'));
    stars
        || (inner != value
            && ["redacted", "hidden", "secret", "removed"].contains(&inner.to_lowercase().as_str()))
        || inner.eq_ignore_ascii_case("redacted")
}

/// Whether a value stands for another: a variable of a shell or a template, or
/// words for those who are to fill it in.
fn is_variable(value: &str) -> bool {
    let is_name = |name: &str| {
        let of_one_case = !name.bytes().any(|byte| byte.is_ascii_lowercase())
            || !name.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        of_one_case
            && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let within = |open: &str, close: &str| {
        value
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.is_empty())
    };
    within("${", "}")
        || within("$(", ")")
        || within("{{", "}}")
        || within("<", ">")
        || value.strip_prefix('$').is_some_and(is_name)
        || value.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).is_some_and(is_name)
}

/// Whether both the user and the password only say what belongs there.
fn is_template(user: &str, password: &str) -> bool {
    ["user", "username", "name", "login"].contains(&user.to_ascii_lowercase().as_str())
        && ["pass", "password", "passwd", "pwd", "secret"].contains(&password.to_ascii_lowercase().as_str())
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}

/// Base64 of a user and a password.
fn is_pair(credential: &str) -> bool {
    credential.len() >= SHORTEST_PAIR
        && base64(credential).and_then(|decoded| String::from_utf8(decoded).ok()).is_some_and(|decoded| {
            decoded.split_once(':').is_some_and(|(_, password)| !is_masked(password))
                && !decoded.chars().any(char::is_control)
        })
}

/// Words of a sentence and names in programs are short, or have no digits.
fn is_random(credential: &str) -> bool {
    let has = |of: fn(&u8) -> bool| credential.bytes().any(|byte| of(&byte));
    let digits = credential.bytes().filter(u8::is_ascii_digit).count();
    let has_both_cases = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let longest =
        credential.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).max().unwrap_or_default();
    (credential.len() >= SHORTEST && digits > 0 && (has_both_cases || digits >= 4))
        || (credential.len() >= LONG && (digits > 0 || (has_both_cases && longest >= SHORTEST)))
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(_, range)| &text[range.clone()]).collect()
    }

    #[test]
    fn schemes_are_followed_by_credentials() {
        assert_eq!(found("got BEARER  abcdefgh012345678901, no"), ["abcdefgh012345678901"]);
        let short = STANDARD.encode("app:hunter2");
        assert_eq!(found(&format!("Basic {short}")), [short.as_str()]);
        let basic = super::super::sample::of("basic", "").unwrap();
        assert_eq!(found(&basic), [&basic["Basic ".len()..]]);
        for text in [
            "bearer",
            "Bearer short1",
            "the bearer authentication.is.required",
            "forbearer abcdefgh012345678901",
            "basic authentication-needed",
            "bearerabcdefgh012345678901",
            "Bearer authentication2fa required now",
            "bearer TokenAuthentication/required",
            "Bearer TokenAuthentication/required/for/everything",
            "Bearer ${ACCESS_TOKEN_OF_THE_ENVIRONMENT_2}",
            "Basic authentication configuration",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn urls_may_carry_a_password() {
        assert_eq!(found("nats://u:p@w@host:4222/x and ws://a:b@c"), ["u:p@w", "a:b"]);
        let password = "ab/cd9efgh";
        assert_eq!(found(&format!("postgres://app:{password}@db/x")), ["app:ab/cd9efgh"]);
        assert_eq!(found("dsn root:hunter2@tcp(127.0.0.1:3306)/x"), ["root:hunter2"]);
        for text in [
            "root@tcp(127.0.0.1)/x",
            "user:password@tcp(db)",
            "a://b:80/@scope/x@1",
            "nats://host:4222/a@b",
            "nats://token@host",
            "a://:***@b",
            "x://u:[redacted]@h",
            "://@",
            "https://user:pass@example.com",
            "http://USER:PASSWORD@host",
            "https://${USER}:${PASS}@host",
            "https://{{user}}:{{password}}@host",
            "https://user:<password>@host",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
