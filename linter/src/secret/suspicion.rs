//! Whether it is worth to look at a text. This is asked for every text of every
//! message, so it must cost next to nothing: almost no text holds a secret.
//!
//! First all bytes are classified without a branch, which the compiler does many
//! at a time. Host keys, UUIDs, image references, types and times end there.
//! What has letters of both cases, or unusual characters, is walked once.

use super::{field_name, random};

/// A text with fewer bytes holds nothing but a URL with a password.
const SHORT: usize = 16;
/// Public nkeys have so many characters, and seeds two more.
const PUBLIC_NKEY: usize = 56;
/// Hexadecimal digests in use are shorter, those of SHA-256 and their names
/// included.
const LONG: usize = 64;

/// Whether a text may hold a secret.
pub(crate) fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < SHORT {
        return bytes.contains(&b'@') && bytes.contains(&b':')
            || bytes.contains(&b'=') && has_secret_word(bytes);
    }
    let (mut upper, mut lower, mut mark, mut other) = (0_u8, 0_u8, 0_u8, 0_u8);
    for byte in bytes {
        let is_upper = byte.wrapping_sub(b'A') < 26;
        let is_lower = byte.wrapping_sub(b'a') < 26;
        // From `-` to `:`: digits and what stands in paths, versions and times.
        let is_mark = byte.wrapping_sub(b'-') < 14 || *byte == b'_' || *byte == b'+';
        upper |= u8::from(is_upper && *byte != b'T' && *byte != b'Z');
        lower |= u8::from(is_lower);
        mark |= u8::from(is_mark && byte.wrapping_sub(b'0') >= 10);
        other |= u8::from(!(is_upper || is_lower || is_mark));
    }
    match (upper != 0, lower != 0, other != 0) {
        // Digits and times; letters `T` and `Z` alone make nothing.
        (false, false, false) => bytes.len() >= LONG,
        (false, true, false) => bytes.len() >= LONG && walk(bytes),
        (true, false, false) => (mark != 0 || bytes.len() != PUBLIC_NKEY) && walk(bytes),
        _ => walk(bytes),
    }
}

/// Whether the name of a member may be that of a secret, hold one, or belong to
/// a JSON web key.
pub(crate) fn is_suspicious_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    // Most names begin with a letter with which none of those begins.
    let may_begin = matches!(
        bytes.first().map(u8::to_ascii_lowercase),
        Some(b'a'..=b'c' | b'i'..=b'k' | b'n' | b'p' | b'r'..=b't' | b'w'..=b'x' | b'_' | b'-' | b'.' | b' ')
    );
    name == "data_base64"
        || (may_begin && (field_name::is_secret(name) || name == "kty"))
        || (bytes.len() >= SHORT && is_suspicious(name))
}

/// What a run of characters of Base64 has.
#[derive(Default)]
struct Run {
    length: usize,
    upper: bool,
    lower: bool,
    digit: bool,
}

impl Run {
    /// Long words with letters of both cases and digits, and words that are
    /// longer than any digest or public key.
    fn is_suspicious(&self) -> bool {
        (self.length >= random::SHORTEST && self.upper && self.lower && self.digit)
            || self.length > LONG
            || (self.length > PUBLIC_NKEY && self.upper)
    }
}

