//! A whole text: one event for people to read, several, or a batch.

use std::{ops::Range, sync::Arc};

use serde::de::IgnoredAny;

use super::{Input, Place, line::from_text};

/// The messages in a whole text: one event that may span lines, several one
/// after the other, recorded messages, or a batch, whose events become messages
/// of their own.
///
/// Where a text is broken, reading goes on at the next line that begins with an
/// opening brace. A text of white space holds no message.
pub fn from_document(file: impl Into<Arc<str>>, text: impl AsRef<[u8]>) -> Vec<Input> {
    let (file, text) = (file.into(), text.as_ref());
    let mut place = Place::START;
    let mut walked = 0;
    let input = |part: Range<usize>| {
        place = place.after(&text[walked..part.start]);
        walked = part.start;
        from_text(&file, place, text[part].to_owned())
    };
    parts(text).into_iter().map(input).collect()
}

/// The texts of the values, those of a batch one by one.
pub(super) fn parts(text: &[u8]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let mut values = serde_json::Deserializer::from_slice(&text[start..]).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => {
                let end = start + values.byte_offset();
                if text[start] == b'[' {
                    parts.extend(elements(text, start..end));
                } else {
                    parts.push(start..end);
                }
                at = end;
            }
            _ => {
                let end = next_opening(text, start);
                parts.push(start..start + text[start..end].trim_ascii_end().len());
                at = end;
            }
        }
    }
    parts
}

fn next_start(text: &[u8], at: usize) -> Option<usize> {
    text.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace()).map(|skipped| at + skipped)
}

/// The next line that begins with an opening brace, or the end.
fn next_opening(text: &[u8], start: usize) -> usize {
    text[start..].windows(2).position(|pair| pair == b"\n{").map_or(text.len(), |at| start + at + 1)
}

/// The elements of an array that is known to be JSON.
fn elements(text: &[u8], array: Range<usize>) -> Vec<Range<usize>> {
    let mut elements = Vec::new();
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    let mut start = array.start + 1;
    for at in array {
        let byte = text[at];
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        let ends = depth == 0 || (depth == 1 && byte == b',');
        if ends {
            let element = &text[start..at];
            let begin = start + (element.len() - element.trim_ascii_start().len());
            let end = begin + element.trim_ascii().len();
            if begin < end {
                elements.push(begin..end);
            }
            start = at + 1;
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(String, u64, u64)> {
        from_document("f", text)
            .into_iter()
            .map(|input| {
                let payload = String::from_utf8(input.message.payload).unwrap();
                (payload, input.origin.line, input.origin.column)
            })
            .collect()
    }

    fn owned(expected: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
        expected.iter().map(|(text, line, column)| ((*text).to_owned(), *line, *column)).collect()
    }

    #[test]
    fn every_layout_is_cut_into_messages() {
        assert_eq!(texts(" \n"), []);
        assert_eq!(texts("\n {\"a\":\n1}\n"), owned(&[("{\"a\":\n1}", 2, 2)]));
        assert_eq!(texts("{\"a\":1}{\"b\":2}"), owned(&[("{\"a\":1}", 1, 1), ("{\"b\":2}", 1, 8)]));
        assert_eq!(
            texts("[{\"a\":\"],[\\\"\"},\n [1], 2]"),
            owned(&[("{\"a\":\"],[\\\"\"}", 1, 2), ("[1]", 2, 2), ("2", 2, 7)])
        );
        assert_eq!(texts("[]"), []);
    }

    #[test]
    fn reading_goes_on_behind_a_broken_value() {
        assert_eq!(
            texts("{\"a\":\n 1\n{\"b\":2}\n{\"c\":3}"),
            owned(&[("{\"a\":\n 1", 1, 1), ("{\"b\":2}", 3, 1), ("{\"c\":3}", 4, 1)])
        );
    }

    #[test]
    fn recorded_messages_may_span_lines() {
        let inputs = from_document("f", "{\n\"subject\": \"s\",\n\"payload\": \"{}\"\n}");
        assert_eq!(inputs[0].message.subject.as_deref(), Some("s"));
        assert_eq!(inputs[0].origin.locate(b"{}", 1..2).line, 3);
    }
}
