//! The CloudEvents envelope (CloudEvents 1.0.2, JSON Event Format 1.0.2).

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::Extra;

/// The only `specversion` that this crate reads and writes.
pub const SPECVERSION: &str = "1.0";

/// A CloudEvent in structured mode, its `data` typed.
///
/// The order of the fields is the order that wasmCloud hosts write. Values are
/// kept as they were written: no time is normalised, no URI resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloudEvent<T> {
    /// Version of the CloudEvents specification, always `1.0`.
    pub specversion: String,
    /// Identifies the event; unique together with `source`.
    pub id: String,
    /// What happened, as a reverse domain name.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Who says so, as a URI reference.
    pub source: String,
    /// Media type of `data`; JSON where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datacontenttype: Option<String>,
    /// Address of the schema that `data` follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataschema: Option<String>,
    /// What the event is about, in the context of its `source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it happened, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What happened, in detail.
    pub data: T,
    /// Extension attributes, and whatever else stood beside them.
    #[serde(flatten)]
    pub extensions: Extra,
}

/// A message that is no event of the expected type.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// The bytes are no JSON text.
    #[error("payload is no JSON text")]
    Json(#[source] serde_json::Error),
    /// A value has not the type that its place demands.
    #[error("`{pointer}` does not fit {expected}")]
    Shape {
        /// JSON pointer of the value; empty for the whole event.
        pointer: String,
        /// What should stand there: `a CloudEvent`, or an event type.
        expected: String,
        /// What serde said.
        #[source]
        source: serde_json::Error,
    },
}

impl CloudEvent<Value> {
    /// Reads an event whose `data` may be anything.
    ///
    /// # Errors
    ///
    /// [`ParseError`], if the bytes are no JSON, or lack a required attribute.
    pub fn from_slice(payload: &[u8]) -> Result<Self, ParseError> {
        let value: Value = serde_json::from_slice(payload).map_err(ParseError::Json)?;
        typed(value, "", "a CloudEvent")
    }

    /// Reads `data` as `T`.
    ///
    /// # Errors
    ///
    /// [`ParseError::Shape`], with the pointer of the value that does not fit.
    pub fn with_data<T: DeserializeOwned>(self) -> Result<CloudEvent<T>, ParseError> {
        let data = typed(self.data, "/data", &self.event_type)?;
        Ok(CloudEvent {
            specversion: self.specversion,
            id: self.id,
            event_type: self.event_type,
            source: self.source,
            datacontenttype: self.datacontenttype,
            dataschema: self.dataschema,
            subject: self.subject,
            time: self.time,
            data,
            extensions: self.extensions,
        })
    }
}

fn typed<T: DeserializeOwned>(value: Value, at: &str, expected: &str) -> Result<T, ParseError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let mut pointer = at.to_owned();
        for segment in error.path() {
            use serde_path_to_error::Segment;
            match segment {
                Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
                Segment::Map { key } => {
                    pointer.push('/');
                    pointer.push_str(&crate::pointer::escape(key));
                }
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        ParseError::Shape { pointer, expected: expected.to_owned(), source: error.into_inner() }
    })
}
