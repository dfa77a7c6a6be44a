//! What is published about a linter: its rules, what they check, and cases that
//! show it.

use crate::conformance::ConformanceCase;

/// What is published about a linter. The default is that there is none.
#[derive(Debug, Clone, Copy, Default)]
pub struct LinterDocumentation<'a> {
    /// The groups of its rules, in the order of their index page.
    pub groups: &'a [RuleGroup],
    /// Its rules, sorted by name.
    pub rules: &'a [RuleDocumentation],
    /// What rules check, one table for each specification.
    pub statements: &'a [StatementTable],
    /// Cases for linters of other authors, sorted by name.
    pub cases: &'a [ConformanceCase],
    /// What messages of cases leave open.
    pub placeholders: &'a [PlaceholderDocumentation],
    /// From which size or duration on something is too much.
    pub thresholds: &'a [ThresholdDocumentation],
    /// The licence of the cases: `Apache-2.0`.
    pub licence: &'a str,
}

/// Rules that look at the same thing.
#[derive(Debug, Clone)]
pub struct RuleGroup {
    /// Its heading.
    pub title: String,
    /// What its rules look at, in one sentence.
    pub summary: String,
}

/// What the pages say about a rule of the linter.
#[derive(Debug, Clone)]
pub struct RuleDocumentation {
    /// Its name: `unknown-field`.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The title of its group.
    pub group: String,
    /// Its default severity: `error`, `warning` or `info`.
    pub severity: String,
    /// Profiles by which it has another level: name and level. A level is a
    /// severity, or `allow` where the rule is off.
    pub profiles: Vec<(String, String)>,
    /// The numbers of the statements that it checks.
    pub statements: Vec<String>,
    /// The section of the specification that it checks, if it checks one.
    pub reference: String,
    /// The version in which it appeared.
    pub since: String,
    /// Its documentation in Markdown, the summary included.
    pub documentation: String,
}

/// What one specification says about events.
#[derive(Debug, Clone)]
pub struct StatementTable {
    /// Its heading.
    pub title: String,
    /// What it is about, in one sentence.
    pub summary: String,
    /// The statements, in the order of the page.
    pub statements: Vec<StatementDocumentation>,
}

/// Something that is written about events.
#[derive(Debug, Clone)]
pub struct StatementDocumentation {
    /// Its number: `CE-12`.
    pub id: String,
    /// How binding it is: `must`.
    pub obligation: String,
    /// Where it is written, in words.
    pub section: String,
    /// The address of that place, or a way to it from the folder `docs/rules`.
    pub address: String,
    /// The version in which it stood there first.
    pub since: String,
    /// What it says, in Markdown.
    pub text: String,
    /// Why no rule checks it, in Markdown.
    pub unchecked: Option<String>,
}

/// Something that messages of cases leave open.
#[derive(Debug, Clone)]
pub struct PlaceholderDocumentation {
    /// As it is written, without braces: `secret:jwt`.
    pub name: String,
    /// What to put in its place, in Markdown.
    pub meaning: String,
}

/// From which size or duration on something is too much.
#[derive(Debug, Clone)]
pub struct ThresholdDocumentation {
    /// Its name in the configuration: `identity.delay`.
    pub name: String,
    /// What it says, in one sentence of Markdown.
    pub meaning: String,
    /// Its value where nothing else is said: `64KiB`.
    pub default: String,
    /// How values are written, in Markdown.
    pub spelling: String,
}

impl LinterDocumentation<'_> {
    /// The statement of that number.
    pub(crate) fn statement(&self, id: &str) -> Option<&StatementDocumentation> {
        self.statements.iter().flat_map(|table| &table.statements).find(|statement| statement.id == id)
    }

    /// The rules that check a statement.
    pub(crate) fn rules_of<'r>(&'r self, id: &'r str) -> impl Iterator<Item = &'r RuleDocumentation> {
        self.rules.iter().filter(move |rule| rule.statements.iter().any(|own| own == id))
    }

    /// The cases of a rule.
    pub(crate) fn cases_of<'r>(&'r self, rule: &'r str) -> impl Iterator<Item = &'r ConformanceCase> {
        self.cases.iter().filter(move |case| case.rule == rule)
    }
}
