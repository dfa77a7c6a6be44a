//! Names of people in attributes: addresses of e-mail, and users in URLs.

use super::{
    SecretKind,
    credentials::user_info,
    detector::{Hits, occurrences},
};

/// Finds them in the value of an attribute.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for at in occurrences(text, "://") {
        if let Some(range) = user_info(text, at + "://".len()) {
            hits.push(SecretKind::PersonalData, range);
        }
    }
    for (at, _) in text.match_indices('@') {
        let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(byte);
        let bytes = text.as_bytes();
        let before = bytes.get(..at).unwrap_or_default().iter().rev().take(65).take_while(is_local).count();
        let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let domain = bytes.get(at + 1..).unwrap_or_default();
        let length = domain.iter().take(255).take_while(is_domain).count();
        let domain = text.get(at + 1..at + 1 + length).unwrap_or_default().trim_end_matches('.');
        let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
        let is_name = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
        let local = text.get(at - before..at).unwrap_or_default();
        if (1..=64).contains(&before) && is_name && !is_other(text, local, domain) {
            hits.push(SecretKind::PersonalData, at - before..at + 1 + domain.len());
        }
    }
}

/// Whether it only looks like an address: the user of a server of Git, the
/// version of a package, or the identifier of a mail.
fn is_other(text: &str, local: &str, domain: &str) -> bool {
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let mut labels = domain.split('.');
    let first = labels.next().unwrap_or_default();
    let is_version = is_number(first.strip_prefix('v').unwrap_or(first))
        && (local.contains('/') || labels.next().is_some_and(is_number));
    let is_message =
        text.starts_with('<') && text.ends_with('>') && local.bytes().any(|byte| byte.is_ascii_digit());
    local == "git" || local.ends_with("/git") || is_version || is_message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_versions() {
        let found = |text: &str| {
            let mut hits = Hits::default();
            find(text, &mut hits);
            hits.iter().map(|(_, range)| text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("mailto:alice.b+c@mail.example.com."), ["alice.b+c@mail.example.com"]);
        assert_eq!(found("nats://alice@localhost:4222"), ["alice"]);
        assert_eq!(found("alice@163.example"), ["alice@163.example"]);
        for text in [
            "a@1.0.2",
            "@example.com",
            "image@sha256:00",
            "a@b",
            "@",
            "é@",
            "git@github.com:a/b",
            "oci://ghcr.io/x@v1.com",
            "npm/@scope/pkg@1.0.beta",
            "<20260204.1234@mail.example.com>",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
