//! How CloudEvents travel over NATS (CloudEvents NATS Protocol Binding).
//!
//! wasmCloud hosts publish in structured mode without any header. Binary mode
//! (attributes in `ce-` headers) is in the draft of binding 1.0.3 only.

mod header_value;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

pub use self::header_value::{HeaderValue, InvalidBytes};
use crate::message::{Headers, Message};

/// A version of the CloudEvents NATS Protocol Binding, by which messages are
/// read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// Whatever a message shows to be: headers decide where there are any.
    #[default]
    Auto,
    /// 1.0.2: structured mode only.
    V1_0_2,
    /// The draft of 1.0.3: a `Content-Type` of `application/cloudevents…` means
    /// structured mode, and everything else is binary mode.
    V1_0_3,
}

/// How a message carries its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentMode {
    /// The payload is the whole event as JSON.
    Structured,
    /// Attributes are headers, the payload is the data.
    Binary,
    /// The payload is a JSON array of events. The NATS binding knows no batches.
    Batch,
    /// The payload is the whole event in another format than JSON.
    OtherFormat,
}

/// The content mode of a message (NATS binding 1.0.3 draft, section 3).
///
/// Whatever the profile, a `Content-Type` that begins with
/// `application/cloudevents` decides, in upper or lower case. Without one,
/// 1.0.2 knows structured mode only, and the draft of 1.0.3 binary mode only.
/// [`Profile::Auto`] takes any `ce-` header for binary mode, and everything
/// else for structured mode, as wasmCloud hosts send it.
pub fn content_mode(message: &Message, profile: Profile) -> ContentMode {
    match content_type(message).map(essence).as_deref() {
        Some("application/cloudevents" | "application/cloudevents+json") => return ContentMode::Structured,
        Some("application/cloudevents-batch" | "application/cloudevents-batch+json") => {
            return ContentMode::Batch;
        }
        Some(other) if other.starts_with("application/cloudevents") => return ContentMode::OtherFormat,
        _ => {}
    }
    match profile {
        Profile::V1_0_3 => ContentMode::Binary,
        Profile::Auto if has_attribute_headers(message) => ContentMode::Binary,
        Profile::Auto | Profile::V1_0_2 => ContentMode::Structured,
    }
}

/// The value of the first `Content-Type` header, as it was written.
pub fn content_type(message: &Message) -> Option<&str> {
    let (_, values) =
        message.headers.iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    values.first().map(String::as_str)
}

/// Whether any attribute is a header (`ce-…`).
pub fn has_attribute_headers(message: &Message) -> bool {
    message.headers.iter().flatten().any(|(name, _)| is_attribute(name))
}

/// The attributes that stand in headers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeaderAttributes {
    /// Them, by their names in lower case. All values are texts.
    pub attributes: Map<String, Value>,
    /// Names of those that stand there twice or more. The first one counts.
    pub repeated: Vec<String>,
}

/// The attributes that stand in headers (NATS binding 1.0.3 draft, section
/// 3.1.3).
///
/// Names are read in upper or lower case. Values are freed of quotes, then
/// percent-decoded, once; a value that does not decode to UTF-8 stays as it is.
/// A header `ce-data` is no attribute: nothing may be called so.
pub fn header_attributes(headers: &Headers) -> HeaderAttributes {
    let mut read = HeaderAttributes::default();
    for (header, values) in headers {
        let Some(name) = attribute_name(header).map(str::to_ascii_lowercase) else { continue };
        if ["data", "data_base64"].contains(&name.as_str()) {
            continue;
        }
        for value in values {
            if !read.attributes.contains_key(&name) {
                read.attributes
                    .insert(name.clone(), Value::String(HeaderValue::read(value).text.into_owned()));
            } else if !read.repeated.contains(&name) {
                read.repeated.push(name.clone());
            }
        }
    }
    read
}

/// Whether a media type is JSON: its subtype is `json` or ends with `+json`.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.split_once('/').is_some_and(|(_, subtype)| subtype == "json" || subtype.ends_with("+json"))
}

