//! Whether it is worth to look at a text. This is asked for every text of every
//! message, so it must cost next to nothing: almost no text holds a secret.
//!
//! First all bytes are classified without a branch, which the compiler does many
//! at a time. Host keys, UUIDs, image references, types and times end there.
//! What has letters of both cases, or unusual characters, is walked once.

use super::{cloud, field_name, random};

/// Public nkeys have so many characters, and seeds two more.
const PUBLIC_NKEY: usize = 56;
/// Hexadecimal digests in use are shorter, those of SHA-256 and their names
/// included.
const LONG: usize = 64;

/// What a byte is. Letters `T` and `Z`, which stand in times, are no capitals.
const UPPER: u8 = 1;
const LOWER: u8 = 2;
/// What stands between the words of a path, a version or a time.
const MARK: u8 = 4;
const OTHER: u8 = 8;

/// How many bytes are classified at once.
const LANES: usize = 16;

/// Whether a text may hold a secret.
pub(crate) fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk::<LANES>() else {
        let may = bytes.iter().any(|byte| matches!(byte, b'@' | b'=' | b' '));
        return may && (bytes.contains(&b':') || has_secret_word(bytes));
    };
    // Bytes of the last piece may be looked at twice, which changes nothing.
    let mut classes = [0_u8; LANES];
    let (pieces, _) = bytes.as_chunks::<LANES>();
    for piece in pieces.iter().chain([last]) {
        for (class, byte) in classes.iter_mut().zip(piece) {
            *class |= class_of(*byte);
        }
    }
    let classes = classes.iter().fold(0, |all, class| all | class);
    match classes & (UPPER | LOWER | OTHER) {
        // Digits and times make nothing, nor do words in lower case.
        0 => bytes.len() >= LONG,
        // Keys of services may have no other letters.
        LOWER if bytes.len() < LONG => classes & MARK != 0 && cloud::may_begin(bytes),
        LOWER => walk(bytes),
        UPPER => (classes & MARK != 0 || bytes.len() != PUBLIC_NKEY) && walk(bytes),
        _ => walk(bytes),
    }
}

/// The class of a byte, without a branch.
#[inline(always)]
fn class_of(byte: u8) -> u8 {
    let is_upper = u8::from(byte.wrapping_sub(b'A') < 26);
    let is_lower = u8::from(byte.wrapping_sub(b'a') < 26);
    let is_digit = u8::from(byte.wrapping_sub(b'0') < 10);
    // From `-` to `:` are digits and marks.
    let is_mark = u8::from(byte.wrapping_sub(b'-') < 14) | u8::from(byte == b'_') | u8::from(byte == b'+');
    let is_of_time = u8::from(byte == b'T') | u8::from(byte == b'Z');
    let is_known = is_upper | is_lower | is_mark;
    (is_upper & !is_of_time) | (is_lower << 1) | ((is_mark & !is_digit) << 2) | ((is_known ^ 1) << 3)
}

/// Whether the name of a member may be that of a secret, hold one, or belong to
/// a JSON web key.
pub(crate) fn is_suspicious_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    // Few names begin like one of a secret.
    let may_begin = match bytes {
        [first, second, _, ..] => {
            let is_separator = |byte: &u8| matches!(byte, b'_' | b'-' | b'.' | b' ');
            let last = bytes.last().unwrap_or(second) | 0x20;
            // How the names of `field_name` begin, and how those that do end.
            let begins = match [first | 0x20, second | 0x20] {
                [b'a', b'c' | b'w'] => matches!(last, b'n' | b'y'),
                [b'a', b'p'] | [b's', b'h'] | [b'w', b'i'] | [b'x', b'5' | b'a'] => last == b'y',
                [b'k', b't'] => last == b'y',
                [b'a', b'u'] | [b'i', b'd'] | [b't', b'o'] => last == b'n',
                [b'r', b'e'] => last == b'n',
                [b'b', b'e'] => matches!(last, b'r' | b'n'),
                [b'c', b'l'] | [b'j', b'w'] => last == b't',
                [b'c', b'o'] => matches!(last, b'e' | b'g'),
                [b'c', b'r'] => matches!(last, b's' | b'l'),
                [b'c', b's'] => last == b'r',
                [b'd', b'a'] => last == b'4',
                [b'k', b'e'] => matches!(last, b'r' | b'm'),
                [b'n', b'k'] | [b's', b'v'] => last == b'd',
                [b'p', b'a'] => matches!(last, b'e' | b'd'),
                [b'p', b's'] => last == b'k',
                [b'p', b'w'] => last == b'd',
                [b'p', b'r'] => matches!(last, b'y' | b'n'),
                [b's', b'e'] => matches!(last, b't' | b'y' | b'n' | b'd' | b'e'),
                _ => false,
            };
            let begins = begins || bytes.last().is_some_and(is_separator);
            begins || is_separator(first) || is_separator(second) || field_name::may_end(bytes)
        }
        _ => false,
    };
    (may_begin && (field_name::is_secret(name) || matches!(name, "kty" | "data_base64")))
        || (bytes.len() >= LANES && is_suspicious(name))
}

