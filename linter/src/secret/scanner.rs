//! One text after the other through all detectors.

use lattice_event_model::catalog::sha256;

use super::{
    Secret, SecretKind, SecretPlace, cloud, credentials, der, detector::Hits, email, encoding, field_name,
    json_web_token, nkey, pem, random, redaction::Redaction, suspicion::is_suspicious, walk,
};
use crate::settings::Thresholds;

/// How often a text within a text is opened.
const DEEPEST: usize = 4;
/// The shortest Base64 that may hold a text with a secret.
const SHORTEST_BASE64: usize = 24;

/// Where a text stands, and what is known about it.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    pub(super) place: SecretPlace,
    /// JSON pointer into the document.
    pub(super) pointer: Option<&'a str>,
    /// The name of the field whose value it is.
    pub(super) name: &'a str,
    /// Whether it is an attribute of the event, and not data.
    pub(super) is_attribute: bool,
    /// How many texts it stands in.
    pub(super) depth: usize,
}

/// Collects what is found in a message.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    thresholds: &'t Thresholds,
    found: Vec<Secret>,
    redaction: Redaction,
    /// Whether what is found is taken out, and not told: it was told before, in
    /// another form.
    only_redacts: bool,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(thresholds: &'t Thresholds) -> Self {
        Self { thresholds, found: Vec::new(), redaction: Redaction::default(), only_redacts: false }
    }

    pub(super) fn finish(self) -> (Vec<Secret>, Redaction) {
        (self.found, self.redaction)
    }

    /// How much was found so far.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// What is found from now on is told only if nothing was found before.
    pub(super) fn only_redact_more(&mut self) {
        self.only_redacts = !self.found.is_empty();
    }

    /// Looks at a text, and at the texts in it.
    pub(super) fn text(&mut self, text: &str, at: &Text<'_>) {
        let is_secret_field = field_name::is_secret(at.name) && field_name::is_value(text);
        let is_base64 = at.name == "data_base64";
        if !is_secret_field && !is_base64 && !is_suspicious(text) {
            return;
        }
        let before = self.found.len();
        let mut hits = Hits::default();
        pem::find(text, &mut hits);
        json_web_token::find(text, &mut hits);
        der::find(text, &mut hits);
        nkey::find(text, &mut hits);
        cloud::find(text, &mut hits);
        credentials::find(text, &mut hits);
        for (kind, range) in hits.iter() {
            if let Some(secret) = text.get(range.clone()) {
                self.add(*kind, secret, at);
            }
        }
        if at.depth < DEEPEST {
            self.within(text, at, before);
        }
        let is_known = self.found.len() > before;
        if is_secret_field && !is_known {
            return self.add(SecretKind::SecretField, text, at);
        }
        let mut weak = Hits::default();
        if !is_known {
            field_name::find(text, &mut weak);
        }
        // A source may be a mailbox: CloudEvents itself shows one. The rule
        // `personal-authid` tells users from services.
        let may_name_people = (at.name == "source" && text.starts_with("mailto:")) || at.name == "authid";
        if at.is_attribute && !may_name_people {
            email::find(text, &mut weak);
        }
        let is_public = random::is_public(at.name) || (at.is_attribute && is_core_attribute(at.name));
        if !is_known && !is_public {
            random::find(text, self.thresholds, &mut weak);
        }
        for (kind, range) in weak.iter().filter(|(_, range)| !hits.touches(range)) {
            if let Some(secret) = text.get(range.clone()) {
                self.add(*kind, secret, at);
            }
        }
    }

    /// Opens what is in a text: JSON, Base64, percent-encoding, escapes.
    ///
    /// `told` is how much had been found before anything in this text was.
    fn within(&mut self, text: &str, at: &Text<'_>, told: usize) {
        let before = self.found.len();
        let at = Text { depth: at.depth + 1, ..at.clone() };
        walk::json_within(text, &at, self);
        let trimmed = text.trim();
        let is_base64 = at.name == "data_base64";
        if (trimmed.len() >= SHORTEST_BASE64 || is_base64)
            && let Some(bytes) = encoding::base64(trimmed)
            && let Some(decoded) = match String::from_utf8(bytes) {
                Ok(text) => Some(text),
                Err(error) => is_base64.then(|| String::from_utf8_lossy(error.as_bytes()).into_owned()),
            }
        {
            self.text(&decoded, &Text { name: "", is_attribute: false, ..at.clone() });
        }
        if self.found.len() > before {
            // Whoever has the outer text has the inner one.
            return self.carrier(text, before);
        }
        // What was found already is found in these once more.
        let only_redacts = self.only_redacts;
        for decoded in [encoding::percent(text), encoding::unescaped(text)].into_iter().flatten() {
            self.only_redacts |= self.found.len() > told;
            self.text(&decoded, &Text { name: "", ..at.clone() });
        }
        self.only_redacts = only_redacts;
    }

    /// Takes out a text as a whole, since a secret stands in it in another form.
    /// JSON in a text is told apart well enough without that.
    fn carrier(&mut self, text: &str, first: usize) {
        let is_encoded = !text.contains(['{', '[']);
        if let Some(secret) = self.found.get(first).filter(|_| is_encoded) {
            let label = label(secret);
            self.redaction.add(text, &label);
        }
    }

    /// Notes a secret.
    pub(super) fn add(&mut self, kind: SecretKind, secret: &str, at: &Text<'_>) {
        if kind == SecretKind::Certificate && is_trust_anchor(at) {
            return;
        }
        let found = Secret {
            kind,
            place: at.place.clone(),
            pointer: at.pointer.map(str::to_owned),
            characters: secret.chars().count(),
            digest: sha256(secret.as_bytes()).chars().take(8).collect(),
        };
        self.redaction.add(pem::body(secret), &label(&found));
        if !self.only_redacts {
            self.found.push(found);
        }
    }
}

fn label(secret: &Secret) -> String {
    format!("[{}, {}]", secret.kind.name(), secret.measure())
}

/// Identifiers and times may be random, and are public.
fn is_core_attribute(name: &str) -> bool {
    crate::context::ATTRIBUTES.contains(&name)
}

/// Certificates by which others are checked are there to be shown.
fn is_trust_anchor(at: &Text<'_>) -> bool {
    let is_bundle = |token: &str| {
        ["authorities", "added", "removed", "trust_anchors", "trust_bundle", "bundle"].contains(&token)
    };
    at.pointer.is_some_and(|pointer| pointer.split('/').any(is_bundle))
}
