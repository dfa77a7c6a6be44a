//! The least permissions that a command needs, as a NATS server reads them.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

/// What a user has to be allowed. Everything else may be denied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Permissions {
    /// Subjects to publish to.
    pub(crate) publish: Vec<String>,
    /// Subjects to subscribe to, with the queue group behind a space.
    pub(crate) subscribe: Vec<String>,
}

impl Permissions {
    /// For subscribing to events.
    pub(crate) fn reading(subjects: &[String], queue_group: Option<&str>) -> Self {
        let subscription = |subject: &String| match queue_group {
            Some(group) => format!("{subject} {group}"),
            None => subject.clone(),
        };
        Self { publish: Vec::new(), subscribe: subjects.iter().map(subscription).collect() }
    }

    /// For publishing events, and with an inbox for waiting for the
    /// acknowledgements of JetStream.
    pub(crate) fn publishing(subjects: &[String], inbox_prefix: Option<&str>) -> Self {
        let subscribe = inbox_prefix.iter().map(|prefix| format!("{prefix}.>")).collect();
        Self { publish: subjects.to_vec(), subscribe }
    }

    /// For reading a JetStream stream, alone or with a durable consumer.
    pub(crate) fn replaying(
        stream: &str,
        durable: Option<&str>,
        inbox_prefix: &str,
        domain: Option<&str>,
    ) -> Self {
        let api = domain.map_or_else(|| "$JS.API".to_owned(), |domain| format!("$JS.{domain}.API"));
        // A consumer of one process has a name of its own in each run.
        let consumer = durable.unwrap_or("*");
        let mut publish = vec![
            format!("{api}.STREAM.INFO.{stream}"),
            format!("{api}.CONSUMER.CREATE.{stream}.>"),
            format!("{api}.CONSUMER.INFO.{stream}.{consumer}"),
            format!("{api}.CONSUMER.MSG.NEXT.{stream}.{consumer}"),
        ];
        match durable {
            Some(durable) => publish.push(format!("$JS.ACK.{stream}.{durable}.>")),
            None => publish.push(format!("{api}.CONSUMER.DELETE.{stream}.*")),
        }
        Self { publish, subscribe: vec![format!("{inbox_prefix}.>")] }
    }
}

impl Display for Permissions {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "permissions {{")?;
        for (action, subjects) in [("publish", &self.publish), ("subscribe", &self.subscribe)] {
            if subjects.is_empty() {
                writeln!(formatter, "  {action}: {{ deny: \">\" }}")?;
                continue;
            }
            writeln!(formatter, "  {action}: {{ allow: [")?;
            for subject in subjects {
                // A queue group is a second word; both stand in one text.
                writeln!(formatter, "    {}", serde_json::Value::from(subject.as_str()))?;
            }
            writeln!(formatter, "  ] }}")?;
        }
        write!(formatter, "}}")
    }
}
