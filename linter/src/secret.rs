//! Secrets in messages: where they stand, and how they stay out of every text
//! that says something about a message.
//!
//! ```text
//! suspicion ── almost always: nothing to look at
//!     └─► walk ── every text of the message ──► detectors ──► Secrets
//! judgement ── Secrets::redact ──► judgement without a piece of them
//! ```
//!
//! Redaction is the last step of every judgement and asks no rule: a rule that
//! is off, or that quotes what another one found, changes nothing.

mod cloud;
mod credentials;
mod der;
mod detector;
mod email;
mod encoding;
mod field_name;
mod json_web_key;
mod json_web_token;
mod nkey;
mod pem;
mod random;
mod redaction;
pub(crate) mod sample;
mod scanner;
mod suspicion;
mod walk;

use std::{borrow::Cow, ops::Range};

use lattice_event_model::{Message, catalog::Catalog};

pub(crate) use self::suspicion::{is_suspicious, is_suspicious_name};
use self::{redaction::Redaction, scanner::Scanner};
use crate::{
    decode::PayloadOf,
    finding::Judgement,
    json::Document,
    quoted::Quoted,
    settings::Thresholds,
    violation::{Mark, Violation, Violations},
};

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// A private key in PEM, or in another form with such a frame.
    PrivateKey,
    /// A private key in DER, written in Base64 or hexadecimal.
    EncodedPrivateKey,
    /// A JSON web token or another signed object in the compact form.
    JsonWebToken,
    /// A workload identity token (`wit+jwt`).
    WorkloadIdentityToken,
    /// An encrypted object in the compact form (JWE).
    EncryptedToken,
    /// Private members of a JSON web key.
    PrivateJsonWebKey,
    /// The seed of an nkey, or a credentials file of NATS.
    NkeySeed,
    /// Credentials of the schemes `Bearer` and `Basic`.
    HttpCredentials,
    /// User and password in a URL.
    UrlCredentials,
    /// Keys of clouds and other services.
    CloudCredentials,
    /// The value of a field that is called like a secret.
    SecretField,
    /// A certificate, or a request for one.
    Certificate,
    /// A text that looks random.
    RandomText,
    /// The address of a person, or the name of a user in a URL.
    PersonalData,
}

impl SecretKind {
    /// What it is called in a sentence, without an article.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrivateKey => "private key",
            Self::EncodedPrivateKey => "encoded private key",
            Self::JsonWebToken => "JSON web token",
            Self::WorkloadIdentityToken => "workload identity token",
            Self::EncryptedToken => "encrypted token",
            Self::PrivateJsonWebKey => "private member of a JSON web key",
            Self::NkeySeed => "nkey seed",
            Self::HttpCredentials => "bearer or basic credential",
            Self::UrlCredentials => "user and password",
            Self::CloudCredentials => "key of a service",
            Self::SecretField => "secret value",
            Self::Certificate => "certificate",
            Self::RandomText => "random-looking text",
            Self::PersonalData => "name of a person",
        }
    }
}

/// Where in a message a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    /// It is a value, or a part of one.
    Value,
    /// It is the name of a member, or a part of one.
    Name,
    /// It is a value of the header of this name.
    Header(String),
    /// It is the name of a header.
    HeaderName,
    /// It stands in the subject of the message.
    Subject,
    /// It stands in a payload that is no JSON.
    Payload,
}

/// A secret that was found. It does not hold the secret itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is.
    pub kind: SecretKind,
    /// Where it stands.
    pub place: SecretPlace,
    /// JSON pointer into the event, where there is one.
    pub pointer: Option<String>,
    /// How long it is, in characters.
    pub characters: usize,
    /// The first eight hexadecimal digits of its SHA-256.
    pub digest: String,
}

impl Secret {
    /// How long it is, and how it is told from others.
    pub(crate) fn measure(&self) -> String {
        measure(self.characters, &self.digest)
    }

    /// The violation that it is. The pointer may hold secrets itself; they are
    /// taken away from every finding at the end.
    pub(crate) fn violation(&self, help: &str) -> Violation {
        let what = format!("a {}", self.kind.name());
        let what = what.replace("a encoded", "an encoded").replace("a encrypted", "an encrypted");
        let what = what.replace("a nkey", "an nkey");
        let what = match self.kind {
            SecretKind::SecretField => "the value of a field that is named like a secret",
            _ => &what,
        };
        let place = match (&self.place, &self.pointer) {
            (SecretPlace::Value, Some(pointer)) if !pointer.is_empty() => Quoted(pointer).to_string(),
            (SecretPlace::Name, _) => "the name of a member".to_owned(),
            (SecretPlace::Header(name), _) => format!("the header {}", Quoted(name)),
            (SecretPlace::HeaderName, _) => "the name of a header".to_owned(),
            (SecretPlace::Subject, _) => "the subject of the message".to_owned(),
            (SecretPlace::Value | SecretPlace::Payload, _) => "the payload".to_owned(),
        };
        let message = format!("{place} holds {what} ({})", self.measure());
        let violation = Violation::new(message).help(help);
        match (&self.place, &self.pointer) {
            (SecretPlace::Value, Some(pointer)) => violation.at(pointer, Mark::Value),
            (SecretPlace::Name, Some(pointer)) => violation.at(pointer, Mark::Name),
            (_, Some(pointer)) if !pointer.is_empty() => violation.at(pointer, Mark::Value),
            _ => violation,
        }
    }
}

/// What was found in an event, or in a message beside its events.
#[derive(Debug)]
pub struct SecretContext<'a> {
    /// All of it. There is at least one.
    pub secrets: &'a [Secret],
}

