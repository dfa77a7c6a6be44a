//! Other levels for some events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{globs::Globs, level};
use crate::settings::Level;

/// Other levels for some events: those that match all globs which are given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scope {
    /// Globs over the `type` of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Globs>,
    /// Globs over its `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Globs>,
    /// Globs over the NATS subject of the message, with everything that stands
    /// before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subjects: Option<Globs>,
    /// Globs over the lattice, which is a part of the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lattices: Option<Globs>,
    /// Levels by the name of a rule, or by `errors`, `warnings` and `info`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "level::read")]
    pub rules: BTreeMap<String, Level>,
}

impl Scope {
    pub(super) fn check(&self) -> Result<(), String> {
        if [&self.types, &self.sources, &self.subjects, &self.lattices].iter().all(|globs| globs.is_none()) {
            return Err("it does not say which events it is for: give it `types`, `sources`, `subjects` or `lattices`, or write its rules under `[rules]`".to_owned());
        }
        if self.rules.is_empty() {
            return Err("it has no rules: write `rules = { RULE = \"LEVEL\" }`".to_owned());
        }
        Ok(())
    }
}
