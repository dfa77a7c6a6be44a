//! Serial numbers of certificates.

/// RFC 5280, section 4.1.2.2.
const LONGEST: usize = 20;

/// Checks that a text is the serial number of a certificate: a positive number
/// of at most 20 octets, in hexadecimal digits of lower case, two an octet.
///
/// # Errors
///
/// What is wrong, as the end of a sentence.
pub(crate) fn check_serial_number(text: &str) -> Result<(), String> {
    let reason = if text.is_empty() {
        "it is empty"
    } else if text.contains(':') {
        "it has colons between its digits"
    } else if text.starts_with('-') {
        "it is negative"
    } else if text.starts_with("0x") || text.starts_with("0X") {
        "it begins with `0x`"
    } else if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        "it has something else than hexadecimal digits"
    } else if text.bytes().all(|byte| byte == b'0') {
        "it is zero"
    } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        "it is not in lower case"
    } else if !text.len().is_multiple_of(2) {
        "it has an odd number of digits, and two are an octet"
    } else if text.starts_with("00") {
        "it begins with an octet that is zero"
    } else if text.len() > 2 * LONGEST {
        return Err(format!("it has {} octets, and at most {LONGEST} are allowed", text.len() / 2));
    } else {
        return Ok(());
    };
    Err(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_positive_and_short() {
        for text in ["01", "03e9", "0a", "7fffffff", "80", &"ff".repeat(20)] {
            assert_eq!(check_serial_number(text), Ok(()), "{text}");
        }
        for (text, reason) in [
            ("", "it is empty"),
            ("0", "it is zero"),
            ("0000", "it is zero"),
            (&"00".repeat(30), "it is zero"),
            ("3e9", "it has an odd number of digits, and two are an octet"),
            ("03E9", "it is not in lower case"),
            ("03:e9", "it has colons between its digits"),
            ("0x03e9", "it begins with `0x`"),
            ("-03", "it is negative"),
            ("03 e9", "it has something else than hexadecimal digits"),
            ("٠١", "it has something else than hexadecimal digits"),
            ("00ff", "it begins with an octet that is zero"),
            (&"ff".repeat(21), "it has 21 octets, and at most 20 are allowed"),
        ] {
            assert_eq!(check_serial_number(text), Err(reason.to_owned()), "{text}");
        }
    }
}
