//! Attributes in the headers of a message, as they are written there.

use lattice_event_model::{
    Message,
    nats::{
        ContentMode, HeaderValue, attribute_name, content_type, has_attribute_headers, header_attributes,
    },
    pointer::escape,
};
use serde_json::Value;

use crate::context::{Content, PayloadContext};

/// An attribute as it is written in a header.
pub(crate) struct AttributeHeader<'a> {
    /// Its name, in lower case.
    pub(crate) name: String,
    /// Its value, as it is written.
    pub(crate) written: &'a str,
}

impl AttributeHeader<'_> {
    /// Its value, decoded.
    pub(crate) fn value(&self) -> HeaderValue<'_> {
        HeaderValue::read(self.written)
    }

    /// The pointer of the attribute in the event.
    pub(crate) fn pointer(&self) -> String {
        format!("/{}", escape(&self.name))
    }
}

/// The attribute headers of a message in binary mode whose written values the
/// filter lets through. Other messages have none.
pub(crate) fn attribute_headers<'a>(
    context: &PayloadContext<'a>,
    filter: fn(&str) -> bool,
) -> impl Iterator<Item = AttributeHeader<'a>> {
    let headers = context.message.headers.iter().filter(|_| context.mode == ContentMode::Binary).flatten();
    headers.filter_map(|(header, values)| Some((attribute_name(header)?, values))).flat_map(
        move |(name, values)| {
            values
                .iter()
                .filter(move |value| filter(value))
                .map(move |written| AttributeHeader { name: name.to_ascii_lowercase(), written })
        },
    )
}

/// Whether a value may hold percent-encoded bytes.
pub(crate) fn has_percent_sign(written: &str) -> bool {
    written.contains('%')
}

/// Whether a message has a header of that name, in upper or lower case.
pub(crate) fn has_header(message: &Message, name: &str) -> bool {
    message.headers.iter().flatten().any(|(header, _)| header.eq_ignore_ascii_case(name))
}

/// Whether the header `Content-Type` of a message says that it is an event.
/// `None` if there is no such header.
pub(crate) fn names_cloudevents(message: &Message) -> Option<bool> {
    const EVENTS: &str = "application/cloudevents";
    let start = content_type(message)?.trim().get(..EVENTS.len());
    Some(start.is_some_and(|start| start.eq_ignore_ascii_case(EVENTS)))
}

/// An attribute that stands in a header and in the payload of one message.
pub(crate) struct Twin<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// The pointer of the member of the payload.
    pub(crate) pointer: String,
    /// Whether both have the same value.
    pub(crate) agrees: bool,
}

/// The attributes that stand in headers and in the payload of a message: in
/// structured mode, and in binary mode where the data is an event itself.
pub(crate) fn twins<'a>(context: &PayloadContext<'a>) -> Vec<Twin<'a>> {
    let Content::Json(document) = context.content else { return Vec::new() };
    if !has_attribute_headers(context.message) {
        return Vec::new();
    }
    let (base, event) = match (context.mode, &document.value) {
        (ContentMode::Structured, Value::Object(event)) => ("", event),
        (ContentMode::Binary, Value::Object(event)) => match event.get("data") {
            Some(Value::Object(data)) if data.contains_key("specversion") => ("/data", data),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let headers = context.message.headers.as_ref().map(header_attributes).unwrap_or_default();
    let present = event.iter().filter(|(_, member)| !member.is_null());
    let twins = present.filter_map(|(name, member)| {
        let header = headers.attributes.get(name)?.as_str()?;
        Some(Twin {
            name,
            pointer: format!("{base}/{}", escape(name)),
            agrees: is_written_as(member, header),
        })
    });
    twins.collect()
}

/// Whether a header is the text of a value.
fn is_written_as(member: &Value, header: &str) -> bool {
    match member {
        Value::String(text) => text == header,
        Value::Bool(value) => header == if *value { "true" } else { "false" },
        Value::Number(number) => header == number.to_string().as_str(),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_compared_with_their_texts() {
        assert!(is_written_as(&json!("x"), "x"));
        assert!(is_written_as(&json!(true), "true"));
        assert!(is_written_as(&json!(-5), "-5"));
        assert!(!is_written_as(&json!(5), "05"));
        assert!(!is_written_as(&json!({}), "{}"));
    }

    #[test]
    fn content_types_are_told_apart() {
        let message = |value: &str| Message {
            headers: Some(vec![("content-TYPE".to_owned(), vec![value.to_owned()])]),
            ..Message::default()
        };
        assert_eq!(names_cloudevents(&message(" Application/CloudEvents+json")), Some(true));
        assert_eq!(names_cloudevents(&message("application/json")), Some(false));
        assert_eq!(names_cloudevents(&message("")), Some(false));
        assert_eq!(names_cloudevents(&Message::default()), None);
    }
}
