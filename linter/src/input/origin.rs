//! Where a payload stands in its file, byte by byte.

use std::{ops::Range, sync::Arc};

use super::Place;
use crate::finding::Location;

/// Where a payload stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, or the name of another source.
    pub file: Arc<str>,
    /// The line on which the message begins, from 1.
    pub line: u64,
    /// The column in which it begins, from 1, in characters.
    pub column: u64,
    /// The offset of its first byte in the file.
    pub offset: u64,
    /// How the bytes of the payload map to bytes of the file.
    pub mapping: Mapping,
}

/// How the bytes of a payload map to bytes of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mapping {
    /// They stand in the file as they are, in one piece.
    Verbatim,
    /// They stand in the file as they are, in pieces: a block of Markdown in a
    /// quotation or a list, whose lines have something before them.
    Pieces(Vec<Piece>),
    /// The payload is the value of the member `payload` of a recording.
    EscapedString {
        /// The text of the recorded message, as it stands in the file.
        text: Arc<str>,
    },
    /// Only the message as a whole has a place.
    Opaque {
        /// How many bytes of the file it takes.
        length: u64,
    },
}

/// A piece of a payload that stands in the file as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Offset of its first byte in the payload.
    pub start: usize,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its column, from 1, in characters.
    pub column: u64,
    /// Its offset in the file, in bytes.
    pub offset: u64,
}

impl Origin {
    /// The origin of a message that stands in no file: the name of its source,
    /// and the number of the message there.
    pub fn live(source: impl Into<Arc<str>>, number: u64) -> Self {
        let mapping = Mapping::Opaque { length: 0 };
        Self { file: source.into(), line: number, column: 1, offset: 0, mapping }
    }

    /// The place of a span of the payload.
    pub fn locate(&self, payload: &[u8], span: Range<usize>) -> Location {
        Locator::new(self, payload).locate(span)
    }

    fn place(&self) -> Place {
        Place { line: self.line, column: self.column, offset: self.offset }
    }
}

/// Finds the places of many spans. Spans that come in order cost one walk.
pub(crate) struct Locator<'o> {
    origin: &'o Origin,
    text: &'o [u8],
    /// How many bytes the payload has.
    length: usize,
    start: Cursor,
    cursor: Cursor,
}

/// A byte of the payload and its place.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    /// Offset in the payload.
    payload: usize,
    /// Offset in the text that is walked.
    text: usize,
    place: Place,
}

impl<'o> Locator<'o> {
    pub(crate) fn new(origin: &'o Origin, payload: &'o [u8]) -> Self {
        let mut place = origin.place();
        let (text, at) = match &origin.mapping {
            Mapping::EscapedString { text } => {
                let at = string_start(text).unwrap_or_default();
                place = place.after(&text.as_bytes()[..at]);
                (text.as_bytes(), at)
            }
            _ => (payload, 0),
        };
        let start = Cursor { payload: 0, text: at, place };
        Self { origin, text, length: payload.len(), start, cursor: start }
    }

    pub(crate) fn locate(&mut self, span: Range<usize>) -> Location {
        if let Mapping::Opaque { length } = self.origin.mapping {
            return self.location(self.origin.place(), length);
        }
        let span = span.start.min(self.length)..span.end.min(self.length);
        if span.start < self.cursor.payload {
            self.cursor = self.start;
        }
        self.cursor = self.advance(self.cursor, span.start);
        let end = self.advance(self.cursor, span.end);
        self.location(self.cursor.place, end.place.offset - self.cursor.place.offset)
    }

    /// The place of the message as a whole, of which the payload is a part.
    pub(crate) fn message(&mut self) -> Location {
        match &self.origin.mapping {
            Mapping::EscapedString { text } => self.location(self.origin.place(), text.len() as u64),
            _ => self.locate(0..self.length),
        }
    }

    fn location(&self, place: Place, length: u64) -> Location {
        Location {
            file: self.origin.file.to_string(),
            line: place.line,
            column: place.column,
            offset: place.offset,
            length,
        }
    }

