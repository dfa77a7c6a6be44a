//! Findings that are known and accepted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Judgement};

/// The version of the format of baselines.
const FORMAT: u64 = 1;
/// How many entries a baseline has at most: peers choose types and pointers.
const MOST_ENTRIES: usize = 10_000;

/// Findings that are known and accepted, as a file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineFile {
    /// Version of the format.
    pub version: u64,
    /// The findings, sorted.
    pub findings: Vec<BaselineEntry>,
}

/// Findings of one rule at one place of events of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineEntry {
    /// Name of the rule.
    pub rule: String,
    /// Type of the event; `None` where it has none.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// JSON pointer, with `*` in place of indexes; `None` for messages as a whole.
    pub pointer: Option<String>,
    /// How many there are.
    pub count: u64,
}

/// A baseline that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON, or no baseline.
    #[error("it is no baseline")]
    Json(#[from] serde_json::Error),
    /// It is of another version of this program.
    #[error("its format is version {0}, and only version {FORMAT} is known")]
    Version(u64),
}

/// Takes findings away that are known.
#[derive(Debug, Clone)]
pub struct Baseline {
    entries: BTreeMap<Key, Entry>,
    /// Whether what is not known becomes so.
    grows: bool,
    is_full: bool,
    taken: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rule: String,
    event_type: Option<String>,
    pointer: Option<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    accepted: u64,
    found: u64,
}

impl Baseline {
    /// An empty one that accepts whatever comes.
    pub fn growing() -> Self {
        Self { entries: BTreeMap::new(), grows: true, is_full: false, taken: 0 }
    }

    /// Reads one, which never grows.
    ///
    /// # Errors
    ///
    /// [`BaselineError`], if the text is none.
    pub fn read(text: &[u8]) -> Result<Self, BaselineError> {
        let file: BaselineFile = serde_json::from_slice(text)?;
        if file.version != FORMAT {
            return Err(BaselineError::Version(file.version));
        }
        let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
        for BaselineEntry { rule, event_type, pointer, count } in file.findings {
            let entry = entries.entry(Key { rule, event_type, pointer }).or_default();
            entry.accepted = entry.accepted.saturating_add(count);
        }
        Ok(Self { entries, grows: false, is_full: false, taken: 0 })
    }

    /// Takes away what is known, as often as it is known.
    pub fn take(&mut self, judgement: &mut Judgement) {
        judgement.findings.retain_mut(|finding| {
            let known = self.known(finding);
            finding.count -= known;
            self.taken += known;
            finding.count > 0
        });
    }

    /// How many of the findings are known.
    fn known(&mut self, finding: &Finding) -> u64 {
        let key = Key {
            rule: finding.rule.to_string(),
            event_type: finding.event.event_type.clone(),
            pointer: finding.pointer.as_deref().map(without_indexes),
        };
        if let Some(entry) = self.entries.get_mut(&key) {
            if self.grows {
                entry.accepted += finding.count;
            }
            let known = entry.accepted.saturating_sub(entry.found).min(finding.count);
            entry.found += finding.count;
            known
        } else if self.grows && self.entries.len() < MOST_ENTRIES {
            self.entries.insert(key, Entry { accepted: finding.count, found: finding.count });
            finding.count
        } else {
            self.is_full |= self.grows;
            0
        }
    }

    /// How many findings were taken away.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Whether there were more different findings than a baseline can hold.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    /// How many findings are known and were not found.
    pub fn missed(&self) -> u64 {
        self.entries
            .values()
            .fold(0, |sum, entry| sum.saturating_add(entry.accepted.saturating_sub(entry.found)))
    }

    /// How many entries it has.
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// What is still found of what is known.
    pub fn shrunk(&self) -> BaselineFile {
        let entries = self.entries.iter().map(|(key, entry)| BaselineEntry {
            rule: key.rule.clone(),
            event_type: key.event_type.clone(),
            pointer: key.pointer.clone(),
            count: entry.accepted.min(entry.found),
        });
        BaselineFile { version: FORMAT, findings: entries.filter(|entry| entry.count > 0).collect() }
    }
}

/// A pointer whose array indexes are all the same.
fn without_indexes(pointer: &str) -> String {
    let is_index = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens: Vec<&str> =
        pointer.split('/').map(|token| if is_index(token) { "*" } else { token }).collect();
    tokens.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{EventIdentity, Location, Severity};

    fn finding(rule: &'static str, pointer: &str, count: u64) -> Finding {
        Finding {
            rule: rule.into(),
            severity: Severity::Error,
            message: String::new(),
            help: None,
            reference: None,
            pointer: Some(pointer.to_owned()),
            schema_pointer: None,
            event: EventIdentity::default(),
            subject: None,
            location: Location::default(),
            count,
            labels: Vec::new(),
            withheld: Vec::new(),
        }
    }

    fn take(baseline: &mut Baseline, findings: Vec<Finding>) -> Vec<u64> {
        let mut judgement = Judgement { findings, ..Judgement::default() };
        baseline.take(&mut judgement);
        judgement.findings.iter().map(|finding| finding.count).collect()
    }

    #[test]
    fn what_is_known_is_taken_up_to_its_count() {
        let mut first = Baseline::growing();
        assert!(
            take(&mut first, vec![finding("a", "/data/1/x", 2), finding("a", "/data/2/x", 1)]).is_empty()
        );
        assert!(take(&mut first, vec![finding("b", "/id", 1)]).is_empty());
        assert_eq!((first.taken(), first.missed()), (4, 0));
        let text = serde_json::to_vec(&first.shrunk()).unwrap();

        let mut second = Baseline::read(&text).unwrap();
        assert_eq!(take(&mut second, vec![finding("a", "/data/7/x", 5), finding("c", "/id", 1)]), [2, 1]);
        assert_eq!((second.taken(), second.missed()), (3, 1));
        let shrunk = second.shrunk();
        assert_eq!(shrunk.findings.len(), 1);
        assert_eq!((shrunk.findings[0].rule.as_str(), shrunk.findings[0].count), ("a", 3));
        assert_eq!(shrunk.findings[0].pointer.as_deref(), Some("/data/*/x"));
    }

    #[test]
    fn a_flood_of_different_findings_is_not_accepted() {
        let mut baseline = Baseline::growing();
        let flood = (0..MOST_ENTRIES).map(|number| finding("a", &format!("/x{number}"), 1)).collect();
        assert!(take(&mut baseline, flood).is_empty());
        assert!(!baseline.is_full());
        assert_eq!(take(&mut baseline, vec![finding("a", "/y", 3), finding("a", "/x1", 3)]), [3]);
        assert!(baseline.is_full());
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for text in
            ["", "[]", "{}", r#"{"version": 2, "findings": []}"#, r#"{"version": 1, "findings": [], "x": 1}"#]
        {
            assert!(Baseline::read(text.as_bytes()).is_err(), "{text}");
        }
        let huge = format!(
            r#"{{"version": 1, "findings": [{0}, {0}]}}"#,
            format_args!(r#"{{"rule": "a", "type": null, "pointer": "/id", "count": {}}}"#, u64::MAX)
        );
        assert_eq!(take(&mut Baseline::read(huge.as_bytes()).unwrap(), vec![finding("a", "/id", 9)]), [0; 0]);
    }
}
