//! Every text of a message, with its place.

use std::{borrow::Cow, cell::RefCell, fmt};

use lattice_event_model::{Message, message::Headers, nats::header_attributes, pointer::escape};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{
    SecretPlace, encoding,
    json_web_key::Members,
    scanner::{Scanner, Text},
};
use crate::decode::PayloadOf;

/// How many pieces of JSON are looked for in a text.
const PIECES: usize = 16;

/// Hands all texts of a message to the scanner.
pub(super) fn message(message: &Message, payload_of: PayloadOf, scanner: &mut Scanner<'_>) {
    let plain = |place: SecretPlace| Text { place, pointer: None, name: "", is_attribute: false, depth: 0 };
    if let Some(subject) = &message.subject {
        scanner.text(subject, &plain(SecretPlace::Subject));
    }
    if let Some(headers) = &message.headers {
        self::headers(headers, payload_of, scanner);
    }
    let base = match payload_of {
        PayloadOf::Document => "",
        PayloadOf::Data => "/data",
    };
    let text = String::from_utf8_lossy(&message.payload);
    let at = Text { pointer: Some(base), ..plain(SecretPlace::Value) };
    if matches!(text, Cow::Borrowed(_)) && json(&text, &at, scanner).is_some() {
        return;
    }
    // What stands in front of the fault was walked. The rest is any text, and
    // its escapes may hide something. What was found before is told once.
    let at = plain(SecretPlace::Payload);
    for text in
        [Some(Cow::Borrowed(&*text)), encoding::unescaped(&text).map(Cow::Owned)].into_iter().flatten()
    {
        scanner.only_redact_more();
        scanner.text(&text, &at);
    }
}

fn headers(headers: &Headers, payload_of: PayloadOf, scanner: &mut Scanner<'_>) {
    for (name, values) in headers {
        let attribute = name.get(..3).filter(|prefix| prefix.eq_ignore_ascii_case("ce-"));
        let attribute = attribute.and_then(|_| name.get(3..)).map(str::to_ascii_lowercase);
        let attribute = attribute.filter(|_| payload_of == PayloadOf::Data);
        let pointer = attribute.as_deref().map(|name| format!("/{}", escape(name)));
        let at = Text {
            place: SecretPlace::Header(name.clone()),
            pointer: pointer.as_deref(),
            name: super::attribute_name(name),
            is_attribute: attribute.is_some(),
            depth: 0,
        };
        for value in values {
            let before = scanner.count();
            scanner.text(value, &at);
            // The value of an attribute has quotes and percent-encoding.
            let decoded = header_attributes(&vec![(name.clone(), vec![value.clone()])]).attributes;
            if let Some(decoded) = decoded.values().next().and_then(serde_json::Value::as_str)
                && decoded != value
            {
                let is_told = scanner.count() > before;
                scanner.quietly(is_told, |scanner| scanner.text(decoded, &at));
            }
        }
        scanner.text(name, &Text { place: SecretPlace::HeaderName, pointer: None, name: "", ..at });
    }
}

/// Walks a whole JSON text; `None` if it is none.
fn json(text: &str, at: &Text<'_>, scanner: &mut Scanner<'_>) -> Option<()> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    walk(&mut deserializer, at, scanner)?;
    deserializer.end().ok()
}

/// Walks pieces of JSON that stand in a text.
pub(super) fn json_within(text: &str, at: &Text<'_>, scanner: &mut Scanner<'_>) {
    let mut start = 0;
    let before = scanner.count();
    for _ in 0..PIECES {
        let Some(rest) = text.get(start..) else { return };
        let Some(opening) = rest.find(['{', '[']) else { return };
        let piece = rest.get(opening..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(piece).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(IgnoredAny)) => {
                let end = values.byte_offset();
                let whole = piece.get(..end).unwrap_or_default();
                let mut deserializer = serde_json::Deserializer::from_str(whole);
                // The first piece with a secret is told, and all are taken out.
                let is_told = scanner.count() > before;
                scanner.quietly(is_told, |scanner| {
                    let _ = walk(&mut deserializer, at, scanner);
                });
                start += opening + end.max(1);
            }
            _ => start += opening + 1,
        }
    }
}

