//! The rules that are on, by what they look at.

use lattice_event_model::model::{Place, Visit};

use super::policy::Policy;
use crate::{
    context::{EnvelopeContext, EventContext, PayloadContext, StreamContext},
    rule::{Check, Rule},
    rules,
    secret::SecretContext,
    settings::{Level, Settings, View},
    violation::Violations,
};

type PayloadCheck = fn(&PayloadContext<'_>, &mut Violations);
type EnvelopeCheck = fn(&EnvelopeContext<'_>, &mut Violations);
type EventCheck = fn(&EventContext<'_>, &mut Violations);
type FieldCheck = fn(&EventContext<'_>, &Place<'_>, &Visit<'_>, &mut Violations);
type SecretCheck = fn(&SecretContext<'_>, &mut Violations);
type StreamCheck = fn(&StreamContext<'_>, &mut Violations);

/// The rules that are on. Each check carries the index of its rule.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// With their levels where no scope says otherwise.
    pub(super) rules: Vec<(&'static Rule, Level)>,
    pub(super) payload: Vec<(usize, PayloadCheck)>,
    pub(super) headers: Vec<(usize, PayloadCheck)>,
    pub(super) envelope: Vec<(usize, EnvelopeCheck)>,
    pub(super) extensions: Vec<(usize, EnvelopeCheck)>,
    pub(super) event: Vec<(usize, EventCheck)>,
    pub(super) field: Vec<(usize, FieldCheck)>,
    pub(super) identity: Vec<(usize, EventCheck)>,
    pub(super) secrets: Vec<(usize, SecretCheck)>,
    pub(super) stream: Vec<(usize, StreamCheck)>,
    /// Whether `schema-violation` is on for every event.
    pub(super) tells_violations: bool,
    /// Names of rules that would be on, but cannot work.
    pub(super) switched_off: Vec<&'static str>,
}

impl Checks {
    pub(super) fn new(settings: &Settings, policy: &Policy) -> Self {
        let mut checks = Self::default();
        for rule in rules::ALL {
            let level = settings.level(rule);
            if level == Level::Allow && !policy.is_on_in_a_scope(rule.name) {
                continue;
            }
            if settings.view == View::Part && matches!(rule.check, Check::Stream(_)) {
                checks.switched_off.push(rule.name);
                continue;
            }
            let index = checks.rules.len();
            checks.rules.push((rule, level));
            if rule.name == "schema-violation" {
                checks.tells_violations = level != Level::Allow && !policy.is_off_in_a_scope(rule.name);
            }
            match rule.check {
                Check::Payload(check) => checks.payload.push((index, check)),
                Check::Envelope(check) => checks.envelope.push((index, check)),
                Check::Headers(check) => checks.headers.push((index, check)),
                Check::Extensions(check) => checks.extensions.push((index, check)),
                Check::Identity(check) => checks.identity.push((index, check)),
                Check::Event(check) => checks.event.push((index, check)),
                Check::Field(check) => checks.field.push((index, check)),
                Check::Secrets(check) => checks.secrets.push((index, check)),
                Check::Stream(check) => checks.stream.push((index, check)),
            }
        }
        checks
    }
}
