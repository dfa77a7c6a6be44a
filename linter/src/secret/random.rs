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
    for run in runs(text, |byte| is_base64(byte) || byte == b'=').filter(|run| run.len() >= shortest) {
        let bytes = text.as_bytes().get(run.clone()).unwrap_or_default();
        let has = |of: fn(&u8) -> bool| bytes.iter().any(of);
        let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
        if is_mixed && !is_digest(text, &run) && entropy(bytes) > thresholds.secret_entropy {
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

/// Digests as web pages write them: `sha256-` and Base64.
fn is_digest(text: &str, run: &Range<usize>) -> bool {
    let word = text.get(run.clone()).unwrap_or_default();
    let before = text.get(..run.start).unwrap_or_default();
    ["sha256", "sha384", "sha512"].iter().any(|name| {
        word.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
            || before.strip_suffix([':', '@']).is_some_and(|before| before.ends_with(name))
    })
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
        assert_eq!(found(&format!("sha256-{word}")), 0);
        assert_eq!(found(&characters("a", alphabet, 31)), 0);
        for text in [
            "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "0195a0b1-c2d3-4e5f-8091-000000000001",
            "ghcr.io/wasmcloud/Messaging-Nats:0.23.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "the host NaDaV could not be reached at 12:00 and was given up after 3 attempts",
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
