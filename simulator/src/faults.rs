//! Faults in a stream of messages, and the truth about them.

use std::collections::BTreeMap;

use lattice_event_model::Message;
use lattice_events::values::HostId;
use lattice_linter::{Expectation, Rule, RuleExampleError, rules};
use nkeys::KeyPairType;
use serde_json::Value;

use crate::random::Random;

/// A fault that was planted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Planted {
    /// The rule that should notice it.
    pub rule: &'static str,
    /// What is wrong, in one sentence.
    pub summary: String,
    /// Where its first message stands in the stream, from 0.
    pub position: usize,
    /// How many messages it has.
    pub messages: usize,
}

/// Plants `count` faults of different rules, or one of each where there are fewer.
///
/// Each fault is a firing example of a rule, told as if by a host of its own,
/// so that faults do not disturb each other.
///
/// # Errors
///
/// [`RuleExampleError`], if the examples of a rule cannot be read.
pub fn plant(
    messages: Vec<Message>,
    seed: u64,
    count: usize,
) -> Result<(Vec<Message>, Vec<Planted>), RuleExampleError> {
    let mut random = Random::new(seed ^ 0xFA17);
    let mut candidates = Vec::new();
    for rule in rules::ALL {
        let messages = firing_messages(rule)?;
        if !messages.is_empty() {
            candidates.push((*rule, messages));
        }
    }
    let mut faults: Vec<(usize, &Rule, Vec<Message>)> = Vec::new();
    while faults.len() < count && !candidates.is_empty() {
        let (rule, fault) = candidates.swap_remove(random.below(candidates.len() as u64) as usize);
        // After the beginning, when there is a lattice to hide in.
        let at = 1 + random.below(messages.len().max(1) as u64) as usize;
        faults.push((at.min(messages.len()), rule, from_another_host(&fault, &mut random)));
    }
    faults.sort_by_key(|(at, rule, _)| (*at, rule.name));

    let mut stream = Vec::with_capacity(messages.len());
    let mut planted = Vec::new();
    let mut faults = faults.into_iter().peekable();
    for (index, message) in messages.into_iter().enumerate() {
        plant_before(index, &mut faults, &mut stream, &mut planted);
        stream.push(message);
    }
    plant_before(usize::MAX, &mut faults, &mut stream, &mut planted);
    Ok((stream, planted))
}

fn plant_before(
    index: usize,
    faults: &mut std::iter::Peekable<std::vec::IntoIter<(usize, &'static Rule, Vec<Message>)>>,
    stream: &mut Vec<Message>,
    planted: &mut Vec<Planted>,
) {
    while let Some((_, rule, fault)) = faults.next_if(|(at, _, _)| *at <= index) {
        planted.push(Planted {
            rule: rule.name,
            summary: rule.summary(),
            position: stream.len(),
            messages: fault.len(),
        });
        let received_at = stream.last().and_then(|message| message.received_at.clone());
        stream
            .extend(fault.into_iter().map(|message| Message { received_at: received_at.clone(), ..message }));
    }
}

/// The messages of a rule's first firing example. None, if it is no message
/// that could come over NATS, or belongs to another catalogue.
fn firing_messages(rule: &Rule) -> Result<Vec<Message>, RuleExampleError> {
    let examples = rule.examples()?;
    let fires = examples.into_iter().find(|example| {
        example.expectation == Expectation::Fires
            && example.catalog.is_none()
            && example.longest_line.is_none()
    });
    let Some(example) = fires else { return Ok(Vec::new()) };
    let inputs = example.inputs(lattice_events::CATALOG.base_address);
    if inputs.iter().any(|input| input.fault().is_some()) {
        return Ok(Vec::new());
    }
    Ok(inputs.into_iter().map(|input| input.message).collect())
}

/// The same messages from a host that nobody has seen before, on a subject.
fn from_another_host(fault: &[Message], random: &mut Random) -> Vec<Message> {
    let mut keys = BTreeMap::new();
    fault
        .iter()
        .map(|message| {
            let payload = match std::str::from_utf8(&message.payload) {
                Ok(text) => compact(&replace_keys(text, &mut keys, random)).into_bytes(),
                Err(_) => message.payload.clone(),
            };
            let subject = message.subject.clone().or_else(|| subject(&payload));
            Message { subject, payload, ..message.clone() }
        })
        .collect()
}

fn replace_keys(text: &str, keys: &mut BTreeMap<String, String>, random: &mut Random) -> String {
    let is_key_character = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_key_character) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c| !is_key_character(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        replaced.push_str(before);
        if HostId::parse(word).is_ok() {
            let key = keys.entry(word.to_owned()).or_insert_with(|| random.public_key(KeyPairType::Server));
            replaced.push_str(key);
        } else {
            replaced.push_str(word);
        }
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// JSON in one line, as producers write it; its tokens stay as they are. What
/// is no JSON is left alone, since its white space may be the fault.
fn compact(text: &str) -> String {
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

/// The subject on which a publisher would send an event of that type.
fn subject(payload: &[u8]) -> Option<String> {
    let event: Value = serde_json::from_slice(payload).ok()?;
    let name = event.get("type")?.as_str()?.rsplit('.').next()?;
    let publisher = lattice_events::families::HOST;
    let template = lattice_event_model::nats::SubjectTemplate::new(publisher.subject);
    template.fill(&[("lattice", "default"), ("event", name)]).ok()
}
