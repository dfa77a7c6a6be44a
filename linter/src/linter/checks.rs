//! The rules that are on, by what they look at.

use std::collections::BTreeMap;

use lattice_event_model::model::{Place, Visit};

use crate::{
    context::{EnvelopeContext, EventContext, PayloadContext, StreamContext},
    finding::Severity,
    rule::{Check, Rule},
    rules,
    settings::{Level, Profile, View},
    violation::Violations,
};

type PayloadCheck = fn(&PayloadContext<'_>, &mut Violations);
type EnvelopeCheck = fn(&EnvelopeContext<'_>, &mut Violations);
type EventCheck = fn(&EventContext<'_>, &mut Violations);
type FieldCheck = fn(&EventContext<'_>, &Place<'_>, &Visit<'_>, &mut Violations);
type StreamCheck = fn(&StreamContext<'_>, &mut Violations);

/// The rules that are on. Each check carries the index of its rule.
#[derive(Debug, Default)]
pub(super) struct Checks {
    pub(super) rules: Vec<(&'static Rule, Severity)>,
    pub(super) payload: Vec<(usize, PayloadCheck)>,
    pub(super) headers: Vec<(usize, PayloadCheck)>,
    pub(super) envelope: Vec<(usize, EnvelopeCheck)>,
    pub(super) extensions: Vec<(usize, EnvelopeCheck)>,
    pub(super) event: Vec<(usize, EventCheck)>,
    pub(super) field: Vec<(usize, FieldCheck)>,
    pub(super) identity: Vec<(usize, EventCheck)>,
    pub(super) stream: Vec<(usize, StreamCheck)>,
    /// Names of rules that would be on, but cannot work.
    pub(super) switched_off: Vec<&'static str>,
}

impl Checks {
    pub(super) fn new(severities: &BTreeMap<String, Level>, profile: Profile, view: View) -> Self {
        let mut checks = Self::default();
        for rule in rules::ALL {
            let level = severities.get(rule.name).copied().unwrap_or_else(|| rule.level(profile));
            let Some(severity) = level.severity() else { continue };
            if view == View::Part && matches!(rule.check, Check::Stream(_)) {
                checks.switched_off.push(rule.name);
                continue;
            }
            let index = checks.rules.len();
            checks.rules.push((rule, severity));
            match rule.check {
                Check::Payload(check) => checks.payload.push((index, check)),
                Check::Envelope(check) => checks.envelope.push((index, check)),
                Check::Headers(check) => checks.headers.push((index, check)),
                Check::Extensions(check) => checks.extensions.push((index, check)),
                Check::Identity(check) => checks.identity.push((index, check)),
                Check::Event(check) => checks.event.push((index, check)),
                Check::Field(check) => checks.field.push((index, check)),
                Check::Stream(check) => checks.stream.push((index, check)),
            }
        }
        checks
    }

    /// Whether a rule is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.rules.iter().any(|(rule, _)| rule.name == name)
    }
}
