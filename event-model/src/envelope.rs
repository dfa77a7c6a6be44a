//! The CloudEvents envelope (CloudEvents 1.0.2, JSON Event Format 1.0.2).

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    Extra, Message, ParseError,
    message::Headers,
    nats::{ContentMode, Profile, binary_to_structured, content_mode},
};

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

/// A CloudEvent of whose `data` nothing is known.
///
/// Everything is kept as it was written. The one exception: an optional
/// attribute that is `null` is absent (JSON Event Format 1.0.2, section 2.2).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnknownEvent {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datacontenttype: Option<String>,
    /// Address of the schema that `data` follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataschema: Option<String>,
    /// What the event is about, in the context of its `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it happened, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What happened, in detail. Events need not have data, and it may be `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// Extension attributes, `data_base64`, and whatever else stood beside them.
    #[serde(flatten)]
    pub extensions: Extra,
}

impl UnknownEvent {
    /// Reads the payload of a message in structured mode.
    ///
    /// # Errors
    ///
    /// [`ParseError`], if the bytes are no JSON, or no CloudEvent 1.0.
    pub fn from_slice(payload: &[u8]) -> Result<Self, ParseError> {
        Self::from_value(serde_json::from_slice(payload).map_err(ParseError::Json)?)
    }

    /// Reads a message of NATS in structured or binary mode, whichever its headers
    /// show ([`Profile::Auto`]).
    ///
    /// # Errors
    ///
    /// As [`from_slice`](Self::from_slice), and if the message is a batch, or has
    /// another format than JSON.
    pub fn from_message(headers: &Headers, payload: &[u8]) -> Result<Self, ParseError> {
        let message =
            Message { headers: Some(headers.clone()), payload: payload.to_vec(), ..Message::default() };
        match content_mode(&message, Profile::Auto) {
            ContentMode::Structured => Self::from_slice(payload),
            ContentMode::Binary => Self::from_value(binary_to_structured(headers, payload)),
            ContentMode::Batch => Err(ParseError::shape("", "one event as JSON", "a batch")),
            ContentMode::OtherFormat => Err(ParseError::shape("", "one event as JSON", "another format")),
        }
    }

    fn from_value(event: Value) -> Result<Self, ParseError> {
        let Value::Object(mut members) = event else {
            return Err(ParseError::unexpected("", "an object", Some(&event)));
        };
        let specversion = required(&mut members, "specversion")?;
        if specversion != SPECVERSION {
            return Err(ParseError::shape("/specversion", format!("`{SPECVERSION}`"), "another text"));
        }
        Ok(Self {
            specversion,
            id: required(&mut members, "id")?,
            event_type: required(&mut members, "type")?,
            source: required(&mut members, "source")?,
            datacontenttype: optional(&mut members, "datacontenttype")?,
            dataschema: optional(&mut members, "dataschema")?,
            subject: optional(&mut members, "subject")?,
            time: optional(&mut members, "time")?,
            data: members.shift_remove("data"),
            extensions: Extra(members),
        })
    }

    /// Reads `data` as `T`.
    ///
    /// # Errors
    ///
    /// [`ParseError::Shape`], with the pointer of the value that does not fit.
    pub fn with_data<T: DeserializeOwned>(self) -> Result<CloudEvent<T>, ParseError> {
        let Some(data) = self.data else {
            return Err(ParseError::unexpected("/data", "an object", None));
        };
        Ok(CloudEvent {
            data: ParseError::typed(data, "/data", &self.event_type)?,
            specversion: self.specversion,
            id: self.id,
            event_type: self.event_type,
            source: self.source,
            datacontenttype: self.datacontenttype,
            dataschema: self.dataschema,
            subject: self.subject,
            time: self.time,
            extensions: self.extensions,
        })
    }
}

fn required(members: &mut Map<String, Value>, name: &str) -> Result<String, ParseError> {
    match members.shift_remove(name) {
        Some(Value::String(text)) => Ok(text),
        other => Err(ParseError::unexpected(&format!("/{name}"), "a text", other.as_ref())),
    }
}

fn optional(members: &mut Map<String, Value>, name: &str) -> Result<Option<String>, ParseError> {
    match members.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        other => Err(ParseError::unexpected(&format!("/{name}"), "a text", other.as_ref())),
    }
}
