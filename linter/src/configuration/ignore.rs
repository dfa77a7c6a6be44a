//! Findings that are left out.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{
    date::Date,
    globs::{Globs, PointerGlob},
    level,
};

/// Findings that are left out: those of one rule that match everything which is
/// given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ignore {
    /// Name of the rule.
    #[serde(deserialize_with = "level::read_rule")]
    pub rule: String,
    /// Globs over the `type` of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Globs>,
    /// Globs over its `source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Globs>,
    /// Globs over the NATS subject of the message, with everything that stands
    /// before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<Globs>,
    /// Globs over the lattice, which is a part of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lattices: Option<Globs>,
    /// A glob over the JSON pointer of the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<PointerGlob>,
    /// The `id` of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why these findings are left out.
    #[serde(deserialize_with = "reason")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub reason: String,
    /// The last day on which they are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let reason = String::deserialize(deserializer)?;
    if reason.trim().is_empty() {
        return Err(D::Error::custom(
            "an ignore without a reason is one that nobody dares to remove: write one",
        ));
    }
    Ok(reason)
}
