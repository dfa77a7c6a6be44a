//! Keys that services give out, known by how they begin.
//!
//! | begins with | of |
//! |---|---|
//! | `AKIA`, `ASIA` | access keys of Amazon Web Services, whose secrets stand beside them |
//! | `ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`, `github_pat_` | GitHub |
//! | `glpat-`, `gldt-`, `glrt-`, `glptt-`, `glcbt-` | GitLab |
//! | `xoxb-`, `xoxp-`, `xoxa-`, `xoxr-`, `xoxs-`, `xoxe-`, `xapp-` | Slack |
//! | `AIza`, `GOCSPX-`, `ya29.` | Google |
//! | `sk_live_`, `rk_live_`, `sk_test_`, `rk_test_`, `whsec_` | Stripe |
//! | `sk-proj-`, `sk-ant-` | OpenAI, Anthropic |
//! | `npm_`, `pypi-` | registries of packages |
//! | `dckr_pat_`, `dop_v1_`, `hvs.`, `hf_`, `shpat_`, `SG.` | Docker, DigitalOcean, Vault, Hugging Face, Shopify, SendGrid |
//! | `AccountKey=`, `SharedAccessKey=`, `sig=` behind `se=` | Azure |
//! | `aws_secret_access_key`, `aws_session_token` and the like, then `=` or `:` | Amazon Web Services |

use super::{
    SecretKind,
    detector::{Hits, continues_word, end_of_run, is_base64, occurrences},
};

/// How keys begin, how many characters follow at least, and whether they have
/// characters beside letters, digits and underscores.
pub(super) const PREFIXES: &[(&str, usize, &str)] = &[
    ("AKIA", 16, ""),
    ("ASIA", 16, ""),
    ("ghp_", 30, "_"),
    ("gho_", 30, "_"),
    ("ghu_", 30, "_"),
    ("ghs_", 30, "_"),
    ("ghr_", 30, "_"),
    ("github_pat_", 22, "_"),
    ("glpat-", 20, "_-."),
    ("gldt-", 20, "_-."),
    ("glrt-", 20, "_-."),
    ("glptt-", 20, "_-."),
    ("glcbt-", 20, "_-."),
    ("xoxb-", 16, "-"),
    ("xoxp-", 16, "-"),
    ("xoxa-", 16, "-"),
    ("xoxr-", 16, "-"),
    ("xoxs-", 16, "-"),
    ("xoxe-", 16, "-"),
    ("xapp-", 16, "-"),
    ("AIza", 35, "_-"),
    ("GOCSPX-", 20, "_-"),
    ("ya29.", 20, "_-"),
    ("sk_live_", 16, ""),
    ("rk_live_", 16, ""),
    ("sk_test_", 16, ""),
    ("rk_test_", 16, ""),
    ("sk-proj-", 20, "_-"),
    ("sk-ant-", 20, "_-"),
    ("whsec_", 24, "+/="),
    ("npm_", 36, ""),
    ("pypi-", 40, "_-"),
    ("dckr_pat_", 20, "_-"),
    ("dop_v1_", 40, ""),
    ("hvs.", 24, "_-"),
    ("hf_", 30, ""),
    ("shpat_", 32, ""),
    ("SG.", 40, "_-."),
];

/// What stands before a key in a text, and how long the key is at least.
const ASSIGNED: &[(&str, usize)] = &[
    ("AccountKey", 40),
    ("SharedAccessKey", 40),
    ("aws_secret_access_key", 16),
    ("SecretAccessKey", 16),
    ("aws_session_token", 16),
    ("SessionToken", 16),
];

/// No key has fewer characters behind its prefix.
const SHORTEST: usize = 16;

/// Whether a key with a prefix may begin in a text. Most prefixes end with one
/// of a few characters, and for these eight bytes are searched at once.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHEST;
    let (pieces, _) = bytes.as_chunks::<8>();
    // What follows a prefix is longer than the last piece.
    let searched = bytes.len().saturating_sub(SHORTEST).div_ceil(8);
    for (index, piece) in pieces.iter().take(searched).enumerate() {
        let word = u64::from_le_bytes(*piece);
        // From `,` to `/` only the last two bits differ.
        let mut ends = has_zero(word ^ (ONES * 0x5f)) | has_zero((word & (ONES * 0xfc)) ^ (ONES * 0x2c));
        while ends != 0 {
            if ends_prefix(bytes, index * 8 + ends.trailing_zeros() as usize / 8) {
                return true;
            }
            ends &= ends - 1;
        }
    }
    false
}

/// Whether a prefix may end with the byte at an offset.
pub(super) fn ends_prefix(bytes: &[u8], at: usize) -> bool {
    let Some((before, [end, rest @ ..])) = bytes.split_at_checked(at) else { return false };
    let may_end = match end {
        b'_' => matches!(
            before,
            [.., b'g', b'h', b'p' | b'o' | b'u' | b's' | b'r']
                | [.., b'_' | b'h', b'p', b'a', b't']
                | [.., b'k', b'_', b'l', b'i', b'v', b'e']
                | [.., b'k', b'_', b't', b'e', b's', b't']
                | [.., b'h', b's', b'e', b'c']
                | [.., b'n', b'p', b'm']
                | [.., b'p', b'_', b'v', b'1']
                | [.., b'h', b'f']
        ),
        b'-' => matches!(
            before,
            [.., b'l', b'p', b'a', b't']
                | [.., b'g', b'l', b'd' | b'r', b't']
                | [.., b'l', b'p', b't', b't']
                | [.., b'l', b'c', b'b', b't']
                | [.., b'x', b'o', b'x', _]
                | [.., b'x', b'a', b'p', b'p']
                | [.., b'p', b'y', b'p', b'i']
                | [.., b'S', b'P', b'X']
                | [.., b'k', b'-', b'p', b'r', b'o', b'j']
                | [.., b'k', b'-', b'a', b'n', b't']
        ),
        b'.' => matches!(before, [.., b'2', b'9'] | [.., b'h', b'v', b's'] | [.., b'S', b'G']),
        _ => false,
    };
    may_end && rest.len() >= SHORTEST
}

