//! What a user decides: severities, limits, and how messages are read.

mod thresholds;

use std::{collections::BTreeMap, str::FromStr};

pub use lattice_event_model::nats::Profile;
use lattice_event_model::nats::is_token;
use serde::{Deserialize, Serialize};

pub use self::thresholds::{Bytes, HumanDuration, IdentityThresholds, InvalidThreshold, Thresholds};
use crate::{
    configuration::{Date, Ignore, Scope},
    finding::Severity,
    rule::Rule,
};

/// What becomes of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is off.
    Allow,
    /// They are of severity info.
    Info,
    /// They are of severity warning.
    Warning,
    /// They are of severity error.
    Error,
}

impl Level {
    /// The severity of findings at this level; `None` where the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// A text that is no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no level: write `allow`, `info`, `warning` or `error`")]
pub struct UnknownLevel(pub String);

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "allow" => Ok(Self::Allow),
            "info" => Ok(Self::Info),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(UnknownLevel(text.to_owned())),
        }
    }
}

/// What a user decides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// Levels by rule name. Rules that are not named keep their own severity.
    pub severities: BTreeMap<String, Level>,
    /// Other levels for some events. Where several fit, the last one wins.
    pub scopes: Vec<Scope>,
    /// Levels by rule name that hold for every event, whatever scopes say.
    pub everywhere: BTreeMap<String, Level>,
    /// Findings that are left out, whatever their level is.
    pub ignores: Vec<Ignore>,
    /// The day of the run. Without it no ignore expires.
    pub today: Option<Date>,
    /// From which size or duration on something is too much.
    pub thresholds: Thresholds,
    /// How much the linter keeps in memory.
    pub limits: Limits,
    /// By which version of the CloudEvents NATS binding messages are read.
    pub profile: Profile,
    /// Tokens that stand before every subject of the catalogue.
    pub subject_prefix: Option<SubjectPrefix>,
    /// Whether all messages of a producer come to this linter.
    pub view: View,
}

impl Settings {
    /// The level of a rule, where no scope says otherwise.
    pub fn level(&self, rule: &Rule) -> Level {
        let named = self.everywhere.get(rule.name).or_else(|| self.severities.get(rule.name));
        named.copied().unwrap_or_else(|| rule.level(self.profile))
    }
}

/// Whether all messages of a producer come to one linter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// All of them. Rules that compare messages with each other work.
    #[default]
    Whole,
    /// Others share the work, so that some messages come here and some there.
    /// Rules that compare messages with each other are off.
    Part,
}

/// Tokens that stand before every subject, as in NATS accounts that import the
/// events of several tenants: `*`, `tenant-a`, `imports.*`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubjectPrefix(String);

/// A text that cannot stand before a subject.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot stand before a subject: write tokens with dots between them, each a name or `*`")]
pub struct InvalidSubjectPrefix(pub String);

impl FromStr for SubjectPrefix {
    type Err = InvalidSubjectPrefix;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tokens = text.strip_suffix('.').unwrap_or(text);
        if tokens.split('.').all(|token| token == "*" || is_token(token)) {
            Ok(Self(tokens.to_owned()))
        } else {
            Err(InvalidSubjectPrefix(text.to_owned()))
        }
    }
}

impl TryFrom<String> for SubjectPrefix {
    type Error = InvalidSubjectPrefix;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SubjectPrefix> for String {
    fn from(prefix: SubjectPrefix) -> Self {
        prefix.0
    }
}

impl SubjectPrefix {
    /// The tokens, without a dot at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the prefix in a subject; `None` if it is not there.
    pub fn strip<'s>(&self, subject: &'s str) -> Option<&'s str> {
        let mut rest = subject;
        for expected in self.0.split('.') {
            let (token, behind) = rest.split_once('.')?;
            if expected != "*" && expected != token {
                return None;
            }
            rest = behind;
        }
        Some(rest)
    }
}

/// How much the linter keeps in memory, whatever comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Sources of which the producer version and the last event are remembered.
    /// The least recently seen goes first.
    pub sources: usize,
    /// Events that are remembered, to recognise them when they come again. The oldest goes first.
    pub events: usize,
    /// Findings of one rule in one message. What comes after them is counted in the last one.
    pub findings: usize,
    /// Values in the `data` of an event up to which every schema violation is
    /// listed. Of larger ones the first is named: each violation costs memory.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sources: 100_000, events: 100_000, findings: 50, values: 50_000 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Profile, Settings, SubjectPrefix};
    use crate::{
        finding::Severity,
        rule::{Check, Rule},
    };

    #[test]
    fn who_says_the_level_outside_of_scopes() {
        let rule = Rule {
            name: "x",
            severity: Severity::Error,
            profiles: &[(Profile::V1_0_2, Level::Allow)],
            statements: &[],
            reference: "",
            documentation: "",
            since: "",
            check: Check::Payload(|_, _| {}),
        };
        let named = |level| [("x".to_owned(), level)].into();
        let mut settings = Settings::default();
        assert_eq!(settings.level(&rule), Level::Error, "the rule's own");
        settings.profile = Profile::V1_0_2;
        assert_eq!(settings.level(&rule), Level::Allow, "the profile's");
        settings.severities = named(Level::Info);
        assert_eq!(settings.level(&rule), Level::Info, "the configuration's");
        settings.everywhere = named(Level::Warning);
        assert_eq!(settings.level(&rule), Level::Warning, "what was typed");
    }

    #[test]
    fn prefixes_are_stripped() {
        let strip = |prefix: &str, subject| prefix.parse::<SubjectPrefix>().unwrap().strip(subject);
        assert_eq!(strip("*", "a.wasmbus.evt.x"), Some("wasmbus.evt.x"));
        assert_eq!(strip("a", "b.wasmbus.evt.x"), None);
        assert_eq!(strip("in.*", "in.a.wasmbus.evt.x"), Some("wasmbus.evt.x"));
        assert_eq!(strip("*.*", "a.b"), None);
        assert!("a..b".parse::<SubjectPrefix>().is_err());
        assert!(">".parse::<SubjectPrefix>().is_err());
    }
}
