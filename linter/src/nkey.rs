//! Public keys as NATS writes them: nkeys.

/// How long a public key is, in characters.
const LENGTH: usize = 56;

/// Letters that say whose a public key is.
const OWNERS: [char; 8] = ['N', 'C', 'O', 'A', 'U', 'X', 'M', 'V'];

/// Whether the checksum of a public key is right; `None` if the text has not
/// the form of one: a letter that says whose it is, and 55 characters of Base32.
///
/// The last two bytes of a key are the CRC-16 (XMODEM) of those before them, the
/// lower byte first.
pub(crate) fn has_right_checksum(text: &str) -> Option<bool> {
    if text.len() != LENGTH || !text.starts_with(OWNERS) {
        return None;
    }
    let bytes = bytes(text)?;
    let (body, checksum) = bytes.split_last_chunk::<2>()?;
    Some(crc16(body) == u16::from_le_bytes(*checksum))
}

/// The bytes of a key; `None` if it is not Base32 (RFC 4648, section 6).
fn bytes(text: &str) -> Option<[u8; LENGTH * 5 / 8]> {
    let mut bytes = [0; LENGTH * 5 / 8];
    let (groups, _) = text.as_bytes().as_chunks::<8>();
    let mut all = 0;
    for (group, place) in groups.iter().zip(bytes.chunks_exact_mut(5)) {
        let mut number = 0_u64;
        for character in group {
            let digit = DIGITS[usize::from(*character)];
            all |= digit;
            number = number << 5 | u64::from(digit);
        }
        place.copy_from_slice(number.to_be_bytes().get(3..)?);
    }
    (all < NONE).then_some(bytes)
}

/// Stands for a character that is no digit of Base32. It has a bit that no digit has.
const NONE: u8 = 32;

const DIGITS: [u8; 256] = {
    let mut digits = [NONE; 256];
    let mut digit = 0;
    while digit < 32 {
        let character = if digit < 26 { b'A' + digit } else { b'2' + digit - 26 };
        digits[character as usize] = digit;
        digit += 1;
    }
    digits
};

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
            assert_eq!(has_right_checksum(key), Some(true), "{key}");
        }
        for at in 1..KEY.len() {
            let mut bytes = KEY.as_bytes().to_vec();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert_eq!(has_right_checksum(&changed), Some(false), "{changed}");
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        let wide = format!("N{}A", "é".repeat(27));
        assert_eq!(wide.len(), LENGTH);
        for text in ["", "N", "wadm", &KEY[1..], &KEY.to_lowercase(), &KEY.replace('L', "1"), &wide] {
            assert_eq!(has_right_checksum(text), None, "{text}");
        }
    }
}