fn walk(bytes: &[u8]) -> bool {
    let mut run = Run::default();
    for (at, byte) in bytes.iter().enumerate() {
        let rest = bytes.get(at..).unwrap_or_default();
        match byte {
            b'A'..=b'Z' => {
                run.length += 1;
                run.upper = true;
                let is_marked = match byte {
                    b'A' => [&b"AKIA"[..], b"ASIA", b"AIza", b"AGE-SECRET"]
                        .iter()
                        .any(|mark| rest.starts_with(mark)),
                    b'P' => rest.starts_with(b"PuTTY-User"),
                    b'S' => rest.starts_with(b"SG.") || names_key(rest),
                    _ => false,
                };
                if is_marked {
                    return true;
                }
                continue;
            }
            b'a'..=b'z' => {
                run.length += 1;
                run.lower = true;
                let is_marked = match byte {
                    b'e' => matches!(
                        rest,
                        [_, b'y', b'J' | b'A' | b'I' | b'C', ..] | [_, b'w', b'o' | b'k' | b'0', ..]
                    ),
                    b'k' => rest.starts_with(b"kty"),
                    b'x' => rest.starts_with(b"xox") || rest.starts_with(b"xapp-"),
                    b'g' => rest.starts_with(b"gl") && rest.iter().take(7).any(|byte| *byte == b'-'),
                    b'h' => rest.starts_with(b"hvs."),
                    b'y' => rest.starts_with(b"ya29."),
                    b'w' => rest.starts_with(b"whsec_"),
                    b's' | b'r' => rest.get(1..).is_some_and(|rest| rest.starts_with(b"k_live_")),
                    _ => false,
                };
                if is_marked {
                    return true;
                }
                continue;
            }
            b'0'..=b'9' => {
                run.length += 1;
                run.digit = true;
                continue;
            }
            b'-' if rest.starts_with(b"-----") => return true,
            b'=' if has_secret_word(bytes) => return true,
            b'+' | b'/' | b'-' | b'_' | b'=' => {
                run.length += 1;
                continue;
            }
            b' ' | b'\t' if follows_scheme(bytes, at) => return true,
            b'@' if !rest.starts_with(b"@sha256:") => return true,
            b'%' | b'\\' | b'{' => return true,
            b'"' | b'\'' if is_before_colon(rest) => return true,
            _ => {}
        }
        if run.is_suspicious() {
            return true;
        }
        run = Run::default();
    }
    run.is_suspicious()
}

fn names_key(rest: &[u8]) -> bool {
    [&b"SessionToken"[..], b"SecretAccessKey", b"SharedAccessKey"].iter().any(|name| rest.starts_with(name))
}

/// Whether `bearer` or `basic` stands before a space.
fn follows_scheme(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let ends_with = |word: &[u8]| {
        before
            .len()
            .checked_sub(word.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    ends_with(b"bearer") || ends_with(b"basic")
}

fn is_before_colon(rest: &[u8]) -> bool {
    rest.iter().skip(1).find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// Whether a word before a `=` or `:` is called like a secret.
fn has_secret_word(bytes: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    bytes.split(|byte| !is_word(byte)).any(|word| {
        let text = std::str::from_utf8(word).unwrap_or_default();
        field_name::is_secret(text)
    }) || contains(bytes, b"AccountKey")
        || contains(bytes, b"sig=")
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn usual_texts_hold_nothing() {
        for text in [
            "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "VCCVLH4XWGI3SGARFNYKYT2A32SUYA2KVAIV2U2Q34DQA7WWJPFRKIKM",
            "0195a0b1-c2d3-4e5f-8091-000000000001",
            "2026-02-04T12:00:00.123456789Z",
            "2026-02-04T12:00:00.123456789+02:00",
            "ghcr.io/wasmcloud/messaging-nats:0.23.1",
            "ghcr.io/wasmcloud/x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "01HQZX3J5M8N9P0Q1R2S3T4V5W",
            "com.wasmcloud.lattice.component_scaled",
            "Failed to start the component: no such image, tried 3 times in 5 seconds",
            "spiffe://lattice.example/component/echo",
            "application/cloudevents+json; charset=UTF-8",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "",
        ] {
            assert!(!is_suspicious(text), "{text}");
        }
        for name in ["data", "host_id", "source", "specversion", "type", "time", "claims", "svid_type"] {
            assert!(!is_suspicious_name(name), "{name}");
        }
    }

    #[test]
    fn every_sample_is_worth_a_look() {
        for (kind, _) in sample::KINDS {
            let text = sample::of(kind, "x").unwrap();
            for text in [text.clone(), format!("it said {text}, and no more")] {
                assert!(is_suspicious(&text), "{kind}: {text}");
            }
        }
        assert!(is_suspicious("a://b:c@"));
        assert!(is_suspicious_name("kty"));
        assert!(is_suspicious_name("Private-Key"));
    }
}
