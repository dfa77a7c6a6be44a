//! The rules that have results, as SARIF describes rules.

use lattice_linter::{Finding, Rule, Severity, rules};

use super::log::{Configuration, Descriptor, Text};
use crate::output::rule_page;

/// The rules that have findings, in the order of their names.
pub(super) struct Rules(Vec<&'static Rule>);

impl Rules {
    pub(super) fn of(findings: &[Finding]) -> Self {
        let fired = |rule: &&'static Rule| findings.iter().any(|finding| finding.rule == rule.name);
        Self(rules::ALL.iter().copied().filter(fired).collect())
    }

    /// Where the descriptor of a rule stands in the list.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|rule| rule.name == name)
    }

    pub(super) fn descriptors(&self) -> Vec<Descriptor> {
        self.0.iter().map(|rule| descriptor(rule)).collect()
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    let summary = rule.summary();
    let page = rule_page::address(rule.name);
    Descriptor {
        id: rule.name,
        name: Some(pascal_case(rule.name)),
        full_description: Text::plain(format!("{summary} Reference: {}.", rule.reference)),
        help: Text {
            text: format!("{summary} With examples: {page}"),
            markdown: Some(rule.documentation(rule_page::site())),
        },
        help_uri: Some(page),
        short_description: Text::plain(summary),
        default_configuration: Some(Configuration { level: level(rule.severity) }),
    }
}

/// The level of a severity (section 3.27.10).
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// `schema-violation` as `SchemaViolation`, which is how viewers show names.
fn pascal_case(name: &str) -> String {
    name.split('-')
        .flat_map(|word| {
            let mut characters = word.chars();
            characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters)
        })
        .collect()
}