/// What a run of characters of Base64 has.
#[derive(Default)]
struct Run {
    length: usize,
    upper: bool,
    lower: bool,
    digit: bool,
    /// How much of it stands behind the last `/`, and whether that has anything
    /// but capitals and digits.
    segment: usize,
    is_mixed: bool,
}

impl Run {
    fn take(&mut self, is_mixed: bool) {
        self.length += 1;
        self.segment += 1;
        self.is_mixed |= is_mixed;
    }

    /// Whether the part behind the last `/` looks like a public nkey. Then it is
    /// one: hosts have theirs in SPIFFE IDs.
    fn ends_with_nkey(&self) -> bool {
        self.segment == PUBLIC_NKEY && !self.is_mixed
    }

    /// A `/`, which is a character of Base64, and also ends a part of a path.
    /// Whether what stands before it is suspicious.
    fn slash(&mut self) -> bool {
        if self.ends_with_nkey() {
            return std::mem::take(self).end();
        }
        self.length += 1;
        self.segment = 0;
        self.is_mixed = false;
        false
    }

    /// Whether the run is suspicious, now that it has ended.
    fn end(mut self) -> bool {
        if self.ends_with_nkey() {
            self.length -= PUBLIC_NKEY;
        }
        self.is_suspicious()
    }

    /// Long words with letters of both cases and digits, and words that are
    /// longer than any digest or public key.
    fn is_suspicious(&self) -> bool {
        (self.length >= random::SHORTEST && self.upper && self.lower && self.digit)
            || (self.length > LONG && (self.upper || self.digit))
            || (self.length > PUBLIC_NKEY && self.upper)
    }
}

fn walk(bytes: &[u8]) -> bool {
    let mut run = Run::default();
    // The whole text is asked for such words, so that once is enough.
    let mut asked_for_words = false;
    for (at, byte) in bytes.iter().enumerate() {
        let rest = bytes.get(at..).unwrap_or_default();
        match byte {
            b'A'..=b'Z' => {
                run.take(false);
                run.upper = true;
                let is_marked = match byte {
                    b'A' => [&b"AKIA"[..], b"ASIA", b"AIza", b"AGE-SECRET"]
                        .iter()
                        .any(|mark| rest.starts_with(mark)),
                    b'P' => rest.starts_with(b"PuTTY-User"),
                    b'S' => names_key(rest),
                    _ => false,
                };
                if is_marked {
                    return true;
                }
                continue;
            }
            b'a'..=b'z' => {
                run.take(true);
                run.lower = true;
                let is_marked = match byte {
                    b'e' => matches!(
                        rest,
                        [_, b'y', b'J' | b'A' | b'I' | b'C', ..] | [_, b'w', b'o' | b'k' | b'0', ..]
                    ),
                    b'k' => rest.starts_with(b"kty"),
                    _ => false,
                };
                if is_marked {
                    return true;
                }
                continue;
            }
            b'0'..=b'9' => {
                run.take(false);
                run.digit = true;
                continue;
            }
            b'-' if rest.starts_with(b"-----") => return true,
            b'-' | b'_' | b'.' if cloud::ends_prefix(bytes, at) => return true,
            b'=' if !std::mem::replace(&mut asked_for_words, true) && has_secret_word(bytes) => return true,
            b'/' => {
                if run.slash() {
                    return true;
                }
                continue;
            }
            b'+' | b'-' | b'_' | b'=' => {
                run.take(true);
                continue;
            }
            b' ' | b'\t' if follows(bytes, at, &["bearer", "basic"]) => return true,
            b':' if follows(bytes, at, &field_name::IN_SENTENCES) => return true,
            b':' if matches!(rest, [_, b' ' | b'\t', ..]) && follows_name(bytes, at) => return true,
            b'@' if !rest.starts_with(b"@sha256:") => return true,
            b'%' | b'\\' | b'{' => return true,
            b'"' | b'\'' if is_before_colon(rest) => return true,
            _ => {}
        }
        if std::mem::take(&mut run).end() {
            return true;
        }
    }
    run.end()
}

