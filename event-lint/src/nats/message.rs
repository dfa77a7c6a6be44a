//! Messages of NATS, as the linter takes them.

use async_nats::HeaderMap;
use chrono::{SecondsFormat, Utc};
use lattice_event_model::Message;

/// The present moment, RFC 3339.
pub(crate) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A message as it came over core NATS, received now.
pub(crate) fn from_core(message: &async_nats::Message) -> Message {
    Message {
        subject: Some(message.subject.to_string()),
        reply: message.reply.as_ref().map(ToString::to_string),
        headers: message.headers.as_ref().map(headers),
        payload: message.payload.to_vec(),
        received_at: Some(now()),
        stream: None,
        sequence: None,
    }
}

/// The client keeps headers in no order, so they are sorted by name: the same
/// message is always recorded in the same way.
fn headers(map: &HeaderMap) -> Vec<(String, Vec<String>)> {
    let mut headers: Vec<(String, Vec<String>)> = map
        .iter()
        .map(|(name, values)| {
            let name: &str = name.as_ref();
            (name.to_owned(), values.iter().map(|value| value.as_str().to_owned()).collect())
        })
        .collect();
    headers.sort();
    headers
}