/// Keys in documentation end so.
fn is_example(key: &str) -> bool {
    key.ends_with("EXAMPLE") || key.ends_with("EXAMPLEKEY")
}

/// Finds them in a text.
pub(super) fn find(text: &str, hits: &mut Hits) {
    for (prefix, least, others) in PREFIXES {
        let mut known = 0;
        for (at, _) in text.match_indices(prefix).filter(|(at, _)| !continues_word(text, *at)) {
            // What is a part of a key begins none: else this takes for ever.
            if at < known {
                continue;
            }
            let start = at + prefix.len();
            let belongs = |byte: u8| byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte);
            let end = end_of_run(text, start, belongs);
            let is_key = match *prefix {
                "AKIA" | "ASIA" => {
                    let is_upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
                    end - start == *least && text.as_bytes()[start..end].iter().all(|byte| is_upper(*byte))
                }
                _ => end - start >= *least,
            };
            let is_example = text.get(start..end).is_some_and(is_example);
            if is_key && !is_example {
                known = end;
                hits.push(SecretKind::CloudCredentials, at..end);
            }
        }
    }
    for (name, least) in ASSIGNED {
        let mut known = 0;
        for at in occurrences(text, name) {
            if at < known {
                continue;
            }
            let behind = end_of_run(text, at + name.len(), |byte| matches!(byte, b' ' | b'"' | b'\\'));
            if !matches!(text.as_bytes().get(behind), Some(b'=' | b':')) {
                continue;
            }
            let start = end_of_run(text, behind + 1, |byte| matches!(byte, b' ' | b'"' | b'\\'));
            let end = end_of_run(text, start, |byte| is_base64(byte) || byte == b'=');
            let is_example = text.get(start..end).is_some_and(is_example);
            if end - start >= *least && !is_example {
                known = end;
                hits.push(SecretKind::CloudCredentials, start..end);
            }
        }
    }
    // A signature of Azure grants access until the time beside it.
    if text.contains("se=") {
        let mut known = 0;
        for (at, _) in text.match_indices("sig=") {
            if at < known {
                continue;
            }
            let start = at + "sig=".len();
            let end = end_of_run(text, start, |byte| is_base64(byte) || matches!(byte, b'%' | b'='));
            known = end;
            if end - start >= 40 {
                hits.push(SecretKind::CloudCredentials, start..end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{is_suspicious, sample::characters},
        *,
    };

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(_, range)| &text[range.clone()]).collect()
    }

    #[test]
    fn keys_are_known_by_how_they_begin() {
        for (prefix, least, _) in PREFIXES {
            let key = format!("{prefix}{}", characters(prefix, b"ABCDEFGHIJ0123456789", *least));
            assert_eq!(found(&format!("with {key}: denied")), [key.as_str()]);
            assert!(found(&key[..key.len() - 1]).is_empty(), "{key}");
            assert!(found(&format!("x{key}")).is_empty(), "{key}");
        }
    }

    #[test]
    fn keys_are_worth_a_look_in_every_alphabet() {
        let letters = b"abcdefghijklmnopqrstuvwxyz";
        let alphabets: [&[u8]; 4] = [letters, b"0123456789abcdef", b"abcdefghijABCDEFGHIJ", b"0123456789"];
        for (prefix, least, _) in PREFIXES {
            for alphabet in alphabets {
                let key = format!("{prefix}{}", characters(prefix, alphabet, *least));
                let key = if matches!(*prefix, "AKIA" | "ASIA") { key.to_uppercase() } else { key };
                for text in [key.clone(), format!("a-key:{key}"), format!("the key {key}: no")] {
                    assert!(is_suspicious(&text), "{text}");
                    assert_eq!(found(&text), [key.as_str()]);
                }
            }
        }
    }

    #[test]
    fn keys_in_documentation_are_none() {
        for text in [
            format!("AKIA{}EXAMPLE", "IOSFODNN7"),
            format!("aws_secret_access_key = {}EXAMPLEKEY", characters("x", b"abcdefghij+/01", 30)),
        ] {
            assert!(found(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn keys_may_be_assigned() {
        let key = characters("x", b"abcdefghij+/0123456789", 44);
        for text in [
            format!("AccountName=a;AccountKey={key};EndpointSuffix=b"),
            format!("aws_secret_access_key = \"{key}\""),
            format!("{{\\\"sessionToken\\\":\\\"{key}\\\"}}"),
            format!("https://a.example/b?se=2026&sig={key}"),
        ] {
            assert_eq!(found(&text), [key.as_str()], "{text}");
        }
        assert!(found("the SessionToken is missing: sig=x").is_empty());
    }
}