fn names_key(rest: &[u8]) -> bool {
    [&b"SessionToken"[..], b"SecretAccessKey", b"SharedAccessKey"].iter().any(|name| rest.starts_with(name))
}

/// Whether one of the words stands before that place, in upper or lower case.
fn follows(bytes: &[u8], at: usize, words: &[&str]) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let ends_with = |word: &&str| {
        before
            .len()
            .checked_sub(word.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
    };
    words.iter().any(ends_with)
}

/// Whether the name of a secret stands before a colon.
fn follows_name(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let word = before.rsplit(|byte| !is_word(byte)).next().unwrap_or_default();
    is_suspicious_word(word)
}

fn is_suspicious_word(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(|word| field_name::is_secret(word.trim_start_matches('-')))
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
            "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS/Echo",
            "application/cloudevents+json; charset=UTF-8",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "",
        ] {
            assert!(!is_suspicious(text), "{text}");
        }
        for name in field_name::NAMES {
            for name in
                [(*name).to_owned(), name.to_uppercase(), format!("_{name}"), name.replacen("x", "x-", 1)]
            {
                assert!(is_suspicious_name(&name), "{name}");
            }
        }
        for name in
            ["db_password", "REDIS_PWD", "userSeed", "pull-secret", "tls_private_key", "a.jwt", "api_token"]
        {
            assert!(is_suspicious_name(name), "{name}");
        }
        for name in ["data", "host_id", "source", "specversion", "type", "time", "claims", "svid_type"] {
            assert!(!is_suspicious_name(name), "{name}");
        }
    }

    /// A mebibyte of `=` took longer than anybody waits.
    #[test]
    fn words_are_looked_for_once() {
        let begin = std::time::Instant::now();
        assert!(!is_suspicious(&"= ".repeat(500_000)));
        assert!(is_suspicious(&format!("{}token=", "= ".repeat(500_000))));
        assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
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
        assert!(is_suspicious("passwd: hunter2"));
        assert!(is_suspicious("the login failed: password: hunter2"));
        assert!(is_suspicious("user: a\n  password: hunter2"));
        assert!(is_suspicious_name("kty"));
        assert!(is_suspicious_name("Private-Key"));
    }

    /// What it costs to find nothing in a usual event of some 700 bytes. Run it
    /// with `cargo test --release -p lattice-linter --lib -- --ignored --nocapture cost`.
    #[test]
    #[ignore = "it measures, and proves nothing"]
    fn cost_of_a_usual_event() {
        const TEXTS: [&str; 17] = [
            "1.0",
            "0195a0b1-c2d3-4e5f-8091-000000000001",
            "com.wasmcloud.lattice.component_scaled",
            "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "application/json",
            "2026-02-04T12:00:02.123456789Z",
            "hello",
            "wadm",
            "never",
            "ACOPTWO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "http-hello-world",
            "immediately",
            "0.1.0",
            "hello-http_component",
            "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
            "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
            "wasmbus.evt.default.component_scaled",
        ];
        const NAMES: [&str; 20] = [
            "specversion",
            "id",
            "type",
            "source",
            "datacontenttype",
            "time",
            "data",
            "annotations",
            "wasmcloud.dev/appspec",
            "wasmcloud.dev/managed-by",
            "claims",
            "expires_human",
            "issuer",
            "name",
            "not_before_human",
            "version",
            "component_id",
            "host_id",
            "image_ref",
            "max_instances",
        ];
        let rounds = 200_000_u32;
        let begin = std::time::Instant::now();
        let mut found = false;
        for _ in 0..rounds {
            for text in TEXTS {
                found |= is_suspicious(std::hint::black_box(text));
            }
            for name in NAMES {
                found |= is_suspicious_name(std::hint::black_box(name));
            }
        }
        assert!(!found);
        println!("{:?} an event", begin.elapsed() / rounds);
    }
}
