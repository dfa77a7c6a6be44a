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
    ///
    /// A server whose own domain is the one that is named writes the requests
    /// anew, without the domain, before it looks at permissions; any other
    /// server passes them on as they are. Where the client connects is not
    /// known here, so with a domain both forms are allowed.
    pub(crate) fn replaying(
        stream: &str,
        durable: Option<&str>,
        inbox_prefix: &str,
        domain: Option<&str>,
    ) -> Self {
        let with_domain = domain.map(|domain| format!("$JS.{domain}.API"));
        let interfaces = std::iter::once("$JS.API".to_owned()).chain(with_domain);
        let mut publish: Vec<String> =
            interfaces.flat_map(|interface| requests(&interface, stream, durable)).collect();
        publish.extend(durable.map(|durable| format!("$JS.ACK.{stream}.{durable}.>")));
        Self { publish, subscribe: vec![format!("{inbox_prefix}.>")] }
    }
}

/// The requests with which a stream is read.
fn requests(interface: &str, stream: &str, durable: Option<&str>) -> Vec<String> {
    // A consumer of one process gets a name from the server, another one in each run.
    let consumer = durable.unwrap_or("*");
    let created = durable.map_or_else(String::new, |durable| format!(".{durable}"));
    let mut requests = vec![
        format!("{interface}.STREAM.INFO.{stream}"),
        format!("{interface}.CONSUMER.CREATE.{stream}{created}"),
        format!("{interface}.CONSUMER.INFO.{stream}.{consumer}"),
        format!("{interface}.CONSUMER.MSG.NEXT.{stream}.{consumer}"),
    ];
    if durable.is_none() {
        requests.push(format!("{interface}.CONSUMER.DELETE.{stream}.*"));
    }
    requests
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
