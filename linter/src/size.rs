//! How large messages are on their way.

use lattice_event_model::Message;
use serde_json::Value;

use crate::context::{Content, PayloadContext};

/// What is wrong with the size of a message. The worst counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    /// The server refuses it.
    OverMaxPayload,
    /// It is nearly as large as the server takes.
    NearMaxPayload,
    /// Intermediaries may refuse it.
    Large,
}

/// What is wrong with the size of a message, and the size in bytes. A batch in a
/// file and a file that is no JSON were never messages.
pub(crate) fn excess(context: &PayloadContext<'_>) -> Option<(Excess, u64)> {
    let may_be_sent =
        matches!(context.content, Content::Json(document) if matches!(document.value, Value::Object(_)));
    if !may_be_sent && !context.came_over_nats() {
        return None;
    }
    let body = body(context.message);
    let whole = body.saturating_add(length(context.message.subject.as_deref().unwrap_or_default()));
    let (most, large) = (context.thresholds.max_payload.0, context.thresholds.message_size.0);
    if body > most {
        Some((Excess::OverMaxPayload, body))
    } else if body.saturating_mul(10) >= most.saturating_mul(9) {
        Some((Excess::NearMaxPayload, body))
    } else if whole > large {
        Some((Excess::Large, whole))
    } else {
        None
    }
}

/// What the server compares with `max_payload`: the payload, and the headers as
/// they are written on the wire.
fn body(message: &Message) -> u64 {
    /// `NATS/1.0` and a line break before the headers, and a line break after them.
    const AROUND: u64 = 12;
    /// A colon, a space and a line break.
    const BETWEEN: u64 = 4;
    let payload = u64::try_from(message.payload.len()).unwrap_or(u64::MAX);
    let Some(headers) = message.headers.as_ref().filter(|headers| !headers.is_empty()) else {
        return payload;
    };
    let lines = headers.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    let headers = lines.fold(AROUND, |sum, (name, value)| {
        sum.saturating_add(length(name)).saturating_add(length(value)).saturating_add(BETWEEN)
    });
    payload.saturating_add(headers)
}

pub(crate) fn length(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_count_as_they_are_written() {
        let headers = vec![("a".to_owned(), vec!["1".to_owned(), "22".to_owned()]), ("b".to_owned(), vec![])];
        let message = Message { headers: Some(headers), ..Message::from_payload("{}") };
        assert_eq!(body(&message), 2 + "NATS/1.0\r\na: 1\r\na: 22\r\n\r\n".len() as u64);
        assert_eq!(body(&Message::from_payload("{}")), 2);
    }
}