fn walk<'de, D: Deserializer<'de>>(deserializer: D, at: &Text<'_>, scanner: &mut Scanner<'_>) -> Option<()> {
    let walk = Walk { scanner: RefCell::new(scanner), at, base: at.pointer.map_or(0, str::len) };
    let pointer = RefCell::new(at.pointer.unwrap_or_default().to_owned());
    Node { walk: &walk, pointer: &pointer, name: at.name, is_attribute: at.is_attribute, holder: None }
        .deserialize(deserializer)
        .ok()
        .map(|_| ())
}

struct Walk<'a, 's, 't> {
    scanner: RefCell<&'a mut Scanner<'s>>,
    at: &'a Text<'t>,
    /// Length of the pointer at which the walk began.
    base: usize,
}

/// One value. What is read of it is the text, if it is one.
struct Node<'w, 'a, 's, 't> {
    walk: &'w Walk<'a, 's, 't>,
    pointer: &'w RefCell<String>,
    name: &'w str,
    is_attribute: bool,
    /// The texts of the object of which it is a member.
    holder: Option<&'w RefCell<Members>>,
}

impl Node<'_, '_, '_, '_> {
    fn text(&self, text: &str, place: SecretPlace, name: &str) {
        // In a text within a text, the place is that of the outer one.
        let is_whole = self.walk.at.depth == 0;
        let pointer = self.pointer.borrow();
        let at = Text {
            place: if is_whole { place } else { self.walk.at.place.clone() },
            pointer: if is_whole { Some(pointer.as_str()) } else { self.walk.at.pointer },
            name,
            is_attribute: self.is_attribute,
            depth: self.walk.at.depth,
        };
        self.walk.scanner.borrow_mut().text(text, &at);
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        match self.holder {
            // A member of a key is told with its key.
            Some(holder) if holder.borrow_mut().note(self.name, text) => {}
            _ => self.text(text, SecretPlace::Value, self.name),
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let mut index = 0;
        let length = self.pointer.borrow().len();
        loop {
            self.pointer.borrow_mut().push_str(&format!("/{index}"));
            // Attributes of the events of a batch are attributes too.
            let node = Node { holder: None, ..self };
            let next = sequence.next_element_seed(node);
            self.pointer.borrow_mut().truncate(length);
            if next?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let length = self.pointer.borrow().len();
        let members = RefCell::new(Members::default());
        let is_event = self.walk.at.depth == 0
            && is_event(&self.pointer.borrow(), self.walk.base)
            && self.walk.at.pointer == Some("");
        let walked = loop {
            let name = match map.next_key::<String>() {
                Ok(Some(name)) => name,
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            };
            self.pointer.borrow_mut().push_str(&format!("/{}", escape(&name)));
            self.text(&name, SecretPlace::Name, "");
            let is_attribute = is_event && name != "data" && name != "data_base64";
            let node = Node { name: &name, is_attribute, holder: Some(&members), ..self };
            let value = map.next_value_seed(node);
            self.pointer.borrow_mut().truncate(length);
            if let Err(error) = value {
                break Err(error);
            }
        };
        let members = members.into_inner();
        if let Some(private) = members.private() {
            for (name, text) in private {
                self.pointer.borrow_mut().push_str(&format!("/{}", escape(name)));
                let is_whole = self.walk.at.depth == 0;
                {
                    let pointer = self.pointer.borrow();
                    let at = Text {
                        place: if is_whole { SecretPlace::Value } else { self.walk.at.place.clone() },
                        pointer: if is_whole { Some(pointer.as_str()) } else { self.walk.at.pointer },
                        name: "",
                        is_attribute: false,
                        depth: self.walk.at.depth,
                    };
                    self.walk.scanner.borrow_mut().add(super::SecretKind::PrivateJsonWebKey, text, &at);
                }
                self.pointer.borrow_mut().truncate(length);
            }
        } else {
            for (name, text) in members.all() {
                self.pointer.borrow_mut().push_str(&format!("/{}", escape(name)));
                self.text(text, SecretPlace::Value, name);
                self.pointer.borrow_mut().truncate(length);
            }
        }
        walked
    }
}

/// Whether a pointer leads to an event: to the whole text, or to an element of
/// a batch.
fn is_event(pointer: &str, base: usize) -> bool {
    let rest = pointer.get(base..).unwrap_or_default();
    rest.strip_prefix('/').map_or(rest.is_empty(), |index| index.bytes().all(|byte| byte.is_ascii_digit()))
}
