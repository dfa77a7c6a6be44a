//! Private keys and certificates in DER, written in Base64 or hexadecimal.

use std::ops::Range;

use super::{
    SecretKind,
    detector::{Hits, is_base64, runs},
    encoding::{base64, base64_prefix, hexadecimal},
};

/// The shortest private key: one for Ed25519 has 48 bytes.
const SHORTEST: usize = 40;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// Finds them in a text.
pub(super) fn find(text: &str, hits: &mut Hits) {
    // Long values are broken into lines, so that line breaks may stand in them.
    let in_lines = |byte: u8| is_base64(byte) || matches!(byte, b'=' | b'\r' | b'\n');
    // What is decoded at every place at which a key may begin is limited.
    let mut budget = text.len().saturating_mul(4) + 64 * 1024;
    for whole in [true, false] {
        let belongs = |byte: u8| if whole { in_lines(byte) } else { is_base64(byte) || byte == b'=' };
        for run in runs(text, belongs).filter(|run| run.len() * 3 / 4 >= SHORTEST) {
            // A run may be a part of a path, or of an assignment.
            let found = starts(text, &run).find_map(|start| {
                let length = length_in_base64(text.get(start..run.end)?)?;
                let Some(left) = budget.checked_sub(length) else {
                    return Some((SecretKind::EncodedPrivateKey, start));
                };
                budget = left;
                let piece = first_digits(text.get(start..run.end)?, length);
                Some((kind(&base64_prefix(&piece)?)?, start))
            });
            if let Some((kind, start)) = found {
                hits.push(kind, start..run.end);
            }
        }
    }
    for run in runs(text, |byte| byte.is_ascii_hexdigit()).filter(|run| run.len() / 2 >= SHORTEST) {
        let piece = text.get(run.clone()).filter(|piece| piece.starts_with("30"));
        if let Some(kind) = piece.and_then(hexadecimal).as_deref().and_then(kind) {
            hits.push(kind, run);
        }
    }
}

/// Where in a run of Base64 a sequence may begin: with `M`, at its beginning or
/// behind what is no letter and no digit.
fn starts<'t>(text: &'t str, run: &Range<usize>) -> impl Iterator<Item = usize> + 't {
    let first = run.start;
    let bytes = text.as_bytes().get(first..run.end).unwrap_or_default();
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'M').filter_map(move |(at, _)| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|before| !before.is_ascii_alphanumeric()).then_some(first + at)
    })
}

/// How many characters of Base64 a sequence has that begins a text, if all of
/// them are there.
fn length_in_base64(text: &str) -> Option<usize> {
    let head = base64(&first_digits(text, 8))?;
    let (&tag, rest) = head.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (digits, length) = match length {
        0..=0x7f => (0, usize::from(length)),
        0x81..=0x84 => {
            let digits = rest.get(..usize::from(length - 0x80))?;
            (digits.len(), digits.iter().fold(0, |length, digit| (length << 8) | usize::from(*digit)))
        }
        _ => return None,
    };
    let characters = (length + digits + 2).checked_mul(4)?.div_ceil(3);
    (tag == SEQUENCE && characters <= text.len()).then_some(characters)
}

/// The first characters of a text that are no white space.
fn first_digits(text: &str, count: usize) -> String {
    text.chars().filter(|character| !character.is_ascii_whitespace()).take(count).collect()
}

