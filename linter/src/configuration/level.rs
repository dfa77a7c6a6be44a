//! Levels by the names of rules, or of severities.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, de};

use crate::{finding::Severity, rule::Rule, rules, settings::Level, suggest::nearest};

/// A name that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{name}`{}", .suggestion.map(|name| format!(": did you mean `{name}`?")).unwrap_or_default())]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// A rule of a similar name.
    pub suggestion: Option<&'static str>,
}

/// The rule of that name.
///
/// # Errors
///
/// [`UnknownRule`], if there is none.
pub fn rule_named(name: &str) -> Result<&'static Rule, UnknownRule> {
    rules::ALL.iter().copied().find(|rule| rule.name == name).ok_or_else(|| UnknownRule {
        name: name.to_owned(),
        suggestion: nearest(name, rules::ALL.iter().map(|rule| rule.name)),
    })
}

/// Levels by rule, from levels by the name of a rule or of a severity: `errors`,
/// `warnings` and `info` stand for all rules that have this severity of their
/// own. A rule that is named wins over a severity that is named.
pub fn expand(named: &BTreeMap<String, Level>) -> BTreeMap<String, Level> {
    let mut levels = BTreeMap::new();
    for (severity, level) in named.iter().filter_map(|(name, level)| Some((severity_named(name)?, *level))) {
        let rules = rules::ALL.iter().filter(|rule| rule.severity == severity);
        levels.extend(rules.map(|rule| (rule.name.to_owned(), level)));
    }
    let rules = named.iter().filter(|(name, _)| severity_named(name).is_none());
    levels.extend(rules.map(|(name, level)| (name.clone(), *level)));
    levels
}

/// The severity that stands for all rules which have it.
fn severity_named(name: &str) -> Option<Severity> {
    match name {
        "error" | "errors" => Some(Severity::Error),
        "warning" | "warnings" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        _ => None,
    }
}

/// Reads levels by the names of rules or severities.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Level>, D::Error> {
    let levels: BTreeMap<LevelKey, Level> = BTreeMap::deserialize(deserializer)?;
    Ok(levels.into_iter().map(|(key, level)| (key.0, level)).collect())
}

/// Reads the name of a rule.
pub(super) fn read_rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    rule_named(&name).map(|rule| rule.name.to_owned()).map_err(de::Error::custom)
}

/// The name of a rule or of a severity.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct LevelKey(String);

impl<'de> Deserialize<'de> for LevelKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(LevelKeyVisitor)
    }
}

struct LevelKeyVisitor;

impl de::Visitor<'_> for LevelKeyVisitor {
    type Value = LevelKey;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a rule")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<LevelKey, E> {
        if severity_named(name).is_none() {
            rule_named(name).map_err(E::custom)?;
        }
        Ok(LevelKey(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_is_named_wins() {
        let named = [("warnings", Level::Error), ("unknown-field", Level::Allow), ("info", Level::Warning)];
        let levels = expand(&named.iter().map(|(name, level)| ((*name).to_owned(), *level)).collect());
        assert_eq!(levels["unknown-field"], Level::Allow);
        for rule in rules::ALL.iter().filter(|rule| rule.name != "unknown-field") {
            let expected = match rule.severity {
                Severity::Error => None,
                Severity::Warning => Some(Level::Error),
                Severity::Info => Some(Level::Warning),
            };
            assert_eq!(levels.get(rule.name).copied(), expected, "{}", rule.name);
        }
    }
}
