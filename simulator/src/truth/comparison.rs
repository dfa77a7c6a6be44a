//! Comparing what was found with what was planted.

use std::collections::{HashMap, hash_map::Entry};

use lattice_event_model::Message;
use lattice_linter::{
    Finding, Judgement, Severity,
    report::{PlantedFault, Truth, UnexpectedFinding},
};

use super::{Digest, TruthFile};

/// How many findings are remembered.
const LARGEST: usize = 1_000_000;
/// How many of them may be of severity info, of which real lattices are full.
const MOST_INFOS: usize = LARGEST / 2;
/// How many texts of each rule are remembered.
const TEXTS: usize = 100;
/// The longest subject that is remembered, in characters.
const LONGEST: usize = 256;
/// How many faults and findings a report lists.
const LISTED: usize = 100;

/// Findings of a run, to be compared with the truth at its end.
///
/// The truth file usually does not exist yet while messages are judged, so it is
/// remembered which rule found something about which message. Several findings
/// of one rule about one message count once. Memory is bounded.
#[derive(Debug, Default)]
pub struct Comparison {
    rules: Vec<String>,
    found: HashMap<Key, Found>,
    infos: usize,
    /// Texts of errors and warnings, in the order in which they were made.
    texts: Vec<(Key, Text)>,
    texts_by_rule: Vec<usize>,
    left_out: u64,
}

/// A rule, and a message by the first half of its digest, which is enough to tell
/// messages apart and keeps a million of them small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    rule: u16,
    message: [u8; 16],
}

#[derive(Debug)]
struct Found {
    /// How many messages with these bytes the rule found something about.
    messages: u32,
    severity: Severity,
}

#[derive(Debug)]
struct Text {
    message: String,
    subject: Option<String>,
}

impl Comparison {
    /// A comparison before the first message.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes what the linter said about a message.
    pub fn message(&mut self, message: &Message, judgement: &Judgement) {
        if judgement.findings.is_empty() {
            return;
        }
        let digest = Digest::of(message);
        for (index, finding) in judgement.findings.iter().enumerate() {
            let is_first = judgement.findings[..index].iter().all(|before| before.rule != finding.rule);
            if is_first {
                self.note(finding, &digest);
            }
        }
    }

