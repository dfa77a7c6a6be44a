//! Seeds of nkeys: `S`, the kind of the key, 32 bytes and a checksum, in Base32.

use super::{
    SecretKind,
    detector::{Hits, runs},
};

/// How many characters a seed has.
const LENGTH: usize = 58;
/// How many bytes these are, with the checksum.
const BYTES: usize = LENGTH * 5 / 8;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Finds seeds whose checksum is right.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for run in runs(text, |byte| value_of(byte).is_some()).filter(|run| run.len() >= LENGTH) {
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

/// What each byte is as a digit.
const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut value = 0_u8;
    while value < 32 {
        digits[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    digits
};
const NO_DIGIT: u8 = 32;

fn value_of(byte: u8) -> Option<u8> {
    DIGITS.get(usize::from(byte)).copied().filter(|value| *value != NO_DIGIT)
}

fn decode(text: &str) -> Option<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    let mut free = bytes.iter_mut();
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        buffer = ((buffer << 5) | u32::from(value_of(byte)?)) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *free.next()? = u8::try_from((buffer >> bits) & 0xff).ok()?;
        }
    }
    Some(bytes)
}

/// What one byte makes of the checksum. A text may look like a seed at every
/// place, so that this must be fast.
const SUMS: [u16; 256] = {
    let mut sums = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 };
            bit += 1;
        }
        sums[byte] = sum;
        byte += 1;
    }
    sums
};

/// CRC-16 as XMODEM has it.
pub(super) fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum: u16, byte| {
        let [high, _] = sum.to_be_bytes();
        (sum << 8) ^ SUMS.get(usize::from(high ^ byte)).copied().unwrap_or_default()
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
    fn the_checksum_is_that_of_xmodem() {
        assert_eq!(checksum(b"123456789"), 0x31c3);
    }

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
        let begin = std::time::Instant::now();
        assert_eq!(found(&"SA".repeat(500_000)), 0);
        assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    }
}