/// What a value in DER is, if it is a private key or a certificate.
pub(super) fn kind(der: &[u8]) -> Option<SecretKind> {
    if der.len() < SHORTEST {
        return None;
    }
    let (SEQUENCE, body, _) = element(der)? else { return None };
    let (first_tag, first, rest) = element(body)?;
    let (second_tag, second, behind) = element(rest)?;
    let is_private_key = match (first_tag, second_tag) {
        // PKCS#8, and PKCS#12 with version 3.
        (INTEGER, SEQUENCE) => {
            let names_algorithm = element(second)?.0 == OBJECT_IDENTIFIER;
            let holds_key = element(behind).is_some_and(|(tag, ..)| tag == OCTET_STRING);
            names_algorithm && ((matches!(first, [0 | 1]) && holds_key) || first == [3])
        }
        // SEC 1.
        (INTEGER, OCTET_STRING) => first == [1],
        // PKCS#1, and the older form of DSA keys.
        (INTEGER, INTEGER) => matches!(first, [0 | 1]) && integers(behind) >= 3,
        // PKCS#8, encrypted.
        (SEQUENCE, OCTET_STRING) => behind.is_empty() && element(first)?.0 == OBJECT_IDENTIFIER,
        (SEQUENCE, SEQUENCE) => {
            let is_signed = element(behind).is_some_and(|(tag, ..)| tag == BIT_STRING)
                && element(second)?.0 == OBJECT_IDENTIFIER;
            return is_signed.then_some(SecretKind::Certificate);
        }
        _ => false,
    };
    is_private_key.then_some(SecretKind::EncodedPrivateKey)
}

fn integers(mut rest: &[u8]) -> usize {
    let mut count = 0;
    while let Some((INTEGER, _, behind)) = element(rest) {
        count += 1;
        rest = behind;
    }
    count
}

/// The first element: its tag, what is in it, and what is behind it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (digits.iter().fold(0, |length, digit| (length << 8) | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (body, behind) = rest.split_at_checked(length)?;
    Some((tag, body, behind))
}

#[cfg(test)]
mod tests {
    use base64::{
        Engine,
        engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE},
    };

    use super::{super::sample, *};

    fn kinds(text: &str) -> Vec<SecretKind> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(kind, _)| *kind).collect()
    }

    #[test]
    fn keys_are_found_in_every_form() {
        for der in sample::private_keys() {
            let standard = STANDARD.encode(&der);
            let mut lines = String::new();
            for line in standard.as_bytes().chunks(64) {
                lines.push_str(std::str::from_utf8(line).unwrap());
                lines.push('\n');
            }
            let hex: String = der.iter().map(|byte| format!("{byte:02X}")).collect();
            for text in [standard, STANDARD_NO_PAD.encode(&der), URL_SAFE.encode(&der), lines, hex] {
                assert_eq!(kinds(&format!("key {text} ")), [SecretKind::EncodedPrivateKey], "{text}");
            }
        }
        let certificate = STANDARD.encode(sample::certificate("x"));
        assert_eq!(kinds(&certificate), [SecretKind::Certificate]);
    }

    #[test]
    fn keys_may_be_parts_of_paths() {
        for der in sample::private_keys() {
            let key = STANDARD.encode(&der);
            for before in ["https://host.example/schemas/", "a/MIIE/x/", "key=", "a-MII_", "a\n"] {
                let text = format!("{before}{key}");
                let mut hits = Hits::default();
                find(&text, &mut hits);
                let found: Vec<_> = hits.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect();
                assert_eq!(found, [(SecretKind::EncodedPrivateKey, key.as_str())], "{text}");
            }
            assert_eq!(kinds(&format!("a/{key}/b.json")), [SecretKind::EncodedPrivateKey]);
        }
    }

    /// What looks like the beginning of a long key again and again is taken for one.
    #[test]
    fn many_beginnings_take_no_time() {
        let begin = std::time::Instant::now();
        let text = "/MIMB".repeat(200_000);
        assert_eq!(kinds(&format!("{text}/")).len(), 1);
        assert!(kinds(&"/MAAA".repeat(200_000)).is_empty());
        assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    }

    #[test]
    fn public_keys_and_other_bytes_are_none() {
        let public = sample::sequence(&[
            sample::sequence(&[sample::element(6, &[1; 9])]),
            sample::element(3, &[7; 60]),
        ]);
        assert_eq!(kinds(&STANDARD.encode(public)), []);
        for bytes in [vec![0x30; 100], vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff], vec![0x30, 0x80, 0, 0]] {
            assert_eq!(kind(&[bytes, vec![0; 60]].concat()), None);
        }
    }
}
