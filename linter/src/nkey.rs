//! Public keys as NATS writes them: nkeys.

/// How long a public key is, in characters.
const LENGTH: usize = 56;

/// Whether a text has the form of a public key: a letter that says whose it is,
/// and 55 characters of Base32.
pub(crate) fn looks_like_public_key(text: &str) -> bool {
    text.len() == LENGTH && text.starts_with(['N', 'C', 'O', 'A', 'U', 'X', 'M', 'V']) && bits(text).is_some()
}

/// Whether the checksum of a key is right. Its last two bytes are the CRC-16
/// (XMODEM) of those before them, the lower byte first.
pub(crate) fn has_right_checksum(key: &str) -> bool {
    let Some((body, checksum)) = bits(key)
        .as_ref()
        .and_then(|bytes| bytes.split_last_chunk::<2>())
        .map(|(body, checksum)| (crc16(body), u16::from_le_bytes(*checksum)))
    else {
        return false;
    };
    body == checksum
}

/// The bytes of a key; `None` if it is not Base32 (RFC 4648, section 6) of its
/// length.
fn bits(text: &str) -> Option<[u8; LENGTH * 5 / 8]> {
    let mut bytes = [0; LENGTH * 5 / 8];
    let (groups, rest) = text.as_bytes().as_chunks::<8>();
    if text.len() != LENGTH || !rest.is_empty() {
        return None;
    }
    for (group, place) in groups.iter().zip(bytes.chunks_exact_mut(5)) {
        let mut number = 0_u64;
        for character in group {
            let digit = match character {
                b'A'..=b'Z' => character - b'A',
                b'2'..=b'7' => character - b'2' + 26,
                _ => return None,
            };
            number = number << 5 | u64::from(digit);
        }
        place.copy_from_slice(number.to_be_bytes().get(3..)?);
    }
    Some(bytes)
}

fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc: u16, byte| {
        let [high, low] = crc.to_be_bytes();
        u16::from(low) << 8 ^ TABLE[usize::from(high ^ byte)]
    })
}

const TABLE: [u16; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut crc = (index as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            bit += 1;
        }
        table[index] = crc;
        index += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";

    #[test]
    fn the_checksum_is_that_of_xmodem() {
        assert_eq!(crc16(b"123456789"), 0x31c3);
        assert_eq!(crc16(b""), 0);
    }

    #[test]
    fn keys_of_hosts_pass_and_changed_ones_do_not() {
        for key in [KEY, "NBB3PBNVW5TGZW6RCBCO7EDURI6R24UVNPVV3TUQNTWACUQU3F27NKWR"] {
            assert!(looks_like_public_key(key) && has_right_checksum(key), "{key}");
        }
        for at in 1..KEY.len() {
            let mut bytes = KEY.as_bytes().to_vec();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(looks_like_public_key(&changed) && !has_right_checksum(&changed), "{changed}");
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in ["", "N", "wadm", &KEY[1..], &KEY.to_lowercase(), &KEY.replace('L', "1")] {
            assert!(!looks_like_public_key(text), "{text}");
            assert!(!has_right_checksum(text), "{text}");
        }
        let wide = format!("N{}", "é".repeat(27)) + "A";
        assert_eq!(wide.len(), LENGTH);
        assert!(!looks_like_public_key(&wide));
    }
}
