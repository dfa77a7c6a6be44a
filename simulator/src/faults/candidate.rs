//! Faults that could be planted: the rules' firing examples as messages of a
//! lattice.

use lattice_event_model::{
    Message,
    nats::{SubjectTemplate, is_token},
};
use lattice_events::families;
use lattice_linter::{Expectation, Rule, RuleExample, RuleExampleError};
use serde_json::Value;

use super::fresh::compact;

/// The event under whose name a message travels that does not tell its type.
const COMMONEST_EVENT: &str = "host_heartbeat";

/// A firing example of a rule, ready to be planted.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) rule: &'static Rule,
    /// Its messages as they stand in the example, but in one line, and on
    /// subjects of the lattice where one was wanted.
    pub(super) messages: Vec<Message>,
}

/// Why an example cannot be planted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Obstacle {
    #[error("it has no example that fires")]
    NoExample,
    #[error("its example needs another catalogue")]
    Catalog,
    #[error("its example needs a limit on the length of lines")]
    LongestLine,
    #[error("its example needs a profile of the NATS binding")]
    Profile,
    #[error("it is about lines of a file, not about messages on NATS")]
    NoMessage,
    #[error("its example came on `{subject}`, which is no subject of a lattice")]
    Subject { subject: String },
    #[error("it says nothing about its example when all of it comes from one lattice")]
    Silent,
    #[error("`{rule}` has something to say about its example too")]
    Disturbed { rule: String },
}

impl Candidate {
    /// The firing examples of a rule. Where `lattice` names one, all subjects
    /// become subjects of that lattice.
    ///
    /// # Errors
    ///
    /// [`RuleExampleError`], if the examples of the rule cannot be read.
    pub(super) fn all(
        rule: &'static Rule,
        base_address: &str,
        lattice: Option<&str>,
    ) -> Result<Vec<Result<Self, Obstacle>>, RuleExampleError> {
        let mut examples = rule.examples()?;
        examples.retain(|example| example.expectation == Expectation::Fires);
        Ok(examples
            .into_iter()
            .map(|example| {
                let messages = messages(&example, base_address, lattice)?;
                Ok(Self { rule, messages })
            })
            .collect())
    }
}

fn messages(
    example: &RuleExample,
    base_address: &str,
    lattice: Option<&str>,
) -> Result<Vec<Message>, Obstacle> {
    if example.catalog.is_some() {
        return Err(Obstacle::Catalog);
    }
    if example.longest_line.is_some() {
        return Err(Obstacle::LongestLine);
    }
    if example.profile.is_some() || example.thresholds.is_some() {
        return Err(Obstacle::Profile);
    }
    if let Some(rule) = example.beside.first() {
        return Err(Obstacle::Disturbed { rule: rule.clone() });
    }
    let inputs = example.inputs(base_address);
    if inputs.is_empty() || inputs.iter().any(|input| input.fault().is_some()) {
        return Err(Obstacle::NoMessage);
    }
    let message = |message: Message| {
        let payload = match std::str::from_utf8(&message.payload) {
            Ok(text) => compact(text).into_bytes(),
            Err(_) => message.payload,
        };
        let message = Message { payload, ..message };
        let subject = match (&message.subject, lattice) {
            (Some(subject), None) => Some(subject.clone()),
            (Some(subject), Some(lattice)) => Some(
                in_lattice(subject, lattice).ok_or_else(|| Obstacle::Subject { subject: subject.clone() })?,
            ),
            (None, lattice) => subject_of(&message, lattice.unwrap_or("default")),
        };
        Ok(Message { subject, ..message })
    };
    inputs.into_iter().map(|input| message(input.message)).collect()
}

/// The same subject in another lattice. `None`, if no publisher publishes on
/// subjects that begin like it.
fn in_lattice(subject: &str, lattice: &str) -> Option<String> {
    let mut templates = families::ALL.iter().flat_map(|family| {
        std::iter::once(&family.publisher.subject).chain(family.publisher.former_subjects)
    });
    templates.find_map(|template| {
        let (before, _) = template.split_once("{lattice}")?;
        let rest = subject.strip_prefix(before)?;
        let after = rest.find('.').map_or("", |end| &rest[end..]);
        Some(format!("{before}{lattice}{after}"))
    })
}

/// The subject on which a publisher would send the event of a message.
fn subject_of(message: &Message, lattice: &str) -> Option<String> {
    let event_type = event_type(message).unwrap_or_default();
    let publisher = families::ALL
        .iter()
        .map(|family| family.publisher)
        .find(|publisher| {
            event_type.strip_prefix(publisher.type_prefix).is_some_and(|rest| rest.starts_with('.'))
        })
        .unwrap_or(&families::HOST);
    let name = event_type.rsplit('.').next().filter(|name| is_token(name)).unwrap_or(COMMONEST_EVENT);
    SubjectTemplate::new(publisher.subject).fill(&[("lattice", lattice), ("event", name)]).ok()
}

/// The type of the event: in binary mode it is a header.
fn event_type(message: &Message) -> Option<String> {
    let mut headers = message.headers.iter().flatten();
    if let Some((_, values)) = headers.find(|(name, _)| name.eq_ignore_ascii_case("ce-type")) {
        return values.first().cloned();
    }
    let event: Value = serde_json::from_slice(&message.payload).ok()?;
    Some(event.get("type")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_move_to_the_lattice() {
        let moved = |subject| in_lattice(subject, "blue");
        assert_eq!(moved("wasmbus.evt.default.config_set").as_deref(), Some("wasmbus.evt.blue.config_set"));
        assert_eq!(moved("wadm.evt.test.x.y").as_deref(), Some("wadm.evt.blue.x.y"));
        assert_eq!(moved("wasmbus.evt.default").as_deref(), Some("wasmbus.evt.blue"));
        assert_eq!(moved("wasmbus.ctl.default.config_set"), None);
    }

    #[test]
    fn a_message_without_a_subject_gets_that_of_its_event() {
        let subject = |payload: &str| subject_of(&Message::from_payload(payload), "blue").unwrap();
        assert_eq!(subject(r#"{"type":"com.wadm.manifest_published"}"#), "wadm.evt.blue.manifest_published");
        assert_eq!(subject(r#"{"type":"com.wasmcloud.lattice.x"}"#), "wasmbus.evt.blue.x");
        assert_eq!(subject(r#"{"type":""}"#), "wasmbus.evt.blue.host_heartbeat");
        assert_eq!(subject(r#"{"type":"a b"}"#), "wasmbus.evt.blue.host_heartbeat");
        assert_eq!(subject("{"), "wasmbus.evt.blue.host_heartbeat");
        let binary = Message {
            headers: Some(vec![("CE-Type".to_owned(), vec!["com.wasmcloud.lattice.y".to_owned()])]),
            ..Message::default()
        };
        assert_eq!(subject_of(&binary, "blue").unwrap(), "wasmbus.evt.blue.y");
    }
}
