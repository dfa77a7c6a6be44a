//! Reading JSON once: the value, and what serde_json does not tell.

use std::{borrow::Cow, fmt};

use lattice_event_model::pointer::escape;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, map::Entry};

use crate::{
    quoted::shortened,
    secret::{is_suspicious, is_suspicious_name},
};

/// How many duplicate members are told one by one.
const DUPLICATES: usize = 100;
/// How deep serde_json reads.
const DEPTH: usize = 128;

/// A JSON text that was read.
#[derive(Debug, Default)]
pub struct Document {
    /// The value. Where a name stands twice, the last member counts.
    pub value: Value,
    /// JSON pointers of names that stand twice or more in one object, each
    /// once. At most the first hundred.
    pub duplicates: Vec<String>,
    /// How many values there are: scalars, arrays and objects.
    pub values: usize,
    /// Whether a text in it, be it a value or a name, may hold a secret.
    pub(crate) suspicious: bool,
}

/// Why bytes are no JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonFault {
    /// What kind of fault it is.
    pub kind: JsonFaultKind,
    /// What is wrong, as the end of a sentence: `it ends too early`.
    pub reason: Cow<'static, str>,
    /// The byte at which it is wrong.
    pub offset: usize,
}

/// What kind of fault keeps bytes from being a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// There is nothing but white space.
    Empty,
    /// A byte order mark stands before it.
    ByteOrderMark,
    /// It is not UTF-8.
    Encoding,
    /// An escape is half of a surrogate pair. The offset is that of the escape.
    Surrogate,
    /// It is nested too deep.
    Depth,
    /// It ends too early.
    End,
    /// Something else stands where a part of JSON should, or a number is too large.
    Syntax,
}

impl JsonFault {
    fn new(kind: JsonFaultKind, reason: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self { kind, reason: reason.into(), offset }
    }
}

impl Document {
    /// Reads bytes that should be one JSON text (RFC 8259).
    ///
    /// # Errors
    ///
    /// [`JsonFault`], with the first byte that is wrong.
    pub fn read(bytes: &[u8]) -> Result<Self, JsonFault> {
        let text = text(bytes)?;
        let mut notes = Notes::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = Node { notes: &mut notes, depth: 0 }
            .deserialize(&mut deserializer)
            .and_then(|value| deserializer.end().map(|()| value))
            .map_err(|error| fault(text, &error))?;
        Ok(Self { value, duplicates: notes.duplicates, values: notes.values, suspicious: notes.suspicious })
    }

    /// The values that should be events, with their pointers: those of a batch,
    /// or the one value that there is.
    pub fn elements(&self) -> impl Iterator<Item = (String, &Value)> {
        let (single, batch) = match &self.value {
            Value::Array(elements) => (None, elements.as_slice()),
            value => (Some((String::new(), value)), [].as_slice()),
        };
        single.into_iter().chain(batch.iter().enumerate().map(|(index, value)| (format!("/{index}"), value)))
    }
}

fn text(bytes: &[u8]) -> Result<&str, JsonFault> {
    use JsonFaultKind::{ByteOrderMark, Empty, Encoding};

    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(JsonFault::new(Empty, "it is empty", 0));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        let reason = "it begins with a byte order mark, which JSON does not allow";
        return Err(JsonFault::new(ByteOrderMark, reason, 0));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(JsonFault::new(Encoding, "it is UTF-16, and JSON is UTF-8", 0));
    }
    std::str::from_utf8(bytes)
        .map_err(|error| JsonFault::new(Encoding, "it is not UTF-8", error.valid_up_to()))
}

fn fault(text: &str, error: &serde_json::Error) -> JsonFault {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    if error.is_eof() {
        return JsonFault::new(JsonFaultKind::End, format!("it ends too early: {reason}"), text.len());
    }
    let offset = offset(text, error);
    match reason {
        "recursion limit exceeded" => {
            JsonFault::new(JsonFaultKind::Depth, format!("it is nested deeper than {DEPTH} levels"), offset)
        }
        // serde_json reads an escape to its end before it looks for the other half.
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            let reason = "it has half of a surrogate pair";
            JsonFault::new(JsonFaultKind::Surrogate, reason, surrogate(text, offset).unwrap_or(offset))
        }
        reason => JsonFault::new(JsonFaultKind::Syntax, reason.to_owned(), offset),
    }
}

