//! From a message to JSON.

use lattice_event_model::{
    Message,
    message::Headers,
    nats::{
        ContentMode, HeaderAttributes, Profile, binary_to_structured, content_mode, has_attribute_headers,
        header_attributes, is_json,
    },
    pointer::escape,
};
use serde_json::Value;

use crate::json::{Document, JsonFault};

/// What a message holds.
pub(crate) struct Decoded {
    /// The event or events.
    pub(crate) document: Document,
    /// The value of the document whose bytes the payload is.
    pub(crate) payload: PayloadOf,
}

/// Which value of a document the payload is. Pointers to other values lead to
/// no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayloadOf {
    /// The whole document.
    Document,
    /// The `data` of the event, whose attributes are headers.
    Data,
}

impl PayloadOf {
    /// A pointer into the payload for a pointer into the document.
    pub(crate) fn pointer(self, pointer: &str) -> Option<&str> {
        match self {
            Self::Document => Some(pointer),
            Self::Data => pointer.strip_prefix(DATA).filter(|rest| rest.is_empty() || rest.starts_with('/')),
        }
    }
}

/// Why nothing can be said about what a message holds.
pub(crate) enum Undecoded {
    /// It should be JSON and is none.
    NotJson(JsonFault),
    /// It is an event in another format.
    OtherFormat,
}

const DATA: &str = "/data";

/// Reads the event of a message, or the events of a batch.
///
/// Where a profile takes a message for binary mode that has no attribute in its
/// headers, the payload is read as the whole event, so that there is something
/// to judge.
pub(crate) fn decode(message: &Message, profile: Profile) -> Result<Decoded, Undecoded> {
    match (content_mode(message, profile), &message.headers) {
        (ContentMode::OtherFormat, _) => Err(Undecoded::OtherFormat),
        (ContentMode::Binary, Some(headers)) if has_attribute_headers(message) => {
            binary(headers, &message.payload).map_err(Undecoded::NotJson)
        }
        _ => {
            let document = Document::read(&message.payload).map_err(Undecoded::NotJson)?;
            Ok(Decoded { document, payload: PayloadOf::Document })
        }
    }
}

/// Data that says that it is JSON and is none cannot be read. Where nobody says
/// what it is, it may be text.
fn binary(headers: &Headers, payload: &[u8]) -> Result<Decoded, JsonFault> {
    let HeaderAttributes { mut attributes, repeated } = header_attributes(headers);
    let mut duplicates: Vec<String> = repeated.iter().map(|name| format!("/{}", escape(name))).collect();
    let media_type = attributes.get("datacontenttype").and_then(Value::as_str);
    let says_json = media_type.is_some_and(is_json);
    let data = if !payload.is_empty() && (says_json || media_type.is_none()) {
        Some(Document::read(payload)).filter(|data| says_json || data.is_ok()).transpose()?
    } else {
        None
    };
    let document = match data {
        Some(data) => {
            attributes.insert("data".to_owned(), data.value);
            duplicates.extend(data.duplicates.iter().map(|pointer| format!("{DATA}{pointer}")));
            let values = 1 + attributes.len() + data.values;
            // The headers are looked at by themselves.
            let suspicious = data.suspicious;
            Document { value: Value::Object(attributes), duplicates, values, suspicious }
        }
        None => {
            let value = binary_to_structured(headers, payload);
            let values = 1 + attributes.len();
            Document { value, duplicates, values, suspicious: !payload.is_empty() }
        }
    };
    Ok(Decoded { document, payload: PayloadOf::Data })
}