/// The event of a binary mode message, as it would stand in structured mode
/// (NATS binding 1.0.3 draft, section 3.1).
///
/// Attributes are those of [`header_attributes`]. Data that is JSON by its
/// `datacontenttype`, or has none, becomes `data`; other text becomes a string,
/// and other bytes become `data_base64`. JSON data that cannot be parsed
/// becomes a string. An empty payload is no data.
pub fn binary_to_structured(headers: &Headers, payload: &[u8]) -> Value {
    let mut event = header_attributes(headers).attributes;
    if payload.is_empty() {
        return Value::Object(event);
    }
    let is_json = event.get("datacontenttype").and_then(Value::as_str).is_none_or(is_json);
    let parsed = if is_json { serde_json::from_slice(payload).ok() } else { None };
    match (parsed, std::str::from_utf8(payload)) {
        (Some(data), _) => event.insert("data".to_owned(), data),
        (None, Ok(text)) => event.insert("data".to_owned(), text.into()),
        (None, Err(_)) => event.insert("data_base64".to_owned(), STANDARD.encode(payload).into()),
    };
    Value::Object(event)
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_attribute(header: &str) -> bool {
    attribute_name(header).is_some()
}

/// The name of the attribute that a header carries, as it is written; `None` if
/// it carries none.
pub fn attribute_name(header: &str) -> Option<&str> {
    let (prefix, name) = header.split_at_checked(3)?;
    (prefix.eq_ignore_ascii_case("ce-") && !name.is_empty()).then_some(name)
}

/// A subject with parameters in braces: `wasmbus.evt.{lattice}.{event}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectTemplate(String);

/// A parameter that cannot be a part of a NATS subject.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{value}` cannot stand for `{{{parameter}}}` in subject `{template}`: a token is not empty and has no `.`, `*`, `>`, space or control character"
)]
pub struct SubjectError {
    /// Name of the parameter.
    pub parameter: String,
    /// Its value.
    pub value: String,
    /// The template.
    pub template: String,
}

impl SubjectTemplate {
    /// A template, as the catalogue writes it.
    pub fn new(template: impl Into<String>) -> Self {
        Self(template.into())
    }

    /// The subject with every parameter filled in.
    ///
    /// # Errors
    ///
    /// [`SubjectError`], if a value is no token of a NATS subject, or a
    /// parameter has no value.
    pub fn fill(&self, parameters: &[(&str, &str)]) -> Result<String, SubjectError> {
        let error = |parameter: &str, value: &str| SubjectError {
            parameter: parameter.to_owned(),
            value: value.to_owned(),
            template: self.0.clone(),
        };
        let mut tokens = Vec::new();
        for token in self.0.split('.') {
            let Some(name) = parameter(token) else {
                tokens.push(token);
                continue;
            };
            let value = parameters.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
            if !is_token(value) {
                return Err(error(name, value));
            }
            tokens.push(value);
        }
        Ok(tokens.join("."))
    }

    /// The values of the parameters in a subject, or `None` if it does not match.
    pub fn parse<'s>(&self, subject: &'s str) -> Option<Vec<(String, &'s str)>> {
        let mut values = Vec::new();
        let mut tokens = subject.split('.');
        for expected in self.0.split('.') {
            let token = tokens.next().filter(|token| !token.is_empty())?;
            match parameter(expected) {
                Some(name) => values.push((name.to_owned(), token)),
                None if token == expected => {}
                None => return None,
            }
        }
        tokens.next().is_none().then_some(values)
    }

    /// The subject to subscribe to for every value of every parameter.
    pub fn wildcard(&self) -> String {
        let tokens: Vec<_> =
            self.0.split('.').map(|token| if parameter(token).is_some() { "*" } else { token }).collect();
        tokens.join(".")
    }

    /// The template as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn parameter(token: &str) -> Option<&str> {
    token.strip_prefix('{')?.strip_suffix('}')
}

/// Whether a text can be one token of a NATS subject.
pub fn is_token(text: &str) -> bool {
    !text.is_empty()
        && !text.chars().any(|c| matches!(c, '.' | '*' | '>') || c.is_whitespace() || c.is_control())
}