impl SecretContext<'_> {
    /// Pushes a violation for each secret of some kinds.
    pub(crate) fn report(&self, kinds: &[SecretKind], help: &str, violations: &mut Violations) {
        for secret in self.secrets.iter().filter(|secret| kinds.contains(&secret.kind)) {
            violations.push(secret.violation(help));
        }
    }
}

/// A secret for an example or a test, made now: it is no real one, and none stands
/// in a file. `kind` is what stands behind `secret:` in the list of
/// [`placeholders`](crate::placeholders); other words make another secret.
pub fn example_secret(kind: &str, words: &str) -> Option<String> {
    sample::of(kind, words)
}

/// How long a secret is, and how it is told from others.
fn measure(characters: usize, digest: &str) -> String {
    let noun = if characters == 1 { "character" } else { "characters" };
    format!("{characters} {noun}, sha256:{digest}")
}

/// The name of the attribute that a header is, or of the header.
fn attribute_name(header: &str) -> &str {
    match header.get(..3) {
        Some(prefix) if prefix.eq_ignore_ascii_case("ce-") => header.get(3..).unwrap_or_default(),
        _ => header,
    }
}

/// The secrets of a message.
#[derive(Debug, Default)]
pub(crate) struct Secrets {
    found: Vec<Secret>,
    redaction: Redaction,
}

impl Secrets {
    /// Looks for secrets in every text of a message.
    ///
    /// `document` is what its payload was read to, if it is JSON: while it was
    /// read, texts that may hold something were noted, and most have none.
    pub(crate) fn of(
        message: &Message,
        document: Option<&Document>,
        payload_of: PayloadOf,
        thresholds: &Thresholds,
    ) -> Self {
        let headers = || message.headers.iter().flatten();
        let quiet = document.is_some_and(|document| !document.suspicious)
            && message.subject.as_deref().is_none_or(|subject| !is_suspicious(subject))
            && headers().all(|(name, values)| {
                !is_suspicious_name(attribute_name(name))
                    && !is_suspicious(name)
                    && values.iter().all(|value| !is_suspicious(value))
            });
        if quiet {
            return Self::default();
        }
        let lengths = headers()
            .flat_map(|(name, values)| std::iter::once(name.len()).chain(values.iter().map(String::len)));
        let size = message.payload.len() + lengths.sum::<usize>();
        let mut scanner = Scanner::new(thresholds, size);
        walk::message(message, payload_of, &mut scanner);
        let (found, redaction) = scanner.finish();
        Self { found, redaction }
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Those of the event at `base`, with pointers into the event.
    pub(crate) fn of_event(&self, base: &str) -> Vec<Secret> {
        let own = |secret: &&Secret| secret.pointer.is_some();
        self.found
            .iter()
            .filter(own)
            .filter_map(|secret| {
                let pointer = secret.pointer.as_deref()?.strip_prefix(base)?;
                (pointer.is_empty() || pointer.starts_with('/'))
                    .then(|| Secret { pointer: Some(pointer.to_owned()), ..secret.clone() })
            })
            .collect()
    }

    /// Those that stand in none of the events.
    pub(crate) fn beside(&self, bases: &[String]) -> Vec<Secret> {
        let is_within = |pointer: &str, base: &String| {
            pointer.strip_prefix(base.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.found
            .iter()
            .filter(|secret| match &secret.pointer {
                // What is no event has no attributes.
                Some(_) if secret.kind == SecretKind::PersonalData => false,
                Some(pointer) => !bases.iter().any(|base| is_within(pointer, base)),
                None => true,
            })
            .cloned()
            .collect()
    }

    /// Takes every piece of them out of a judgement. Types that the catalogue
    /// has are public.
    pub(crate) fn redact(&self, judgement: &mut Judgement, message: &Message, catalog: &Catalog) {
        if self.redaction.is_empty() {
            return;
        }
        let payload = &message.payload;
        let redact = |text: &mut String| *text = self.redaction.redacted(text);
        let redact_option = |text: &mut Option<String>| text.iter_mut().for_each(redact);
        let redact_type = |text: &mut Option<String>| {
            text.iter_mut().filter(|text| catalog.event(text).is_none()).for_each(redact);
        };
        judgement.subject = message
            .subject
            .as_deref()
            .map(|subject| (subject, self.redaction.redacted(subject)))
            .and_then(|(subject, redacted)| (redacted != subject).then_some(redacted));
        for event in &mut judgement.events {
            redact_type(&mut event.event_type);
        }
        if judgement.findings.is_empty() {
            return;
        }
        let withheld: Vec<Range<usize>> = match std::str::from_utf8(payload) {
            Ok(text) => self.redaction.spans(text),
            Err(_) => std::iter::once(0..payload.len()).collect(),
        };
        for finding in &mut judgement.findings {
            redact(&mut finding.message);
            redact_option(&mut finding.help);
            if let Some(reference) = &mut finding.reference
                && let Cow::Owned(text) = reference
            {
                redact(text);
            }
            redact_option(&mut finding.pointer);
            redact_option(&mut finding.schema_pointer);
            redact_option(&mut finding.event.id);
            redact_type(&mut finding.event.event_type);
            redact_option(&mut finding.event.source);
            redact_option(&mut finding.subject);
            for label in &mut finding.labels {
                redact(&mut label.text);
            }
            finding.withheld.clone_from(&withheld);
        }
    }

    /// A text without any piece of them, to be remembered.
    pub(crate) fn redacted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.redaction.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(self.redaction.redacted(text))
        }
    }

    /// Whether a piece of them stands in a text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        !self.redaction.is_empty() && !self.redaction.spans(text).is_empty()
    }
}