/// The escape that lacks its other half: the last surrogate at or before an
/// offset, or the one before it, if both begin a pair.
fn surrogate(text: &str, offset: usize) -> Option<usize> {
    let second_digit = |start: usize| match text.as_bytes().get(start..start + 6)? {
        [b'\\', b'u', b'd' | b'D', digit @ (b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F'), _, _] => Some(*digit),
        _ => None,
    };
    let begins_pair = |start: usize| {
        second_digit(start).is_some_and(|digit| matches!(digit, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'))
    };
    let last = (offset.saturating_sub(12)..=offset).rev().find(|start| second_digit(*start).is_some())?;
    let before = last.checked_sub(6).filter(|before| begins_pair(*before) && begins_pair(last));
    Some(before.unwrap_or(last))
}

/// serde_json counts lines from 1 and columns in bytes; column 1 is the first one.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before = error.line().saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    (start + error.column().saturating_sub(1)).min(text.len())
}

#[derive(Default)]
struct Notes {
    duplicates: Vec<String>,
    values: usize,
    suspicious: bool,
}

/// Builds one value.
struct Node<'n> {
    notes: &'n mut Notes,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.notes.values += 1;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        self.notes.suspicious = self.notes.suspicious || is_suspicious(value);
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        self.notes.suspicious = self.notes.suspicious || is_suspicious(&value);
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        loop {
            let known = self.notes.duplicates.len();
            let Some(element) =
                sequence.next_element_seed(Node { notes: &mut *self.notes, depth: self.depth + 1 })?
            else {
                break;
            };
            prefix(&mut self.notes.duplicates, known, || elements.len().to_string());
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        // An event and its data have several members. Elsewhere there may be a
        // million objects, so that room which is not needed would count.
        let mut members = if self.depth <= 1 { Map::with_capacity(8) } else { Map::new() };
        let begin = self.notes.duplicates.len();
        while let Some(name) = map.next_key::<String>()? {
            self.notes.suspicious = self.notes.suspicious || is_suspicious_name(&name);
            let known = self.notes.duplicates.len();
            let value = map.next_value_seed(Node { notes: &mut *self.notes, depth: self.depth + 1 })?;
            prefix(&mut self.notes.duplicates, known, || token(&name));
            match members.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    if self.notes.duplicates.len() < DUPLICATES {
                        let pointer = format!("/{}", token(entry.key()));
                        if !self.notes.duplicates.iter().skip(begin).any(|noted| *noted == pointer) {
                            self.notes.duplicates.push(pointer);
                        }
                    }
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(members))
    }
}

/// A name in a pointer. Names of absurd length are cut, so that a hundred of
/// them do not fill the memory.
fn token(name: &str) -> String {
    escape(&shortened(name, 256))
}

/// Pointers are put together on the way out, so that texts without duplicates
/// cost nothing.
fn prefix(duplicates: &mut [String], known: usize, token: impl FnOnce() -> String) {
    if let Some(added) = duplicates.get_mut(known..).filter(|added| !added.is_empty()) {
        let token = token();
        for pointer in added {
            pointer.insert_str(0, &format!("/{token}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> (String, usize) {
        let fault = Document::read(bytes).unwrap_err();
        (fault.reason.into_owned(), fault.offset)
    }

    #[test]
    fn values_are_those_of_serde_json() {
        let text =
            r#"{"a": [1, -2, 1.5, 18446744073709551615, true, null, "\ud83d\ude00"], "b": {}, "c": 1e2}"#;
        let document = Document::read(text.as_bytes()).unwrap();
        assert_eq!(document.value, serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(document.values, 11);
        assert!(document.duplicates.is_empty());
    }

    #[test]
    fn duplicates_are_noted_at_every_depth_and_once() {
        let text = r#"{"a": 1, "b": [{"c/d": 1, "c/d": 2, "c/d": 3}, {"a": {"x": 1, "x": 2}}], "a": 2}"#;
        let document = Document::read(text.as_bytes()).unwrap();
        assert_eq!(document.duplicates, ["/b/0/c~1d", "/b/1/a/x", "/a"]);
        assert_eq!(document.value["a"], 2);
    }

    #[test]
    fn one_name_twice_in_two_objects_is_noted_twice() {
        for (text, expected) in [
            (r#"[{"a": 1, "a": 2}, {"a": 1, "a": 2}]"#, ["/0/a", "/1/a"]),
            (r#"{"a": 1, "a": 2, "b": {"a": 1, "a": 2}}"#, ["/a", "/b/a"]),
        ] {
            assert_eq!(Document::read(text.as_bytes()).unwrap().duplicates, expected);
        }
    }

    #[test]
    fn faults_name_the_byte() {
        assert_eq!(reason(b" \n"), ("it is empty".to_owned(), 0));
        assert_eq!(reason(b"{\"a\":\xff}"), ("it is not UTF-8".to_owned(), 5));
        assert_eq!(reason(b"{\"a\":\n 1,}"), ("trailing comma".to_owned(), 9));
        assert_eq!(reason(b"{\"a\":1e400}").0, "number out of range");
        assert_eq!(reason(b"{\"a\":1} x"), ("trailing characters".to_owned(), 8));
        assert_eq!(reason(b"{\"a\":").1, 5);
        assert_eq!(Document::read(b"\xEF\xBB\xBF{}").unwrap_err().kind, JsonFaultKind::ByteOrderMark);
        assert_eq!(Document::read(b"\xFF\xFE{\0").unwrap_err().kind, JsonFaultKind::Encoding);
        let deep = "[".repeat(10_000);
        assert_eq!(reason(deep.as_bytes()).0, "it is nested deeper than 128 levels");
    }

    #[test]
    fn halves_of_surrogate_pairs_are_marked() {
        for (text, offset) in [
            (r#"["\uDEAD"]"#, 2),
            (r#"["a\ud800"]"#, 3),
            (r#"["\ud800b"]"#, 2),
            (r#"["\ud800\n"]"#, 2),
            (r#"["\ud800\u0041"]"#, 2),
            (r#"["\ud83d\ude00\uDBFF\ud83d\ude00"]"#, 14),
            (r#"["é\udfff", 1]"#, 4),
        ] {
            let fault = Document::read(text.as_bytes()).unwrap_err();
            assert_eq!((fault.kind, fault.offset), (JsonFaultKind::Surrogate, offset), "{text}");
        }
        for text in [r#"["\ud83d\ude00"]"#, r#"["\\ud800"]"#] {
            assert!(Document::read(text.as_bytes()).is_ok(), "{text}");
        }
        assert_eq!(Document::read(br#"["\uZZZZ"]"#).unwrap_err().kind, JsonFaultKind::Syntax);
        assert_eq!(Document::read(br#"["\ud800"#).unwrap_err().kind, JsonFaultKind::End);
    }
}
