//! Texts that look random.

use std::ops::Range;

use super::{
    SecretKind,
    detector::{Hits, is_base64, runs},
};
use crate::settings::Thresholds;

/// Words that are shorter are never looked at, whatever the thresholds are.
pub(super) const SHORTEST: usize = 20;

/// Fields in which public texts look random: identifiers, digests, public keys
/// (`x`, `y` and `n` of a JSON web key), signatures and traces.
const PUBLIC: &[&str] = &[
    "x",
    "y",
    "n",
    "id",
    "ids",
    "sha256",
    "sha384",
    "sha512",
    "hash",
    "digest",
    "fingerprint",
    "thumbprint",
    "etag",
    "serial",
    "kid",
    "x5t",
    "signature",
    "dssematerial",
    "traceparent",
    "tracestate",
    "checksum",
    "subject",
    "issuer",
];

/// Finds words in which characters are spread as if by chance. Digests, UUIDs
/// and public nkeys have no letters of both cases.
pub(super) fn find(text: &str, thresholds: &Thresholds, hits: &mut Hits) {
    let shortest = thresholds.secret_length.max(SHORTEST);
    let public_keys = public_keys(text);
    let is_public_key = |run: &Range<usize>| {
        let next = public_keys.partition_point(|key| key.end <= run.start);
        public_keys.get(next).is_some_and(|key| key.start <= run.start)
    };
    for run in runs(text, |byte| is_base64(byte) || byte == b'=').filter(|run| run.len() >= shortest) {
        let bytes = text.as_bytes().get(run.clone()).unwrap_or_default();
        let has = |of: fn(&u8) -> bool| bytes.iter().any(of);
        let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
        let is_known = || is_digest(text, &run) || is_public_key(&run) || is_resource(text, &run);
        if is_mixed && entropy(bytes) > thresholds.secret_entropy && !is_known() && !is_path(bytes) {
            hits.push(SecretKind::RandomText, run);
        }
    }
}

/// Whether the texts of a field are random and public.
pub(super) fn is_public(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PUBLIC.contains(&name.rsplit(['_', '-', '.']).next().unwrap_or_default())
        || name.contains("public_key")
        || name.contains("publickey")
}

/// Digests as web pages write them, `sha256-` and Base64, and as `ssh` does,
/// `SHA256:` and Base64. Before a public key `ssh` writes of what kind it is.
fn is_digest(text: &str, run: &Range<usize>) -> bool {
    let word = text.get(run.clone()).unwrap_or_default();
    let before = text.as_bytes().get(..run.start).unwrap_or_default();
    let ends_with = |before: &[u8], name: &str| {
        before
            .len()
            .checked_sub(name.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    let is_digest = ["sha1", "sha256", "sha384", "sha512"].iter().any(|name| {
        let begins = word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        (begins && word.get(name.len()..).is_some_and(|rest| rest.starts_with('-')))
            || matches!(before, [before @ .., b':' | b'@'] if ends_with(before, name))
    });
    let is_ssh = word.starts_with("AAAA")
        && [
            "ssh-rsa ",
            "ssh-dss ",
            "ssh-ed25519 ",
            "ecdsa-sha2-nistp256 ",
            "ecdsa-sha2-nistp384 ",
            "ecdsa-sha2-nistp521 ",
        ]
        .iter()
        .any(|name| ends_with(before, name));
    is_digest || is_ssh
}

/// Where public keys stand in frames.
fn public_keys(text: &str) -> Vec<Range<usize>> {
    let mut keys = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("-----BEGIN ")).map(|start| at + start) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find("-----END ").unwrap_or(rest.len());
        let label = rest.split("-----").nth(1).unwrap_or_default();
        at = start + length.max(1);
        if label.contains("PUBLIC KEY") && length < rest.len() {
            keys.push(start..at);
        }
    }
    keys
}

/// Names of resources of Amazon Web Services begin so, and have colons.
fn is_resource(text: &str, run: &Range<usize>) -> bool {
    let before = text.as_bytes().get(..run.start).unwrap_or_default();
    let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'/');
    let length = before.iter().rev().take(256).take_while(is_of_name).count();
    before.get(before.len() - length..).is_some_and(|name| name.starts_with(b"arn:"))
}

/// Whether a `/` stands between words, and is not a character of Base64.
fn is_path(run: &[u8]) -> bool {
    run.contains(&b'/') && run.split(|byte| *byte == b'/').all(is_word)
}

/// In words few letters stand beside one of another kind.
fn is_word(part: &[u8]) -> bool {
    let kind = |byte: u8| match byte {
        b'A'..=b'Z' => 0,
        b'a'..=b'z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let has = |wanted: u8| part.iter().any(|byte| kind(*byte) == wanted);
    let is_change = |pair: &&[u8]| match **pair {
        [before, after] => {
            kind(before) < 3
                && kind(after) < 3
                && kind(before) != kind(after)
                && (kind(before), kind(after)) != (0, 1)
        }
        _ => false,
    };
    !(has(0) && has(1) && has(2)) || part.windows(2).filter(is_change).count() <= part.len() / 4 + 1
}

/// Bits a character, by how often each one stands there (Shannon).
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let length = bytes.len() as f64;
    let shares = counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / length);
    -shares.map(|share| share * share.log2()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::{super::sample::characters, *};

    fn found(text: &str) -> usize {
        let mut hits = Hits::default();
        find(text, &Thresholds::default(), &mut hits);
        hits.iter().count()
    }

    #[test]
    fn words_by_chance_are_told_from_others() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let word = characters("a", alphabet, 48);
        assert_eq!(found(&format!("got {word}, no")), 1);
        let path = format!("{}/{}", &word[..24], &word[24..]);
        assert_eq!(found(&path), 1);
        for text in [
            format!("sha256-{word}"),
            format!("sha1-{word}="),
            format!("SHA256:{word}"),
            format!("key ssh-ed25519 AAAA{word} alice"),
            format!("-----BEGIN {label}-----\n{word}\n-----END {label}-----", label = "PUBLIC KEY"),
            format!("arn:aws:iam::123456789012:role/{word}"),
        ] {
            assert_eq!(found(&text), 0, "{text}");
        }
        assert_eq!(found(&format!("a -----BEGIN A-----\n-----END A----- {word}")), 1);
        assert_eq!(found(&characters("a", alphabet, 31)), 0);
        for text in [
            "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "0195a0b1-c2d3-4e5f-8091-000000000001",
            "ghcr.io/wasmcloud/Messaging-Nats:0.23.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "the host NaDaV could not be reached at 12:00 and was given up after 3 attempts",
            "/Users/Build7/Projects/OrderService/target/Release2/libWorkflowQJX.so",
            "AaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAa1",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }

    #[test]
    fn public_fields_are_known_by_their_last_word() {
        for name in ["id", "key_id", "fingerprint_sha256", "public_key_sha256", "serial", "traceparent"] {
            assert!(is_public(name), "{name}");
        }
        for name in ["paid", "note", "identity", ""] {
            assert!(!is_public(name), "{name}");
        }
    }
}
