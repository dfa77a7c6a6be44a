//! Publishing as hosts and wadm do: one JSON object a message, no headers, the
//! members of `data` sorted.

use chrono::{SecondsFormat, TimeDelta};
use lattice_event_model::{Event, Extra, Message, nats::SubjectTemplate};
use lattice_events::CloudEvent;
use serde_json::Value;

use crate::Simulation;

/// What differs between publishers.
pub(crate) enum From<'a> {
    /// A host, by its public key.
    Host(&'a str),
    /// A host that has our extension: its events name their schema.
    HostWithSchema(&'a str),
    /// wadm, which publishes to JetStream and therefore waits for a reply.
    Wadm,
}

impl Simulation {
    /// Publishes an event now.
    pub(crate) fn publish<E: Event>(&mut self, from: From<'_>, data: &E) {
        let now = self.schedule.now();
        let mut data = serde_json::to_value(data).unwrap_or(Value::Null);
        data.sort_all_objects();
        let (source, id, reply, dataschema) = match from {
            From::Host(key) => (key, self.random.ulid(now), None, None),
            From::HostWithSchema(key) => {
                let base = lattice_events::CATALOG.base_address;
                let definition = &E::DEFINITION;
                let address = lattice_event_model::address::data_schema(
                    base,
                    definition.family.publisher.namespace,
                    &definition.slug(),
                    definition.version,
                );
                (key, self.random.ulid(now), None, Some(address))
            }
            From::Wadm => ("wadm", self.random.uuid(), Some(format!("_INBOX.{}", self.random.hex(11))), None),
        };
        let event = CloudEvent {
            specversion: lattice_event_model::SPECVERSION.to_owned(),
            id,
            event_type: E::DEFINITION.event_type(),
            source: source.to_owned(),
            datacontenttype: Some("application/json".to_owned()),
            dataschema,
            subject: None,
            time: Some(now.to_rfc3339_opts(SecondsFormat::Nanos, true)),
            data,
            extensions: Extra::none(),
        };
        // The name of the lattice is checked by nobody before this, so a bad one
        // leaves the message without a subject, which the linter then reports.
        let subject =
            SubjectTemplate::new(E::DEFINITION.subject()).fill(&[("lattice", &self.options.lattice)]).ok();
        let delivery = TimeDelta::microseconds(300 + self.random.below(900) as i64);
        let received = now + self.schedule.paced(delivery);
        self.pending.push_back(Message {
            subject,
            reply,
            payload: serde_json::to_vec(&event).unwrap_or_default(),
            received_at: Some(received.to_rfc3339_opts(SecondsFormat::Micros, true)),
            ..Message::default()
        });
        // The next event of the same action comes a moment later.
        let moment = TimeDelta::nanoseconds(180_000 + self.random.below(4_000_000) as i64);
        self.schedule.pass(moment);
        self.ended = self.schedule.now().max(received);
    }
}
