//! Recognising a message again.

use lattice_event_model::Message;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;

/// SHA-256 over the subject of a message, a NUL byte, and its payload. In JSON it
/// is 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of a message. One without a subject counts as on an empty one.
    pub fn of(message: &Message) -> Self {
        use sha2::Digest;
        let mut hash = Sha256::new();
        hash.update(message.subject.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(&message.payload);
        Self(hash.finalize().into())
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text)
            .map(Self)
            .ok_or_else(|| de::Error::custom("a SHA-256 has 64 lower-case hexadecimal digits"))
    }
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes: Option<Vec<u8>> =
        text.as_bytes().chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?)).collect();
    bytes?.try_into().ok()
}

/// A message of a fault, without its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDigest {
    /// NATS subject; empty where there is none.
    pub subject: String,
    /// What tells the message from others.
    pub sha256: Digest,
}

impl MessageDigest {
    /// What a truth file says about a message.
    pub fn of(message: &Message) -> Self {
        Self { subject: message.subject.clone().unwrap_or_default(), sha256: Digest::of(message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_covers_the_subject_and_the_payload() {
        let message = Message { subject: Some("a.b".to_owned()), ..Message::from_payload("{}") };
        let digest = Digest::of(&message);
        assert_eq!(digest.to_string(), lattice_event_model::catalog::sha256(b"a.b\0{}"));
        assert_ne!(digest, Digest::of(&Message { subject: None, ..message }));
    }

    #[test]
    fn digests_are_read_as_they_are_written() {
        let digest = Digest::of(&Message::from_payload("{}"));
        let text = serde_json::to_string(&digest).unwrap();
        assert_eq!(serde_json::from_str::<Digest>(&text).unwrap(), digest);
        for wrong in [text.to_uppercase(), text.replacen('"', "\"0", 1), "\"\"".to_owned(), "7".to_owned()] {
            assert!(serde_json::from_str::<Digest>(&wrong).is_err(), "{wrong}");
        }
    }
}
