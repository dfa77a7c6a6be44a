//! One text after the other through all detectors.

use lattice_event_model::catalog::sha256;

use super::{
    Secret, SecretKind, SecretPlace, cloud, credentials, der, detector::Hits, email, encoding, field_name,
    json_web_token, measure, nkey, pem, random, redaction::Redaction, suspicion::is_suspicious, walk,
};
use crate::settings::Thresholds;

/// How often a text within a text is opened.
const DEEPEST: usize = 4;
/// The shortest Base64 that may hold a text with a secret.
const SHORTEST_BASE64: usize = 24;
/// How many secrets of a message are told, and how long their pointers are
/// together. More are told only if they are of another kind. All are taken out.
const MOST_TOLD: usize = 4096;
const LONGEST_POINTERS: usize = 8 * 1024 * 1024;
/// How much longer than the message the texts in its texts may be together.
const MOST_OPENED: usize = 16;

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
    /// From when on texts that look random are taken out, told or not.
    strict: Thresholds,
    found: Vec<Secret>,
    redaction: Redaction,
    /// Whether what is found is taken out, and not told: it was told before, in
    /// another form.
    only_redacts: bool,
    /// How many secrets were found, those included that are not told.
    known: usize,
    /// The labels of all that is taken out.
    labels: Vec<usize>,
    /// How long all pointers of what is told are together.
    pointers: usize,
    /// How much may still be opened.
    budget: usize,
}

impl<'t> Scanner<'t> {
    /// A scanner for a message of so many bytes.
    pub(super) fn new(thresholds: &'t Thresholds, size: usize) -> Self {
        let usual = Thresholds::default();
        let strict = Thresholds {
            secret_entropy: usual.secret_entropy.min(thresholds.secret_entropy),
            secret_length: usual.secret_length.min(thresholds.secret_length),
            ..usual
        };
        Self {
            thresholds,
            strict,
            found: Vec::new(),
            redaction: Redaction::default(),
            only_redacts: false,
            known: 0,
            labels: Vec::new(),
            pointers: 0,
            budget: size.saturating_mul(MOST_OPENED).saturating_add(1024 * 1024),
        }
    }

    pub(super) fn finish(self) -> (Vec<Secret>, Redaction) {
        (self.found, self.redaction)
    }

    /// How much was found so far.
    pub(super) fn count(&self) -> usize {
        self.known
    }

    /// What is found from now on is told only if nothing was found before.
    pub(super) fn only_redact_more(&mut self) {
        self.only_redacts = self.known > 0;
    }

    /// Does something that tells of nothing, if that is so.
    pub(super) fn quietly(&mut self, is_quiet: bool, look: impl FnOnce(&mut Self)) {
        let before = self.only_redacts;
        self.only_redacts |= is_quiet;
        look(self);
        self.only_redacts = before;
    }

    /// Looks at a text, and at the texts in it.
    pub(super) fn text(&mut self, text: &str, at: &Text<'_>) {
        let is_secret_field = field_name::is_secret(at.name) && field_name::is_value_of(at.name, text);
        let is_base64 = at.name == "data_base64";
        if !is_secret_field && !is_base64 && !is_suspicious(text) {
            return;
        }
        let before = self.known;
        let mut hits = Hits::default();
        pem::find(text, &mut hits);
        json_web_token::find(text, &mut hits);
        der::find(text, &mut hits);
        nkey::find(text, &mut hits);
        cloud::find(text, &mut hits);
        credentials::find(text, &mut hits);
        self.add_all(text, &hits, at);
        if at.depth < DEEPEST {
            self.within(text, at, before);
        }
        let is_known = self.known > before;
        if is_secret_field {
            // A part of it may have been told. The rest is a secret too.
            self.quietly(is_known, |scanner| scanner.add(SecretKind::SecretField, text, at));
            if !is_known {
                return;
            }
        }
        // What is told already hides nothing else: these only tell no more.
        let mut assigned = Hits::default();
        field_name::find(text, &mut assigned);
        self.quietly(is_known, |scanner| scanner.add_beside(text, &assigned, &hits, at));
        // A source may be a mailbox: CloudEvents itself shows one. The rule
        // `personal-authid` tells users from services.
        let may_name_people = (at.name == "source" && text.starts_with("mailto:")) || at.name == "authid";
        if at.is_attribute && !may_name_people {
            let mut people = Hits::default();
            email::find(text, &mut people);
            for (kind, range) in people.iter().filter(|(_, range)| !hits.touches(range)) {
                let is_told = assigned.touches(range);
                if let Some(name) = text.get(range.clone()) {
                    self.quietly(is_told, |scanner| scanner.add(*kind, name, at));
                }
            }
        }
        let is_public = random::is_public(at.name) || (at.is_attribute && is_core_attribute(at.name));
        if !is_public {
            let mut words = Hits::default();
            random::find(text, self.thresholds, &mut words);
            for (kind, range) in words.iter() {
                let is_told = is_known || hits.touches(range) || assigned.touches(range);
                if let Some(word) = text.get(range.clone()) {
                    self.quietly(is_told, |scanner| scanner.add(*kind, word, at));
                }
            }
            // Whoever wants to be told of less does not want to show more.
            if self.strict != *self.thresholds {
                let mut words = Hits::default();
                random::find(text, &self.strict, &mut words);
                for (kind, range) in words.iter() {
                    if let Some(word) = text.get(range.clone()) {
                        self.redact(*kind, word, at);
                    }
                }
            }
        }
    }

