//! The same messages, now, from a host that nobody has seen before.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta};
use lattice_event_model::Message;
use lattice_events::values::HostId;
use nkeys::KeyPairType;
use serde_json::Value;
use uuid::Uuid;

use crate::random::Random;

/// New names for the hosts and events of one fault. A name that comes twice in
/// the fault is replaced by the same new one.
pub(super) struct Fresh<'r> {
    hosts: &'r mut Random,
    ids: &'r mut Random,
    replaced: BTreeMap<String, String>,
    /// How much later everything happens than in the example.
    later: TimeDelta,
}

impl<'r> Fresh<'r> {
    /// Names from two sources of randomness: of hosts, and of events.
    pub(super) fn new(hosts: &'r mut Random, ids: &'r mut Random) -> Self {
        Self { hosts, ids, replaced: BTreeMap::new(), later: TimeDelta::zero() }
    }

    /// Lets the fault happen at the time at which its messages are received: all
    /// its times move by the same whole seconds, and stay as they are written.
    pub(super) fn received(mut self, received_at: Option<&str>, fault: &[Message]) -> Self {
        let now = received_at.and_then(read_time);
        let example = fault.iter().find_map(|message| match &message.received_at {
            Some(received_at) => read_time(received_at),
            None => event_time(message),
        });
        if let (Some(now), Some(example)) = (now, example) {
            self.later = TimeDelta::seconds((now - example).num_seconds());
        }
        self
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
        let text = replace_words(&text, is_uuid_character, |word| self.id(word));
        let is_time_character = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 't');
        replace_words(&text, is_time_character, |word| self.time(word))
    }

    /// A date and a time; what follows them, such as a fraction or an offset, stays.
    fn time(&self, word: &str) -> Option<String> {
        let (time, rest) = word.split_at_checked(DATE_TIME.len())?;
        let separator = time.get(10..11).filter(|separator| ["T", "t"].contains(separator))?;
        let time = NaiveDateTime::parse_from_str(&time.replace('t', "T"), "%Y-%m-%dT%H:%M:%S").ok()?;
        let moved = time.checked_add_signed(self.later)?.format("%Y-%m-%dT%H:%M:%S").to_string();
        (!self.later.is_zero()).then(|| moved.replace('T', separator) + rest)
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

/// What a date and a time look like.
const DATE_TIME: &str = "2026-02-04T12:00:00";

fn read_time(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// The attribute `time` of an event, which in binary mode is a header.
fn event_time(message: &Message) -> Option<DateTime<FixedOffset>> {
    let mut headers = message.headers.iter().flatten();
    if let Some((_, values)) = headers.find(|(name, _)| name.eq_ignore_ascii_case("ce-time")) {
        return read_time(values.first()?);
    }
    let event: Value = serde_json::from_slice(&message.payload).ok()?;
    read_time(event.get("time")?.as_str()?)
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
    fn times_move_together_and_stay_as_they_are_written() {
        let message = Message::from_payload(
            r#"{"time":"2026-02-04T12:00:00.25Z","a":"2026-02-04t13:59:59+01:00","b":"2026-02-30T12:00:00Z","c":"12:00"}"#,
        );
        let moved = |received_at| {
            let fault = std::slice::from_ref(&message);
            let (mut hosts, mut ids) = (Random::new(1), Random::new(2));
            let new = Fresh::new(&mut hosts, &mut ids).received(received_at, fault).messages(fault);
            String::from_utf8(new[0].payload.clone()).unwrap()
        };
        assert_eq!(
            moved(Some("2026-03-01T00:00:01.5Z")),
            r#"{"time":"2026-03-01T00:00:01.25Z","a":"2026-03-01t02:00:00+01:00","b":"2026-02-30T12:00:00Z","c":"12:00"}"#
        );
        assert_eq!(moved(None).into_bytes(), message.payload);
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        let message = Message::from_payload([0xFF, b'0']);
        assert_eq!(fresh(std::slice::from_ref(&message)), [message]);
    }
}