    fn advance(&self, mut cursor: Cursor, target: usize) -> Cursor {
        if let Mapping::Pieces(pieces) = &self.origin.mapping {
            let next = pieces.partition_point(|piece| piece.start <= target);
            if let Some(piece) = next.checked_sub(1).and_then(|index| pieces.get(index))
                && piece.start >= cursor.payload
            {
                let place = Place { line: piece.line, column: piece.column, offset: piece.offset };
                cursor = Cursor { payload: piece.start, text: piece.start, place };
            }
        }
        let escaped = matches!(self.origin.mapping, Mapping::EscapedString { .. });
        while cursor.payload < target {
            let Some(rest) = self.text.get(cursor.text..).filter(|rest| !rest.is_empty()) else { break };
            let (raw, decoded) = if escaped { unit(rest) } else { (1, 1) };
            if cursor.payload + decoded > target {
                break;
            }
            rest.iter().take(raw).for_each(|byte| cursor.place.pass(*byte));
            cursor.text += raw;
            cursor.payload += decoded;
        }
        cursor
    }
}

/// The length of the next unit of a JSON string, as written and as read: one
/// byte, or one escape.
fn unit(text: &[u8]) -> (usize, usize) {
    match text {
        [b'\\', b'u', rest @ ..] => match (code_unit(rest), low_surrogate(rest)) {
            (Some(high), Some(_)) if (0xD800..0xDC00).contains(&high) => (12, 4),
            (Some(value), _) => (6, char::from_u32(value).map_or(3, char::len_utf8)),
            (None, _) => (1, 1),
        },
        [b'\\', _, ..] => (2, 1),
        _ => (1, 1),
    }
}

fn low_surrogate(rest: &[u8]) -> Option<u32> {
    let low = code_unit(rest.get(4..)?.strip_prefix(b"\\u")?)?;
    (0xDC00..0xE000).contains(&low).then_some(low)
}

fn code_unit(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits.get(..4)?).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

/// Where the value of the member `payload` begins, behind its quotation mark.
fn string_start(text: &str) -> Option<usize> {
    let spans = crate::spans::Spans::read(text)?;
    Some(spans.value("/payload")?.start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str, payload: &str, span: Range<usize>) -> (u64, u64, u64, u64) {
        let mapping = Mapping::EscapedString { text: text.into() };
        let origin = Origin { file: "f".into(), line: 7, column: 1, offset: 1000, mapping };
        let location = origin.locate(payload.as_bytes(), span);
        (location.line, location.column, location.offset, location.length)
    }

    #[test]
    fn every_escape_is_followed() {
        let text = r#"{"subject":"é","payload":"\"A\u00e9é\ud83d\ude00😀\n!"}"#;
        let payload = "\"Aéé😀😀\n!";
        let start = text.find(r#""\"A"#).unwrap() + 1;
        let place = |payload_index: usize| {
            let (line, column, offset, _) = escaped(text, payload, payload_index..payload_index);
            assert_eq!(line, 7);
            // The `é` of the subject takes two bytes and one column.
            (offset as usize - 1000 - start, column as usize - start)
        };
        assert_eq!(place(0), (0, 0));
        assert_eq!(place(1), (2, 2));
        assert_eq!(place(2), (3, 3));
        assert_eq!(place(4), (9, 9));
        assert_eq!(place(6), (11, 10));
        assert_eq!(place(10), (23, 22));
        assert_eq!(place(14), (27, 23));
        assert_eq!(place(15), (29, 25));
        assert_eq!(escaped(text, payload, 6..10).3, 12);
    }

    #[test]
    fn spans_may_come_in_any_order() {
        let origin = Origin { file: "f".into(), line: 1, column: 1, offset: 0, mapping: Mapping::Verbatim };
        let mut locator = Locator::new(&origin, b"ab\ncd\nef");
        assert_eq!(locator.locate(7..8).line, 3);
        assert_eq!(locator.locate(4..5).column, 2);
        assert_eq!(locator.locate(4..5).line, 2);
    }

    #[test]
    fn a_span_beyond_the_payload_stops_at_its_end() {
        let origin = Origin { file: "f".into(), line: 1, column: 1, offset: 0, mapping: Mapping::Verbatim };
        assert_eq!(origin.locate(b"ab", 5..9).column, 3);
        assert_eq!(escaped(r#"{"payload":"\u0061"}"#, "a", 0..100).3, 6);
    }
}
