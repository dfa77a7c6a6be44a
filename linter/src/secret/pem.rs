//! Texts in a frame of `-----BEGIN …-----` and `-----END …-----` (RFC 7468 and
//! its relatives), and other private keys that are texts.

use super::{
    SecretKind,
    detector::{Hits, occurrences},
};

/// Finds private keys, credentials files of NATS and certificates. Where the
/// end is missing, all that follows may belong to it.
pub(super) fn find(text: &str, hits: &mut Hits) {
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("-----BEGIN ")).map(|start| at + start) {
        let behind = start + "-----BEGIN ".len();
        let rest = text.get(behind..).unwrap_or_default();
        let Some(label) = label(rest) else {
            at = behind;
            continue;
        };
        let end = match rest.find("-----END ") {
            Some(end) => {
                let end = behind + end + "-----END ".len();
                let last = text.get(end..).unwrap_or_default();
                let frame = last.find("-----").map_or(last.len(), |at| at + "-----".len());
                end + frame
            }
            None => text.len(),
        };
        if let Some(kind) = kind(label) {
            hits.push(kind, start..end);
        }
        at = end.max(behind);
    }
    for marker in ["PuTTY-User-Key-File-", "AGE-SECRET-KEY-1"] {
        if let Some(start) = occurrences(text, marker).next() {
            hits.push(SecretKind::PrivateKey, start..text.len());
        }
    }
}

/// What stands in a frame. The words of the frame are no secret, and those who
/// write about secrets need them.
pub(super) fn body(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("-----BEGIN ") else { return text };
    let rest = label(rest).and_then(|label| rest.get(label.len()..)).unwrap_or(rest);
    rest.rsplit_once("-----END ").map_or(rest, |(body, _)| body)
}

/// The words of a frame: capitals, digits and spaces.
fn label(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(65).position(|byte| byte == b'-')?;
    rest.get(end..)?.starts_with("-----").then(|| rest.get(..end)).flatten()
}

fn kind(label: &str) -> Option<SecretKind> {
    let label = label.trim();
    match label {
        "NATS USER JWT" | "USER NKEY SEED" => Some(SecretKind::NkeySeed),
        _ if label.contains("PRIVATE KEY") => Some(SecretKind::PrivateKey),
        _ if label.ends_with("NKEY SEED") => Some(SecretKind::NkeySeed),
        _ if label.contains("CERTIFICATE") => Some(SecretKind::Certificate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(SecretKind, usize)> {
        let mut hits = Hits::default();
        find(text, &mut hits);
        hits.iter().map(|(kind, range)| (*kind, range.len())).collect()
    }

    #[test]
    fn every_frame_is_known_by_its_label() {
        for label in ["PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
            let text = format!("a -----BEGIN {label}-----\\nxxxx\\n-----END {label}----- b");
            assert_eq!(kinds(&text), [(SecretKind::PrivateKey, text.len() - 4)]);
        }
        assert_eq!(kinds("-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"), []);
        assert_eq!(kinds("-----BEGIN CERTIFICATE-----")[0].0, SecretKind::Certificate);
        assert_eq!(kinds("-----BEGIN USER NKEY SEED-----")[0].0, SecretKind::NkeySeed);
    }

    #[test]
    fn what_is_cut_reaches_to_the_end() {
        let cut = format!("{} RSA PRIVATE KEY-----\nxy", "-----BEGIN");
        assert_eq!(kinds(&format!("x {cut}")), [(SecretKind::PrivateKey, cut.len())]);
        assert_eq!(kinds("-----BEGIN "), []);
    }
}
