//! A message as NATS delivers it, and recordings of such messages.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// NATS headers in the order in which they came.
pub type Headers = Vec<(String, Vec<String>)>;

/// One message of a lattice, before anything is known about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// NATS subject; `None` where only the event itself is known, as in a file.
    pub subject: Option<String>,
    /// Subject for replies. JetStream publishers set one.
    pub reply: Option<String>,
    /// NATS headers, if there were any.
    pub headers: Option<Headers>,
    /// The bytes of the message.
    pub payload: Vec<u8>,
    /// When it was received, RFC 3339, if that is known.
    pub received_at: Option<String>,
    /// Name of the JetStream stream from which it came.
    pub stream: Option<String>,
    /// Sequence in that stream.
    pub sequence: Option<u64>,
}

/// A line that is no message of a recording.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The line is no JSON, or a member has another type.
    #[error("line is no message of a recording")]
    Line(#[from] serde_json::Error),
    /// Neither `payload` nor `payload_base64` is there, or both are.
    #[error("a message has either `payload` or `payload_base64`")]
    Payload,
    /// `payload_base64` is not Base64 (RFC 4648, section 4).
    #[error("`payload_base64` is not Base64")]
    Base64(#[from] base64::DecodeError),
}

#[derive(Serialize, Deserialize)]
struct Line {
    subject: Option<String>,
    #[serde(default, with = "headers")]
    headers: Option<Headers>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payload: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payload_base64: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stream: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
}

impl Message {
    /// A message of which nothing but the payload is known.
    pub fn from_payload(payload: impl Into<Vec<u8>>) -> Self {
        Self { payload: payload.into(), ..Self::default() }
    }

    /// Reads one line of a recording.
    ///
    /// # Errors
    ///
    /// [`RecordingError`], if the line is none.
    pub fn from_recording_line(line: &str) -> Result<Self, RecordingError> {
        let line: Line = serde_json::from_str(line)?;
        let payload = match (line.payload, line.payload_base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64)?,
            _ => return Err(RecordingError::Payload),
        };
        Ok(Self {
            subject: line.subject,
            reply: line.reply,
            headers: line.headers,
            payload,
            received_at: line.ts,
            stream: line.stream,
            sequence: line.seq,
        })
    }

    /// Writes the message as one line of a recording, without the line break.
    pub fn to_recording_line(&self) -> String {
        let (payload, payload_base64) = match std::str::from_utf8(&self.payload) {
            Ok(text) => (Some(text.to_owned()), None),
            Err(_) => (None, Some(STANDARD.encode(&self.payload))),
        };
        let line = Line {
            subject: self.subject.clone(),
            headers: self.headers.clone(),
            payload,
            payload_base64,
            ts: self.received_at.clone(),
            reply: self.reply.clone(),
            stream: self.stream.clone(),
            seq: self.sequence,
        };
        // A struct of strings and numbers always has a JSON form.
        serde_json::to_string(&line).unwrap_or_default()
    }
}

mod headers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value};

    use super::Headers;

    pub(super) fn serialize<S: Serializer>(
        headers: &Option<Headers>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        headers
            .as_ref()
            .map(|headers| {
                headers
                    .iter()
                    .map(|(name, values)| (name.clone(), Value::from(values.clone())))
                    .collect::<Map<_, _>>()
            })
            .serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Headers>, D::Error> {
        let members = Option::<Map<String, Value>>::deserialize(deserializer)?;
        members
            .map(|members| {
                members
                    .into_iter()
                    .map(|(name, values)| {
                        let values = Vec::<String>::deserialize(values).map_err(serde::de::Error::custom)?;
                        Ok((name, values))
                    })
                    .collect()
            })
            .transpose()
    }
}
