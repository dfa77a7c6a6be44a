//! The events of wasmCloud lattices, one Rust struct each.
//!
//! Producers build a struct and publish it; consumers read bytes into
//! [`LatticeEvent`]. JSON Schemas, documentation pages and bindings for other
//! languages are derived from these same structs.
//!
//! ```
//! use lattice_events::{LatticeEvent, events::ConfigSet};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let host = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";
//! let event = ConfigSet::new("default-http");
//! # #[cfg(feature = "cloudevents")] {
//! use lattice_events::Publish;
//! let message = event.into_message(host, "default")?;
//! assert_eq!(message.subject.as_deref(), Some("wasmbus.evt.default.config_set"));
//!
//! match LatticeEvent::from_slice(&message.payload)? {
//!     LatticeEvent::ConfigSet(event) => assert_eq!(event.data.config_name, "default-http"),
//!     other => println!("{} is for somebody else", other.event_type()),
//! }
//! # }
//! # Ok(())
//! # }
//! ```

mod catalog;
pub mod events;
pub mod families;
mod legacy;
mod phantoms;
#[cfg(feature = "cloudevents")]
mod publish;
pub mod values;

pub use self::{catalog::CATALOG, events::LatticeEvent};
pub use lattice_event_model::{
    CloudEvent, Event, Extra, Message, Nullable, ParseError, UnknownEvent, ValueError, message::Headers,
};

#[cfg(feature = "cloudevents")]
pub use self::publish::Publish;
#[cfg(feature = "cloudevents")]
pub use lattice_event_model::produce::ProduceError;

/// The examples of the README are compiled and run.
#[cfg(all(doctest, feature = "cloudevents"))]
#[doc = include_str!("../../README.md")]
struct Readme;
