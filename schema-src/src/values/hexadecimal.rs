use lattice_event_model::text_value;

/// Checks that a text is whole bytes in lower case hexadecimal digits.
fn check_bytes(text: &str, at_most: usize) -> Result<(), String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err("it is not in lower case".to_owned());
    }
    if text.contains(':') {
        return Err("it has colons between its digits".to_owned());
    }
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err("it contains something else than hexadecimal digits".to_owned());
    }
    if !text.len().is_multiple_of(2) {
        return Err(format!("it has {} digits, two are a byte", text.len()));
    }
    if text.len() > 2 * at_most {
        return Err(format!("it has {} bytes, at most {at_most} are allowed", text.len() / 2));
    }
    Ok(())
}

text_value! {
    /// The serial number of a certificate: a positive number of at most 20
    /// bytes (RFC 5280, section 4.1.2.2) in lower case hexadecimal digits, two a
    /// byte, without colons and without leading zero bytes.
    pub struct SerialNumber;
    kind: "a serial number";
    check: |text| {
        check_bytes(text, 20)?;
        if text.bytes().all(|byte| byte == b'0') {
            Err("it is zero".to_owned())
        } else if text.starts_with("00") {
            Err("it begins with a zero byte".to_owned())
        } else {
            Ok(())
        }
    };
    strict: { "pattern": "^(0[1-9a-f]|[1-9a-f][0-9a-f])([0-9a-f]{2}){0,19}$" };
    examples: ["03e9"];
}

text_value! {
    /// A SHA-256 digest in 64 lower case hexadecimal digits.
    pub struct Sha256Fingerprint;
    kind: "a SHA-256 fingerprint";
    check: |text| {
        check_bytes(text, 32)?;
        if text.len() == 64 { Ok(()) } else { Err(format!("it has {} digits, a digest has 64", text.len())) }
    };
    strict: { "pattern": "^[0-9a-f]{64}$" };
    examples: ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"];
}

text_value! {
    /// The identifier of a certificate's key (RFC 5280, section 4.2.1.1): at
    /// most 64 bytes in lower case hexadecimal digits, without colons.
    pub struct KeyIdentifier;
    kind: "a key identifier";
    check: |text| check_bytes(text, 64);
    strict: { "pattern": "^([0-9a-f]{2}){1,64}$" };
    examples: ["00112233445566778899aabbccddeeff00112233"];
}
