//! From a message to its judgement.

use std::{cell::OnceCell, sync::Arc};

use lattice_event_model::{
    Message,
    catalog::{Catalog, EventFile},
    model::visit_places,
    nats::{ContentMode, content_mode, is_json},
    pointer,
};
use semver::Version;
use serde_json::{Map, Value};

use super::{
    Linter,
    locate::{Place, findings},
};
use crate::{
    context::{
        Content, EnvelopeContext, EventContext, Members, PayloadContext, Standing, StreamContext,
        has_attributes, identity,
    },
    data_base64::json_in_base64,
    decode::{Decoded, PayloadOf, Undecoded, decode},
    finding::{EventIdentity, JudgedEvent, Judgement},
    fingerprint::Fingerprint,
    input::Input,
    json::Document,
    legacy::{Clues, Evidence},
    lexical::Lexical,
    nkey::has_right_checksum,
    quoted::shortened,
    schemas::{CompiledSchema, resolve},
    secret::{Secret, SecretContext, Secrets},
    state::{Predecessor, Producer, SourceKey},
    violation::Violations,
};

/// Nobody writes a longer version, and each is remembered.
const LONGEST_VERSION: usize = 64;

impl Linter {
    /// Judges one message.
    ///
    /// Whatever is wrong with it becomes a finding. If a schema of the catalogue
    /// could not be read, [`take_error`](Self::take_error) tells.
    pub fn judge(&mut self, input: &Input) -> Judgement {
        let message = &input.message;
        let decoded = if input.fault().is_none() { Some(decode(message, self.profile)) } else { None };
        let (document, payload) = readable(&decoded);
        let secrets = Secrets::of(message, document, payload, &self.thresholds);
        let mut judgement = self.judge_decoded(input, &decoded, &secrets);
        secrets.redact(&mut judgement, message, &self.catalog);
        judgement
    }

    /// Says all that there is to say. What secrets there are stand in it yet.
    fn judge_decoded(
        &mut self,
        input: &Input,
        decoded: &Option<Result<Decoded, Undecoded>>,
        secrets: &Secrets,
    ) -> Judgement {
        let message = &input.message;
        let (document, payload) = readable(decoded);
        let lexical = Lexical::new(&message.payload, payload);
        let mode = content_mode(message, self.profile);

        // One limit for all events of a message: a batch may hold a million of them.
        let mut violations = Violations::new(self.limits.findings);
        let mut judged = Vec::new();
        let mut places = Vec::new();
        let mut bases = Vec::new();
        let elements = document.into_iter().flat_map(Document::elements);
        for (base, event) in elements.filter_map(|(base, value)| Some((base, value.as_object()?))) {
            if has_attributes(event) {
                let known = violations.len();
                violations.place(places.len());
                let element =
                    Element { message, document, base: &base, event, mode, lexical: &lexical, secrets };
                judged.push(self.event(&element, &mut violations));
                self.secrets(&secrets.of_event(&base), &mut violations);
                if !secrets.is_empty() {
                    bases.push(base.clone());
                }
                if violations.len() > known {
                    places.push(Place { base, identity: identity(event) });
                }
            }
        }

        let content = match (input.fault(), decoded) {
            (Some(fault), _) => Content::Fault(fault),
            (None, Some(Ok(decoded))) => Content::Json(&decoded.document),
            (None, Some(Err(Undecoded::NotJson(fault)))) => Content::NotJson(fault),
            (None, Some(Err(Undecoded::OtherFormat))) => Content::OtherFormat,
            (None, None) => return Judgement::default(),
        };
        let context =
            PayloadContext { message, profile: self.profile, mode, content, thresholds: &self.thresholds };
        let known = violations.len();
        violations.place(places.len());
        for (rule, check) in &self.checks.payload {
            check(&context, violations.rule(*rule));
        }
        if message.headers.as_ref().is_some_and(|headers| !headers.is_empty()) {
            for (rule, check) in &self.checks.headers {
                check(&context, violations.rule(*rule));
            }
        }
        self.secrets(&secrets.beside(&bases), &mut violations);
        if violations.len() > known {
            places.push(Place { base: String::new(), identity: sole_identity(document) });
        }

        let found = violations.into_found();
        let findings = findings(&self.checks.rules, &mut self.policy, input, &lexical, &places, found);
        Judgement { events: judged, findings, subject: None }
    }

    fn secrets(&self, secrets: &[Secret], violations: &mut Violations) {
        if secrets.is_empty() {
            return;
        }
        let context = SecretContext { secrets };
        for (rule, check) in &self.checks.secrets {
            check(&context, violations.rule(*rule));
        }
    }