    /// How many findings were not remembered, because there were too many. Faults
    /// may be called missed because of them.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    fn note(&mut self, finding: &Finding, digest: &Digest) {
        let Some(rule) = self.rule_or_new(&finding.rule) else {
            self.left_out += 1;
            return;
        };
        let key = key(rule, digest);
        let is_full =
            self.found.len() >= LARGEST || (finding.severity == Severity::Info && self.infos >= MOST_INFOS);
        match self.found.entry(key) {
            Entry::Occupied(mut entry) => {
                let found = entry.get_mut();
                found.messages = found.messages.saturating_add(1);
            }
            Entry::Vacant(_) if is_full => {
                self.left_out += 1;
                return;
            }
            Entry::Vacant(entry) => {
                entry.insert(Found { messages: 1, severity: finding.severity });
                self.infos += usize::from(finding.severity == Severity::Info);
            }
        }
        let texts = &mut self.texts_by_rule[usize::from(rule)];
        if finding.severity > Severity::Info && *texts < TEXTS {
            *texts += 1;
            let subject = finding.subject.as_ref().map(|subject| subject.chars().take(LONGEST).collect());
            let text = Text { message: finding.message.clone(), subject };
            self.texts.push((key, text));
        }
    }

    fn rule(&self, name: &str) -> Option<u16> {
        self.rules.iter().position(|rule| rule == name).and_then(|index| u16::try_from(index).ok())
    }

    fn rule_or_new(&mut self, name: &str) -> Option<u16> {
        if let Some(rule) = self.rule(name) {
            return Some(rule);
        }
        let rule = u16::try_from(self.rules.len()).ok()?;
        self.rules.push(name.to_owned());
        self.texts_by_rule.push(0);
        Some(rule)
    }

    /// Which faults were found, which were missed, and what was found besides.
    ///
    /// A fault is found if its rule found something about one of its messages.
    /// Where faults have the same bytes, that many messages with a finding are
    /// needed. An error or a warning about a message is unexpected, unless a
    /// fault of its rule was planted in that message.
    pub fn compare(&self, truth: &TruthFile) -> Truth {
        let mut planted: HashMap<Key, u32> = HashMap::new();
        let mut faults = Vec::with_capacity(truth.faults.len());
        for fault in &truth.faults {
            // A rule that found nothing at all found none of these either.
            let rule = self.rule(&fault.rule);
            let keys: Vec<Key> = rule.map_or_else(Vec::new, |rule| {
                fault.messages.iter().map(|message| key(rule, &message.sha256)).collect()
            });
            for key in &keys {
                *planted.entry(*key).or_default() += 1;
            }
            faults.push((fault, keys));
        }

        let mut report = Truth { planted: truth.faults.len() as u64, ..Truth::default() };
        let mut left: HashMap<Key, u32> = HashMap::new();
        for (fault, mut keys) in faults {
            // Messages that no other fault has come first, so that those of which
            // there are several are left for the others.
            keys.sort_by_key(|key| planted.get(key).copied().unwrap_or_default());
            let is_found = keys.iter().any(|key| {
                let messages = self.found.get(key).map_or(0, |found| found.messages);
                let left = left.entry(*key).or_insert(messages);
                let is_left = *left > 0;
                *left = left.saturating_sub(1);
                is_left
            });
            if is_found {
                report.found += 1;
                continue;
            }
            report.missed_count += 1;
            if report.missed.len() < LISTED {
                report.missed.push(PlantedFault {
                    rule: fault.rule.clone(),
                    position: fault.position,
                    summary: fault.summary.clone(),
                });
            }
        }
        self.compare_unexpected(planted, &mut report);
        report
    }

    fn compare_unexpected(&self, planted: HashMap<Key, u32>, report: &mut Truth) {
        let mut unexpected: HashMap<Key, u32> = HashMap::new();
        for (key, found) in self.found.iter().filter(|(_, found)| found.severity > Severity::Info) {
            let surplus = found.messages.saturating_sub(planted.get(key).copied().unwrap_or_default());
            if surplus > 0 {
                report.unexpected_count += u64::from(surplus);
                unexpected.insert(*key, surplus);
            }
        }
        let mut expected = planted;
        for (key, text) in &self.texts {
            // Of messages with the same bytes the first ones are the planted ones.
            if let Some(count) = expected.get_mut(key).filter(|count| **count > 0) {
                *count -= 1;
                continue;
            }
            let Some(surplus) = unexpected.get_mut(key).filter(|surplus| **surplus > 0) else { continue };
            if report.unexpected.len() >= LISTED {
                return;
            }
            *surplus -= 1;
            report.unexpected.push(self.unexpected(*key, text.message.clone(), text.subject.clone()));
        }
        let mut others: Vec<Key> = unexpected
            .into_iter()
            .flat_map(|(key, surplus)| std::iter::repeat_n(key, (surplus as usize).min(LISTED)))
            .collect();
        others.sort_by_key(|key| (&self.rules[usize::from(key.rule)], key.message));
        others.truncate(LISTED - report.unexpected.len());
        for key in others {
            let text = "one of many findings of this rule, whose text was not kept".to_owned();
            report.unexpected.push(self.unexpected(key, text, None));
        }
    }

    fn unexpected(&self, key: Key, message: String, subject: Option<String>) -> UnexpectedFinding {
        let rule = self.rules.get(usize::from(key.rule)).cloned().unwrap_or_default();
        UnexpectedFinding { rule, message, subject }
    }
}

fn key(rule: u16, digest: &Digest) -> Key {
    let mut message = [0; 16];
    message.copy_from_slice(&digest.0[..16]);
    Key { rule, message }
}
