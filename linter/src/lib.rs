//! Judges CloudEvents against a catalogue: message in, findings out.
//!
//! ```text
//! bytes ── input ──► Input ── Linter::judge ──► Judgement ── Tally ──► Report
//! ```
//!
//! [`input`] cuts text into [`Input`]s, the [`Linter`] judges them one by one,
//! and a [`Tally`](report::Tally) adds the [`Judgement`]s up. A bad event is a
//! finding, never an error, and nothing that a peer sends makes this crate
//! panic or lets its memory grow without bound.
//!
//! Everything about event types, subjects, sources and older vocabularies is
//! data of the catalogue. This crate does no I/O of its own, knows no clock and
//! prints nothing.

mod attribute_headers;
mod attribute_name;
mod attribute_values;
mod baseline;
mod characters;
mod charset;
pub mod configuration;
mod context;
mod coverage;
mod data_base64;
mod decode;
mod double_encoding;
mod dsse;
mod duration;
mod extensions;
mod finding;
mod fingerprint;
mod identity;
pub mod input;
mod json;
mod lattice;
mod legacy;
mod lexical;
mod lifetime;
mod linter;
mod media_type;
mod nkey;
mod quoted;
pub mod report;
mod rule;
pub mod rules;
mod schemas;
mod secret;
mod sequence;
mod settings;
mod size;
mod spans;
mod state;
pub mod statements;
mod subject;
mod suggest;
mod timestamp;
mod trace_context;
mod uri;
mod violation;

pub use self::{
    baseline::{Baseline, BaselineEntry, BaselineError, BaselineFile},
    configuration::Configuration,
    context::{Content, EnvelopeContext, EventContext, PayloadContext, Standing, StreamContext},
    finding::{EventIdentity, Finding, JudgedEvent, Judgement, Label, Location, Severity},
    fingerprint::Fingerprint,
    input::{Fault, Input, Mapping, Origin, Piece},
    json::{Document, JsonFault, JsonFaultKind},
    lattice::LatticeTokens,
    legacy::{Evidence, Legacy},
    linter::{Linter, LinterError},
    quoted::{Printable, Quoted},
    rule::{Check, Expectation, Group, Rule, RuleExample, RuleExampleError, fill_placeholders, placeholders},
    schemas::SchemaFault,
    secret::{Secret, SecretContext, SecretKind, SecretPlace, example_secret},
    settings::{
        Bytes, HumanDuration, IdentityThresholds, InvalidSubjectPrefix, InvalidThreshold, Level, Limits,
        Profile, Settings, SubjectPrefix, Thresholds, UnknownLevel, View,
    },
    state::{Evictions, Predecessor, Producer, Sighting},
    timestamp::{Offset, Timestamp},
    violation::{Mark, Related, Violation, Violations},
};
