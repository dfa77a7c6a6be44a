//! Seeds of nkeys: `S`, the kind of the key, 32 bytes and a checksum, in Base32.

use super::{
    SecretKind,
    detector::{Hits, runs},
};

/// How many characters a seed has.
const LENGTH: usize = 58;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Finds seeds whose checksum is right.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for run in runs(text, |byte| ALPHABET.contains(&byte)).filter(|run| run.len() >= LENGTH) {
        for start in run.start..=run.end - LENGTH {
            let range = start..start + LENGTH;
            if text.get(range.clone()).is_some_and(is_seed) {
                hits.push(SecretKind::NkeySeed, range);
            }
        }
    }
}

fn is_seed(text: &str) -> bool {
    let [b'S', b'A' | b'C' | b'M' | b'N' | b'O' | b'U' | b'V' | b'X', ..] = text.as_bytes() else {
        return false;
    };
    decode(text).is_some_and(|bytes| {
        bytes.split_last_chunk::<2>().is_some_and(|(body, sum)| checksum(body) == u16::from_le_bytes(*sum))
    })
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(36);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        buffer = ((buffer << 5) | u32::try_from(digit).ok()?) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// CRC-16 as XMODEM has it.
pub(super) fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 }
        })
    })
}

/// Base32 without padding (RFC 4648, section 6).
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in bytes {
        buffer = ((buffer << 8) | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(digit(buffer >> bits));
        }
    }
    if bits > 0 {
        text.push(digit(buffer << (5 - bits)));
    }
    text
}

fn digit(value: u32) -> char {
    ALPHABET.get((value & 31) as usize).copied().map_or('A', char::from)
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn seeds_are_known_by_their_checksum() {
        let seed = sample::nkey_seed("a");
        assert_eq!(seed.len(), LENGTH);
        let found = |text: &str| {
            let mut hits = Hits::default();
            find(text, &mut hits);
            hits.iter().count()
        };
        assert_eq!(found(&seed), 1);
        assert_eq!(found(&format!("seed={seed}, and {seed}")), 2);
        assert_eq!(found(&format!("ABC{seed}ABC")), 1);
        let wrong = seed.replacen(&seed[20..21], if &seed[20..21] == "A" { "B" } else { "A" }, 1);
        assert_eq!(found(&wrong), 0);
        assert_eq!(found(&"S".repeat(500)), 0);
    }
}
