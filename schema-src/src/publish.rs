//! What producers do with an event.

use lattice_event_model::{Event, Message, produce};

use crate::{CATALOG, ProduceError};

/// Turns the data of an event into something to publish.
pub trait Publish: Event + Sized {
    /// The event as the CloudEvents SDK has it: with a new `id`, the `time` of
    /// now, and `dataschema` set to the address of the struct's schema.
    ///
    /// `source` is the public key of the host, or `wadm` for wadm's events.
    ///
    /// # Errors
    ///
    /// [`ProduceError`], if `source` is empty or the data has no JSON form.
    fn into_event(self, source: &str) -> Result<cloudevents::Event, ProduceError> {
        produce::cloud_event(&self, source, CATALOG.base_address)
    }

    /// The NATS message that publishes the event in a lattice: subject and
    /// payload, in structured mode and without headers, as hosts do.
    ///
    /// # Errors
    ///
    /// [`ProduceError`], if `source` is empty, the data has no JSON form, or
    /// `lattice` cannot be a part of a NATS subject.
    fn into_message(self, source: &str, lattice: &str) -> Result<Message, ProduceError> {
        let event = self.into_event(source)?;
        produce::message::<Self>(&event, &[("lattice", lattice)])
    }
}

impl<E: Event> Publish for E {}
