//! One line of NDJSON: an event, or a message of a recording.

use std::{fmt, ops::Range, sync::Arc};

use lattice_event_model::{Message, message::RecordingError};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{Fault, Input, Mapping, Place};
use crate::spans::Spans;

/// The message on a line of a file.
///
/// An object with `payload` or `payload_base64` and without `specversion` is a
/// message of a recording; everything else is the payload itself. `line` counts
/// from 1, `offset` is that of the line's first byte. White space around the
/// text does not matter.
pub fn from_line(file: impl Into<Arc<str>>, line: u64, offset: u64, text: impl Into<Vec<u8>>) -> Input {
    from_text(&file.into(), Place { line, column: 1, offset }, text.into())
}

/// The message in a piece of text that holds one event or recorded message.
pub(super) fn from_text(file: &Arc<str>, place: Place, mut text: Vec<u8>) -> Input {
    let leading = text.len() - text.trim_ascii_start().len();
    let place = place.after(&text[..leading]);
    text.truncate(text.trim_ascii_end().len().max(leading));
    text.drain(..leading);
    match recording(&text) {
        Some((text, members)) => from_recording(file, place, text, &members),
        None => from_event(file, place, text),
    }
}

/// The message in a piece of text that holds one event.
pub(super) fn from_event(file: &Arc<str>, place: Place, text: Vec<u8>) -> Input {
    Input::new(Message::from_payload(text), place.origin(file, Mapping::Verbatim))
}

fn from_recording(file: &Arc<str>, place: Place, text: &str, members: &Members) -> Input {
    match Message::from_recording_line(text) {
        Ok(message) => {
            // A payload in Base64 has no places that anybody could read.
            let mapping = if members.payload {
                Mapping::EscapedString { text: text.into() }
            } else {
                Mapping::Opaque { length: text.len() as u64 }
            };
            Input::new(message, place.origin(file, mapping))
        }
        Err(error) => Input {
            message: Message::from_payload(text),
            origin: place.origin(file, Mapping::Verbatim),
            fault: Some(Fault::Recording { span: faulty_span(text, &error), error }),
        },
    }
}

fn faulty_span(text: &str, error: &RecordingError) -> Option<Range<usize>> {
    match error {
        RecordingError::Line(error) => {
            let start: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let offset = (start + error.column().saturating_sub(1)).min(text.len());
            Some(offset..offset)
        }
        RecordingError::Base64(_) => Spans::read(text)?.value("/payload_base64"),
        RecordingError::Payload => None,
    }
}

/// The text, if it is a message of a recording or was meant as one.
fn recording(text: &[u8]) -> Option<(&str, Members)> {
    // Most texts have no such word and are not read a second time.
    memchr::memmem::find(text, b"\"payload")?;
    let text = std::str::from_utf8(text).ok()?;
    let members = members(text);
    ((members.payload || members.payload_base64) && !members.specversion).then_some((text, members))
}

/// Which members the outermost object has.
#[derive(Default)]
struct Members {
    payload: bool,
    payload_base64: bool,
    specversion: bool,
}

/// What was seen before a text turned out to be no JSON counts too.
fn members(text: &str) -> Members {
    let mut members = Members::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let _ = Seen(&mut members).deserialize(&mut deserializer);
    members
}

struct Seen<'m>(&'m mut Members);

impl<'de> DeserializeSeed<'de> for Seen<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seen<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            match name.as_ref() {
                "payload" => self.0.payload = true,
                "payload_base64" => self.0.payload_base64 = true,
                "specversion" => self.0.specversion = true,
                _ => {}
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
