//! Adding judgements up, within bounds.

use std::collections::{BTreeMap, HashMap};

use super::{Coverage, Report, SeverityCounts, Summary, Tool, TypeSummary, Verdict};
use crate::{
    finding::{Finding, Judgement, Severity},
    state::Evictions,
};

/// How much a tally keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Findings of one rule that are kept as they are. Later ones that are alike
    /// are merged.
    pub single: usize,
    /// Findings of one rule that are kept at all, merged ones included.
    pub kept: usize,
    /// Event types that are counted one by one.
    pub types: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self { single: 10, kept: 100, types: 1000 }
    }
}

/// Adds judgements up. Its size does not grow with the number of messages.
#[derive(Debug, Default)]
pub struct Tally {
    caps: Caps,
    messages: u64,
    events: u64,
    lost: u64,
    evictions: Evictions,
    severities: SeverityCounts,
    rules: BTreeMap<String, RuleTally>,
    types: BTreeMap<String, TypeSummary>,
    other_types: TypeSummary,
    findings: Vec<Finding>,
}

#[derive(Debug, Default)]
struct RuleTally {
    count: u64,
    left_out: u64,
    kept: usize,
    /// Findings that stand for others too, by what makes them alike.
    merged: HashMap<Likeness, usize>,
}

/// What findings of one rule have in common when they are merged.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Likeness {
    event_type: Option<String>,
    pointer: Option<String>,
    message: String,
}

impl Tally {
    /// An empty tally.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty tally that keeps more or less than usual.
    pub fn with_caps(caps: Caps) -> Self {
        Self { caps, ..Self::default() }
    }

    /// Adds the judgement of one message.
    pub fn message(&mut self, judgement: &Judgement) {
        self.messages += 1;
        for event in &judgement.events {
            self.events += 1;
            if let Some(event_type) = &event.event_type {
                self.type_summary(event_type).events += 1;
            }
        }
        for finding in &judgement.findings {
            self.finding(finding);
        }
    }

    /// Notes how many messages were lost before they could be judged. The last
    /// word counts.
    pub fn set_lost(&mut self, messages: u64) {
        self.lost = messages;
    }

    /// Notes what the linter forgot. The last word counts.
    pub fn evictions(&mut self, evictions: Evictions) {
        self.evictions = evictions;
    }

    /// Messages so far.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// Events so far.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Findings of one severity so far.
    pub fn count(&self, severity: Severity) -> u64 {
        self.severities.of(severity)
    }

    /// The report so far, with what [`Linter::coverage`](crate::Linter::coverage)
    /// says.
    pub fn report(&self, tool: Tool, verdict: Verdict, coverage: Coverage) -> Report {
        Report {
            tool,
            summary: Summary {
                messages: self.messages,
                events: self.events,
                lost: self.lost,
                verdict,
                reasons: Vec::new(),
                switched_off: Vec::new(),
                configuration: None,
                notes: Vec::new(),
                findings: self.severities,
                ignored: 0,
                baselined: 0,
                by_rule: self.rules.iter().map(|(rule, tally)| (rule.clone(), tally.count)).collect(),
                by_type: self.types.clone(),
                other_types: self.other_types,
                coverage,
                left_out: self
                    .rules
                    .iter()
                    .filter(|(_, tally)| tally.left_out > 0)
                    .map(|(rule, tally)| (rule.clone(), tally.left_out))
                    .collect(),
                evictions: self.evictions,
            },
            findings: self.findings.clone(),
            connection: None,
            stream: None,
            truth: None,
        }
    }

    fn type_summary(&mut self, event_type: &str) -> &mut TypeSummary {
        if self.types.contains_key(event_type) || self.types.len() < self.caps.types {
            self.types.entry(event_type.to_owned()).or_default()
        } else {
            &mut self.other_types
        }
    }

    fn finding(&mut self, finding: &Finding) {
        self.severities.add(finding.severity, finding.count);
        if let Some(event_type) = finding.event.event_type.as_deref() {
            let summary = self.type_summary(event_type);
            match finding.severity {
                Severity::Error => summary.error += finding.count,
                Severity::Warning => summary.warning += finding.count,
                Severity::Info => summary.info += finding.count,
            }
        }
        let caps = self.caps;
        if !self.rules.contains_key(finding.rule.as_ref()) {
            self.rules.insert(finding.rule.to_string(), RuleTally::default());
        }
        let Some(rule) = self.rules.get_mut(finding.rule.as_ref()) else { return };
        rule.count += finding.count;
        if rule.kept < caps.single {
            rule.kept += 1;
            self.findings.push(finding.clone());
            return;
        }
        let likeness = Likeness::of(finding);
        if let Some(kept) = rule.merged.get(&likeness).and_then(|index| self.findings.get_mut(*index)) {
            kept.count += finding.count;
        } else if rule.kept < caps.kept {
            rule.kept += 1;
            rule.merged.insert(likeness, self.findings.len());
            self.findings.push(finding.clone());
        } else {
            rule.left_out += finding.count;
        }
    }
}

impl Likeness {
    fn of(finding: &Finding) -> Self {
        Self {
            event_type: finding.event.event_type.clone(),
            pointer: finding.pointer.as_deref().map(without_indexes),
            message: without_indexes(&finding.message),
        }
    }
}

/// A pointer, or a message with one in it, whose array indexes are all the same.
fn without_indexes(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut after_slash = false;
    for character in text.chars() {
        if after_slash && character.is_ascii_digit() {
            if !result.ends_with('*') {
                result.push('*');
            }
            continue;
        }
        after_slash = character == '/';
        result.push(character);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::without_indexes;

    #[test]
    fn indexes_are_alike_and_names_are_not() {
        assert_eq!(without_indexes("/data/components/12/id"), "/data/components/*/id");
        assert_eq!(without_indexes("/data/a1/0/7"), "/data/a1/*/*");
        assert_eq!(without_indexes("`/data/x/3` is 5, more than 4"), "`/data/x/*` is 5, more than 4");
    }
}