    fn event(&mut self, element: &Element<'_, '_>, violations: &mut Violations) -> JudgedEvent {
        let Element { message, document, base, event, mode, lexical, secrets } = *element;
        let catalog = Arc::clone(&self.catalog);
        let subject_prefix = self.subject_prefix.clone();
        let thresholds = Arc::clone(&self.thresholds);
        let mut envelope = EnvelopeContext {
            catalog: &catalog,
            message,
            subject_prefix: subject_prefix.as_deref(),
            event,
            members: Members::of(event),
            duplicates: duplicates(document, base),
            standing: Standing::Untyped,
            profile: self.profile,
            mode,
            has_header_attributes: lexical.payload_of() == PayloadOf::Data,
            thresholds: &thresholds,
            producer: None,
            written: lexical,
            base,
            time: OnceCell::new(),
            received: OnceCell::new(),
        };
        let source = envelope.text("source").filter(|source| !source.is_empty());
        let source = source.map(|source| self.state.source(source));
        (envelope.standing, envelope.producer) = self.standing(&catalog, &envelope, source, secrets);
        if let Some(source) = source {
            self.seen.source(source);
        }
        for (rule, check) in &self.checks.envelope {
            check(&envelope, violations.rule(*rule));
        }
        if envelope.members.has_extensions {
            for (rule, check) in &self.checks.extensions {
                check(&envelope, violations.rule(*rule));
            }
        }
        if let Standing::Known(definition) = envelope.standing {
            let every_fault = document.is_some_and(|document| document.values <= self.limits.values);
            self.known_event(&envelope, definition, source, every_fault, violations);
        }
        self.stream(&envelope, source, secrets, violations);
        JudgedEvent {
            event_type: envelope.text("type").map(|name| shortened(name, 256)),
            known: matches!(envelope.standing, Standing::Known(_)),
        }
    }

    /// What the type is to the catalogue, and what is known about the producer.
    /// Learns about it on the way.
    fn standing<'c>(
        &mut self,
        catalog: &'c Catalog,
        envelope: &EnvelopeContext<'_>,
        source: Option<SourceKey>,
        secrets: &Secrets,
    ) -> (Standing<'c>, Option<Producer>) {
        let event_type = envelope.text("type").filter(|name| !name.is_empty());
        let definition = event_type.and_then(|event_type| catalog.event(event_type));
        let data = envelope.data();
        if let (Some(source), Some(version)) =
            (source, definition.and_then(|event| told_version(event, data)))
            && !secrets.stand_in(&version.to_string())
        {
            self.state.learn(source, Producer::Version(version));
        }
        let producer = source.and_then(|source| self.state.producer(source)).cloned();
        let Some(event_type) = event_type else { return (Standing::Untyped, producer) };
        let legacy = self.legacy.recognise(
            catalog,
            &Clues {
                event_type,
                described: definition.is_some(),
                data,
                subject: envelope.subject(),
                producer: producer.as_ref(),
            },
        );
        match (legacy, definition) {
            (Some(legacy), _) => {
                let is_sure = !matches!(legacy.evidence, Evidence::Lack);
                if let (Some(source), None, true) = (source, &producer, is_sure) {
                    self.state.learn(source, Producer::Legacy);
                    return (Standing::Legacy(legacy), Some(Producer::Legacy));
                }
                (Standing::Legacy(legacy), producer)
            }
            (None, Some(definition)) => (Standing::Known(definition), producer),
            (None, None) => (Standing::Unknown, producer),
        }
    }

    fn known_event(
        &mut self,
        envelope: &EnvelopeContext<'_>,
        definition: &EventFile,
        source: Option<SourceKey>,
        every_fault: bool,
        violations: &mut Violations,
    ) {
        let decoded = json_in_base64(envelope);
        let data = envelope.data().filter(|data| !is_other_text(envelope, data)).or(decoded.as_ref());
        let (has_usual_source, has_broken_key) = self.looks_of_source(envelope, definition, source);
        let schema = resolve(definition, envelope.text("dataschema"))
            .filter(|_| data.is_some())
            .and_then(|version| self.schemas.get(envelope.catalog, version));
        let context = EventContext {
            envelope,
            definition,
            data,
            schema: schema.as_deref(),
            every_fault,
            faults: OnceCell::new(),
            identity: OnceCell::new(),
            tells_violations: self.checks.tells_violations,
            has_usual_source,
            has_broken_key,
        };
        for (rule, check) in &self.checks.event {
            check(&context, violations.rule(*rule));
        }
        if context.schema.is_some_and(CompiledSchema::describes_identity) {
            for (rule, check) in &self.checks.identity {
                check(&context, violations.rule(*rule));
            }
        }
        let mut seen = self.seen.event(envelope.catalog, &mut self.schemas, definition);
        if let (Some(schema), Some(data)) = (context.schema, data)
            && !(self.checks.field.is_empty() && seen.as_ref().is_none_or(|seen| seen.is_complete()))
        {
            visit_places(schema.model(), data, "/data", &mut |place, met| {
                if let Some(seen) = &mut seen {
                    seen.met(place, &met);
                }
                for (rule, check) in &self.checks.field {
                    check(&context, place, &met, violations.rule(*rule));
                }
            });
        }
    }

    /// Whether the source looks like one of the publisher, and whether it looks
    /// like a key that is none. Sources that are as they should be are remembered,
    /// so that they are looked at once.
    fn looks_of_source(
        &mut self,
        envelope: &EnvelopeContext<'_>,
        definition: &EventFile,
        key: Option<SourceKey>,
    ) -> (bool, bool) {
        let (Some(key), Some(source)) = (key, envelope.attribute("source")) else { return (true, false) };
        if self.state.is_usual(key, &definition.family) {
            return (true, false);
        }
        let publisher = envelope.catalog.publisher(definition);
        let pattern = publisher.and_then(|publisher| self.schemas.source_pattern(publisher));
        let has_usual_source = pattern.is_none_or(|pattern| pattern.is_valid(source));
        let has_broken_key = source.as_str().and_then(has_right_checksum) == Some(false);
        if has_usual_source && !has_broken_key {
            self.state.note_usual(key, &definition.family);
        }
        (has_usual_source, has_broken_key)
    }

    fn stream(
        &mut self,
        envelope: &EnvelopeContext<'_>,
        source: Option<SourceKey>,
        secrets: &Secrets,
        violations: &mut Violations,
    ) {
        if self.checks.stream.is_empty() {
            return;
        }
        let (mut earlier, mut predecessor, mut previous_sequence) = (None, None, None);
        let mut fingerprint = Fingerprint::default();
        // What nobody published, such as the examples in a file, is no stream.
        if let (Some(source), Some(subject)) = (source, envelope.message.subject.as_deref()) {
            let id = envelope.text("id").unwrap_or_default();
            let event = self.state.event(source, id);
            // Findings about later messages repeat what is remembered.
            if let Some(sequence) = envelope.text("sequence") {
                previous_sequence = self.state.follow_sequence(source, event, &secrets.redacted(sequence));
            }
            fingerprint = self.state.fingerprint(envelope);
            if !id.is_empty() {
                let subject = secrets.redacted(subject);
                earlier = self.state.sight(event, &subject, envelope.message.sequence, fingerprint);
            }
            if earlier.is_none() {
                let time = envelope.time().and_then(Result::ok);
                predecessor = self.state.follow(source, Predecessor { time, fingerprint });
            }
        }
        let producer = envelope.producer.as_ref();
        let context =
            StreamContext { envelope, earlier, predecessor, previous_sequence, producer, fingerprint };
        for (rule, check) in &self.checks.stream {
            check(&context, violations.rule(*rule));
        }
    }
}

