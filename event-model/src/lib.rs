//! What an event definition is.
//!
//! An event is one Rust struct that implements [`Event`]. This crate holds the
//! trait, the CloudEvents envelope and its NATS mapping, the catalogue that
//! lists events, the JSON Schemas that are derived from them, and the one
//! [`Model`](model::Model) that every emitter and every rule reads in place of
//! schema keywords.
//!
//! It knows no event, no clock and no output format.

pub mod address;
pub mod catalog;
pub mod definition;
mod envelope;
mod event;
mod extra;
pub mod message;
pub mod model;
pub mod nats;
mod nullable;
mod parse_error;
pub mod pointer;
#[cfg(feature = "cloudevents")]
pub mod produce;
#[cfg(feature = "schema")]
pub mod schema;
pub mod value;

#[cfg(feature = "arbitrary")]
#[doc(hidden)]
pub use proptest;
#[cfg(feature = "schema")]
#[doc(hidden)]
pub use schemars;
#[doc(hidden)]
pub use serde;

pub use self::{
    envelope::{CloudEvent, SPECVERSION, UnknownEvent},
    event::{Event, EventEntry},
    extra::Extra,
    message::Message,
    nullable::{Nullable, not_null},
    parse_error::{ParseError, read_inside},
    value::{UnknownValue, ValueError},
};
