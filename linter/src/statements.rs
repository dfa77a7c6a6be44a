//! The numbered statements that rules check: what CloudEvents, SPIFFE and the
//! catalogue say about events, one by one, in short words.
//!
//! A rule names the statements that it checks. This table says where each of
//! them is written, and why some of them are checked by no rule.

mod cloudevents;
mod event_data;
mod extensions;
mod identity;
mod json_format;
mod lattice;
mod nats_binding;
mod privacy;
mod producers;

use crate::rule::Rule;

/// What is written in one place, statement by statement.
#[derive(Debug)]
pub struct Specification {
    /// What readers call it.
    pub title: &'static str,
    /// What its statements are about, in one sentence.
    pub summary: &'static str,
    /// The statements, in the order of their numbers.
    pub statements: &'static [Statement],
}

/// Something that is written about events.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Its number: `CE-12`, `L3`, `P05`, `I08`, `H2`.
    pub id: &'static str,
    /// How binding it is.
    pub obligation: Obligation,
    /// Where it is written.
    pub place: Place,
    /// What it says, in one or two sentences of Markdown.
    pub text: &'static str,
    /// Why no rule can check it by looking at messages; `None` if one does.
    pub unchecked: Option<&'static str>,
    /// Rules that tell it although they were not made for it. All others name the
    /// statement themselves.
    pub told_by: &'static [&'static str],
}

/// Where something is written.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The document and its section, in words.
    pub section: &'static str,
    /// The address of the section; for pages of this catalogue the way to it from
    /// the folder `docs/rules`.
    pub address: &'static str,
    /// The version in which it stood there first.
    pub since: &'static str,
}

/// How binding a statement is (RFC 2119).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obligation {
    /// MUST, REQUIRED.
    Must,
    /// MUST NOT.
    MustNot,
    /// SHOULD.
    Should,
    /// SHOULD NOT.
    ShouldNot,
    /// RECOMMENDED.
    Recommended,
    /// Nothing binding: it follows from the text, or from practice.
    Advice,
}

impl Obligation {
    /// The words that specifications use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::MustNot => "must not",
            Self::Should => "should",
            Self::ShouldNot => "should not",
            Self::Recommended => "recommended",
            Self::Advice => "advice",
        }
    }
}

/// Every specification, in the order of the published table.
pub static ALL: &[&Specification] = &[
    &cloudevents::CORE,
    &cloudevents::TYPES,
    &json_format::JSON_FORMAT,
    &event_data::EVENT_DATA,
    &nats_binding::NATS_BINDING,
    &extensions::EXTENSIONS,
    &lattice::LATTICE,
    &privacy::PRIVACY,
    &identity::IDENTITY,
    &producers::PRODUCERS,
];

/// The statement of that number.
pub fn find(id: &str) -> Option<&'static Statement> {
    ALL.iter().flat_map(|specification| specification.statements).find(|statement| statement.id == id)
}

/// The statements that a rule checks: those that it names, and those that name it.
pub fn checked_by(rule: &Rule) -> impl Iterator<Item = &'static str> {
    let telling = ALL
        .iter()
        .flat_map(|specification| specification.statements)
        .filter(|statement| statement.told_by.contains(&rule.name))
        .map(|statement| statement.id);
    rule.statements.iter().copied().chain(telling)
}

/// The version of CloudEvents that is in force.
const RELEASED: &str = "1.0.2";
/// The version of CloudEvents that is being written.
const DRAFT: &str = "draft of 1.0.3";
/// The version of this project.
const OWN: &str = "0.1.0";

impl Place {
    const fn released(section: &'static str, address: &'static str) -> Self {
        Self { section, address, since: RELEASED }
    }

    const fn draft(section: &'static str, address: &'static str) -> Self {
        Self { section, address, since: DRAFT }
    }

    const fn own(section: &'static str, address: &'static str) -> Self {
        Self { section, address, since: OWN }
    }

    const fn says(self, id: &'static str, obligation: Obligation, text: &'static str) -> Statement {
        Statement { id, obligation, place: self, text, unchecked: None, told_by: &[] }
    }

    const fn must(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::Must, text)
    }

    const fn must_not(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::MustNot, text)
    }

    const fn should(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::Should, text)
    }

    const fn should_not(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::ShouldNot, text)
    }

    const fn recommended(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::Recommended, text)
    }

    const fn advice(self, id: &'static str, text: &'static str) -> Statement {
        self.says(id, Obligation::Advice, text)
    }
}

impl Statement {
    const fn unchecked(self, reason: &'static str) -> Self {
        Self { unchecked: Some(reason), ..self }
    }

    const fn told_by(self, rules: &'static [&'static str]) -> Self {
        Self { told_by: rules, ..self }
    }
}