    /// Notes all that was found in a text.
    fn add_all(&mut self, text: &str, hits: &Hits, at: &Text<'_>) {
        self.add_beside(text, hits, &Hits::default(), at);
    }

    /// Notes what was found in a text. What is told already, and what overlaps
    /// other secrets, is only taken out.
    fn add_beside(&mut self, text: &str, hits: &Hits, told: &Hits, at: &Text<'_>) {
        for (kind, range) in hits.iter() {
            if let Some(secret) = text.get(range.clone()) {
                self.quietly(told.touches(range), |scanner| scanner.add(*kind, secret, at));
            }
        }
        for (kind, range) in hits.overlapping() {
            if let Some(secret) = text.get(range) {
                self.redact(kind, secret, at);
            }
        }
    }

    /// Opens what is in a text: JSON, Base64, percent-encoding, escapes.
    ///
    /// `told` is how much had been found before anything in this text was.
    fn within(&mut self, text: &str, at: &Text<'_>, told: usize) {
        let first = self.labels.len();
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
            self.open(text, &decoded, &Text { name: "", is_attribute: false, ..at.clone() });
        }
        // Whoever has the outer text has the inner one.
        self.carrier(text, first);
        // What was found already is found in these once more.
        for decoded in [encoding::percent(text), encoding::unescaped(text)].into_iter().flatten() {
            let is_told = self.known > told;
            self.quietly(is_told, |scanner| {
                scanner.open(text, &decoded, &Text { name: "", ..at.clone() });
            });
        }
    }

    /// Looks at a text that stands in another one. If too much was opened already,
    /// the other one is taken out as a whole.
    fn open(&mut self, outer: &str, inner: &str, at: &Text<'_>) {
        match self.budget.checked_sub(inner.len()) {
            Some(budget) => {
                self.budget = budget;
                self.text(inner, at);
            }
            None => {
                self.redaction.add(outer, "[secret]");
            }
        }
    }

    /// Takes out a text as a whole, since a secret stands in it in another form.
    /// JSON in a text is told apart well enough without that.
    fn carrier(&mut self, text: &str, first: usize) {
        let is_encoded = !text.contains(['{', '[']);
        let label = self.labels.get(first).filter(|_| is_encoded);
        if let Some(label) = label.and_then(|index| self.redaction.label(*index)).map(str::to_owned) {
            self.redaction.add(text, &label);
        }
    }

    /// Notes a secret.
    pub(super) fn add(&mut self, kind: SecretKind, secret: &str, at: &Text<'_>) {
        let Some(found) = self.redact(kind, secret, at) else { return };
        self.known += 1;
        let length = at.pointer.map_or(0, str::len);
        let is_too_much = self.found.len() >= MOST_TOLD || self.pointers + length > LONGEST_POINTERS;
        if self.only_redacts || (is_too_much && self.found.iter().any(|known| known.kind == kind)) {
            return;
        }
        self.pointers += length;
        self.found.push(Secret {
            kind,
            place: at.place.clone(),
            pointer: at.pointer.map(str::to_owned),
            characters: found.0,
            digest: found.1,
        });
    }

    /// Takes a secret out, and tells nothing of it. Returns its length and digest.
    fn redact(&mut self, kind: SecretKind, secret: &str, at: &Text<'_>) -> Option<(usize, String)> {
        if kind == SecretKind::Certificate && is_trust_anchor(at) {
            return None;
        }
        let characters = secret.chars().count();
        let digest: String = sha256(secret.as_bytes()).chars().take(8).collect();
        let label = format!("[{}, {}]", kind.name(), measure(characters, &digest));
        self.labels.push(self.redaction.add(pem::body(secret), &label));
        Some((characters, digest))
    }
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
