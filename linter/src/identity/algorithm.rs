//! Algorithms that do not prove an identity.

/// No name of an algorithm is longer.
const LONGEST: usize = 64;

/// RSA keys that are shorter are broken or will be soon (NIST SP 800-131A).
const SHORTEST_RSA_KEY: u32 = 2048;

/// Why an algorithm for keys or signatures is weak, as the end of a sentence;
/// `None` if it is not, or if nobody knows it. Case, hyphens and the like do not
/// count.
pub(crate) fn weakness(name: &str) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let digits_after = |start: &str| {
        let digits = name.strip_prefix(start)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
    };
    if name == "none" {
        return Some("nothing is signed");
    }
    if name.starts_with("hmac") || digits_after("hs").is_some_and(|digits| !digits.is_empty()) {
        return Some("whoever can check such a token can also make one");
    }
    if ["md2", "md4", "md5"].iter().any(|digest| name.contains(digest)) {
        return Some("MD5 and its predecessors are broken");
    }
    if name == "rs1" || is_sha1(&name) {
        return Some("SHA-1 is broken");
    }
    let bits = digits_after("rsa").and_then(|digits| digits.parse::<u32>().ok());
    bits.is_some_and(|bits| bits < SHORTEST_RSA_KEY).then_some("RSA keys have at least 2048 bits")
}

/// `sha1`, with whatever stands around it, but not the beginning of another number.
fn is_sha1(name: &str) -> bool {
    name.match_indices("sha1").any(|(at, found)| {
        name.get(at + found.len()..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::weakness;

    #[test]
    fn weak_algorithms_are_known_by_any_name() {
        for name in [
            "none",
            "None",
            "HS256",
            "hs512",
            "HMAC-SHA256",
            "rsa-1024",
            "RSA_512",
            "rsa 2047",
            "RSA-1",
            "SHA1",
            "sha-1",
            "sha1WithRSAEncryption",
            "ecdsa-with-SHA1",
            "RS1",
            "md5WithRSAEncryption",
        ] {
            assert!(weakness(name).is_some(), "{name}");
        }
    }

    #[test]
    fn others_are_not_weak() {
        for name in [
            "",
            "ec-p256",
            "ed25519",
            "rsa",
            "rsa-2048",
            "rsa-4096",
            "rsa-99999999999999999999",
            "RS256",
            "RS512",
            "PS384",
            "ES256",
            "EdDSA",
            "HS",
            "hsm",
            "sha256WithRSAEncryption",
            "sha-512",
            "sha1024",
            "rsapkcs1-sha256",
            "nonesuch",
            "ключ",
            &"sha1".repeat(100),
        ] {
            assert_eq!(weakness(name), None, "{name}");
        }
    }
}
