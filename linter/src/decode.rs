//! From a message to JSON.

use lattice_event_model::{
    Message,
    nats::{ContentMode, binary_to_structured, content_mode},
};

use serde_json::Value;

use crate::json::{Document, JsonFault};

/// What a message holds.
pub(crate) struct Decoded {
    /// The event or events.
    pub(crate) document: Document,
    /// Whether pointers into the document lead to bytes of the payload.
    pub(crate) readable: bool,
}

/// Reads the event of a message, or the events of a batch.
pub(crate) fn decode(message: &Message) -> Result<Decoded, JsonFault> {
    match (content_mode(message), &message.headers) {
        (ContentMode::Binary, Some(headers)) => {
            let value = binary_to_structured(headers, &message.payload);
            let values = count(&value);
            let document = Document { value, duplicates: Vec::new(), values };
            Ok(Decoded { document, readable: false })
        }
        _ => Ok(Decoded { document: Document::read(&message.payload)?, readable: true }),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}
