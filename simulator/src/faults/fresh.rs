//! The same messages from a host that nobody has seen before.

use std::collections::BTreeMap;

use lattice_event_model::Message;
use lattice_events::values::HostId;
use nkeys::KeyPairType;
use uuid::Uuid;

use crate::random::Random;

/// New names for the hosts and events of one fault. A name that comes twice in
/// the fault is replaced by the same new one.
pub(super) struct Fresh<'r> {
    hosts: &'r mut Random,
    ids: &'r mut Random,
    replaced: BTreeMap<String, String>,
}

impl<'r> Fresh<'r> {
    /// Names from two sources of randomness: of hosts, and of events.
    pub(super) fn new(hosts: &'r mut Random, ids: &'r mut Random) -> Self {
        Self { hosts, ids, replaced: BTreeMap::new() }
    }

    /// The messages of one fault with new names, in payloads and headers.
    pub(super) fn messages(mut self, fault: &[Message]) -> Vec<Message> {
        fault.iter().map(|message| self.message(message)).collect()
    }

    fn message(&mut self, message: &Message) -> Message {
        let payload = match std::str::from_utf8(&message.payload) {
            Ok(text) => self.text(text).into_bytes(),
            Err(_) => message.payload.clone(),
        };
        let headers = message.headers.as_ref().map(|headers| {
            headers
                .iter()
                .map(|(name, values)| (name.clone(), values.iter().map(|value| self.text(value)).collect()))
                .collect()
        });
        Message { payload, headers, ..message.clone() }
    }

    fn text(&mut self, text: &str) -> String {
        let is_key_character = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let text = replace_words(text, is_key_character, |word| self.host(word));
        let is_uuid_character = |c: char| c.is_ascii_hexdigit() || c == '-';
        replace_words(&text, is_uuid_character, |word| self.id(word))
    }

    fn host(&mut self, word: &str) -> Option<String> {
        HostId::parse(word).ok()?;
        let new = || self.hosts.public_key(KeyPairType::Server);
        Some(self.replaced.entry(word.to_owned()).or_insert_with(new).clone())
    }

    /// Event ids are UUIDs with hyphens (RFC 9562, section 4).
    fn id(&mut self, word: &str) -> Option<String> {
        if word.len() != uuid::fmt::Hyphenated::LENGTH || Uuid::try_parse(word).is_err() {
            return None;
        }
        let new = || self.ids.uuid();
        Some(self.replaced.entry(word.to_owned()).or_insert_with(new).clone())
    }
}

/// Replaces words of certain characters; those for which there is nothing new
/// stay as they are.
fn replace_words(
    text: &str,
    is_part: impl Fn(char) -> bool,
    mut new: impl FnMut(&str) -> Option<String>,
) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(&is_part) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        replaced.push_str(before);
        match new(word) {
            Some(new) => replaced.push_str(&new),
            None => replaced.push_str(word),
        }
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// JSON in one line, as producers write it; its tokens stay as they are. What
/// is no JSON is left alone, since its white space may be the fault.
pub(super) fn compact(text: &str) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return text.to_owned();
    }
    let mut in_string = false;
    let mut escaped = false;
    text.chars()
        .filter(|character| {
            if in_string {
                in_string = escaped || *character != '"';
                escaped = !escaped && *character == '\\';
                return true;
            }
            in_string = *character == '"';
            !character.is_ascii_whitespace()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";
    const ID: &str = "0195a0b1-c2d3-4e5f-8091-000000000001";

    fn fresh(fault: &[Message]) -> Vec<Message> {
        Fresh::new(&mut Random::new(1), &mut Random::new(2)).messages(fault)
    }

    #[test]
    fn names_are_replaced_alike_in_payloads_and_headers() {
        let message = Message {
            headers: Some(vec![("ce-source".to_owned(), vec![HOST.to_owned(), ID.to_owned()])]),
            payload: format!(r#"{{"id":"{ID}","source":"{HOST}","other":"x-{HOST}-1","n":"0195a0b1"}}"#)
                .into(),
            ..Message::default()
        };
        let new = fresh(&[message.clone(), message]);
        assert_eq!(new[0], new[1]);
        let values = &new[0].headers.as_ref().unwrap()[0].1;
        let (host, id) = (&values[0], &values[1]);
        assert!(HostId::parse(host).is_ok() && host != HOST);
        assert!(Uuid::try_parse(id).is_ok() && id != ID);
        let expected = format!(r#"{{"id":"{id}","source":"{host}","other":"x-{host}-1","n":"0195a0b1"}}"#);
        assert_eq!(String::from_utf8(new[0].payload.clone()).unwrap(), expected);
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        let message = Message::from_payload([0xFF, b'0']);
        assert_eq!(fresh(std::slice::from_ref(&message)), [message]);
    }
}
