//! The trait that every event struct implements.

use serde::{Serialize, de::DeserializeOwned};

use crate::definition::EventDefinition;

/// A struct that is the `data` of one event type.
///
/// The struct says what fields there are; [`DEFINITION`](Event::DEFINITION)
/// says the rest. Schemas, pages and bindings are derived from the two.
pub trait Event: Serialize + DeserializeOwned {
    /// Name, family, version, status and examples of the event.
    const DEFINITION: EventDefinition;
}

/// An event of a catalogue with its Rust type erased.
#[derive(Debug, Clone, Copy)]
pub struct EventEntry {
    /// What the event says of itself.
    pub definition: &'static EventDefinition,
    /// Name of the Rust struct: `HostStarted`.
    pub rust_name: &'static str,
    /// Reads `data` into the struct and writes it again.
    pub read_and_write: fn(&str) -> Result<serde_json::Value, serde_json::Error>,
    /// Derives the raw schema of the struct.
    #[cfg(feature = "schema")]
    pub schema: fn() -> serde_json::Value,
}

impl EventEntry {
    /// The entry of one event type.
    #[cfg(feature = "schema")]
    pub const fn of<E: Event + schemars::JsonSchema>(rust_name: &'static str) -> Self {
        Self {
            definition: &E::DEFINITION,
            rust_name,
            read_and_write: read_and_write::<E>,
            schema: crate::schema::derive::<E>,
        }
    }

    /// The entry of one event type.
    #[cfg(not(feature = "schema"))]
    pub const fn of<E: Event>(rust_name: &'static str) -> Self {
        Self { definition: &E::DEFINITION, rust_name, read_and_write: read_and_write::<E> }
    }
}

fn read_and_write<E: Event>(data: &str) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_str::<E>(data)?)
}