/// What a message holds, if it could be read.
fn readable(decoded: &Option<Result<Decoded, Undecoded>>) -> (Option<&Document>, PayloadOf) {
    match decoded {
        Some(Ok(decoded)) => (Some(&decoded.document), decoded.payload),
        _ => (None, PayloadOf::Document),
    }
}

/// An event of a message, and where it stands.
#[derive(Clone, Copy)]
struct Element<'a, 'p> {
    message: &'a Message,
    document: Option<&'a Document>,
    /// Pointer of the event in the document.
    base: &'a str,
    event: &'a Map<String, Value>,
    mode: ContentMode,
    lexical: &'a Lexical<'p>,
    /// What must not be remembered, since later findings would tell it.
    secrets: &'a Secrets,
}

/// Which event the payload as a whole is about, if it is one.
fn sole_identity(document: Option<&Document>) -> EventIdentity {
    document.and_then(|document| document.value.as_object()).map(identity).unwrap_or_default()
}

/// The names that stand twice in the event at `base`, with pointers in the event.
fn duplicates<'d>(document: Option<&'d Document>, base: &str) -> Vec<&'d str> {
    document
        .into_iter()
        .flat_map(|document| &document.duplicates)
        .filter_map(|pointer| pointer.strip_prefix(base).filter(|rest| rest.starts_with('/')))
        .collect()
}

/// Whether the data is a text that is not JSON by its `datacontenttype`: no
/// schema describes it.
fn is_other_text(envelope: &EnvelopeContext<'_>, data: &Value) -> bool {
    data.is_string() && envelope.text("datacontenttype").is_some_and(|media_type| !is_json(media_type))
}

/// The version that an event tells of its producer.
fn told_version(event: &EventFile, data: Option<&Value>) -> Option<Version> {
    let pointer = event.producer_version_field.as_deref()?;
    let text = pointer::find(data?, pointer)?.as_str()?;
    if text.len() > LONGEST_VERSION { None } else { Version::parse(text).ok() }
}
