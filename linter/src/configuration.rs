//! What stands in `event-lint.toml`.

mod date;
mod error;
mod globs;
mod ignore;
mod level;
mod scope;

use std::{collections::BTreeMap, num::NonZeroU64};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

pub use self::{
    date::{Date, InvalidDate},
    error::ConfigurationError,
    globs::{Glob, Globs, PointerGlob},
    ignore::Ignore,
    level::{UnknownRule, expand, rule_named},
    scope::Scope,
};
use crate::settings::{Level, Profile, SubjectPrefix, Thresholds};

/// How messages are judged, as a file says it: `event-lint.toml`.
///
/// What is typed on the command line wins over it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
// Keys of TOML have dashes.
#[cfg_attr(feature = "schema", schemars(extend("x-lint-exclude" = "simple_properties_identifiers")))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Configuration {
    /// By which version of the CloudEvents NATS binding messages are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileName>,
    /// Tokens that stand before every subject, such as `*` for the accounts of
    /// several tenants.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub subject_prefix: Option<SubjectPrefix>,
    /// From which severity on findings make the exit code 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<FailOn>,
    /// The run ends after so many findings at or above `fail-on`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_findings: Option<NonZeroU64>,
    /// The run fails if fewer event types of the catalogue were seen, in percent.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "percent")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 100)))]
    pub min_coverage: Option<f64>,
    /// The run fails if no event of one of these types was seen. The last part of
    /// a type is enough.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub require_seen: Vec<String>,
    /// Whether a run without any message is as good as others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_empty: Option<bool>,
    /// Levels by the name of a rule, or by `errors`, `warnings` and `info` for all
    /// rules that have this severity of their own. A rule that is named wins.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "level::read")]
    pub rules: BTreeMap<String, Level>,
    /// Other levels for some events. Where several fit, the last one wins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<Scope>,
    /// Findings that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<Ignore>,
    /// From which size or duration on something is too much.
    #[serde(skip_serializing_if = "is_default")]
    pub thresholds: Thresholds,
}

impl Configuration {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// [`ConfigurationError`], with the place in the text, if it is no TOML, or
    /// says something that nobody understands.
    pub fn read(text: &str) -> Result<Self, ConfigurationError> {
        let configuration: Self =
            toml::from_str(text).map_err(|error| ConfigurationError::of(&error, text))?;
        for (index, scope) in configuration.scope.iter().enumerate() {
            scope.check().map_err(|message| ConfigurationError::about("scope", index, text, &message))?;
        }
        Ok(configuration)
    }
}

/// A version of the CloudEvents NATS binding, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ProfileName {
    /// Whatever a message shows to be.
    #[serde(rename = "auto")]
    Auto,
    /// Structured mode only.
    #[serde(rename = "1.0.2")]
    V1_0_2,
    /// The draft: `Content-Type` decides, and without one it is binary mode.
    #[serde(rename = "1.0.3")]
    V1_0_3,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Auto => Self::Auto,
            ProfileName::V1_0_2 => Self::V1_0_2,
            ProfileName::V1_0_3 => Self::V1_0_3,
        }
    }
}

/// From which severity on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Nothing.
    Never,
}

fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let percent = f64::deserialize(deserializer)?;
    if (0.0..=100.0).contains(&percent) {
        Ok(Some(percent))
    } else {
        Err(D::Error::custom("write a number from 0 to 100"))
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Configuration::read(text).unwrap_err().to_string()
    }

    #[test]
    fn everything_is_read() {
        let configuration = Configuration::read(
            r#"
            profile = "1.0.3"
            subject-prefix = "*"
            fail-on = "warning"
            max-findings = 100
            min-coverage = 12.5
            require-seen = ["host_started"]
            allow-empty = true
            [rules]
            warnings = "error"
            unknown-field = "allow"
            [[scope]]
            types = ["com.example.*"]
            rules = { unknown-field = "warning" }
            [[ignore]]
            rule = "unknown-type"
            sources = ["NA*"]
            pointer = "/data/**"
            reason = "our own"
            expires = 2027-01-31
            [thresholds]
            max-payload = "8MiB"
            "#,
        )
        .unwrap();
        assert_eq!(configuration.profile, Some(ProfileName::V1_0_3));
        assert_eq!(configuration.rules["warnings"], Level::Error);
        assert_eq!(configuration.scope[0].rules["unknown-field"], Level::Warning);
        assert_eq!(configuration.ignore[0].expires.unwrap().to_string(), "2027-01-31");
        assert_eq!(configuration.thresholds.max_payload.0, 8 * 1024 * 1024);
        let json = serde_json::to_value(&configuration).unwrap();
        assert_eq!(serde_json::from_value::<Configuration>(json).unwrap(), configuration);
        assert_eq!(Configuration::read("").unwrap(), Configuration::default());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, expected) in [
            ("profle = \"auto\"", "1:1: there is no key `profle`: did you mean `profile`?"),
            (
                "\n [rules]\nunknwon-field = \"error\"",
                "3:1: there is no rule `unknwon-field`: did you mean `unknown-field`?",
            ),
            ("[rules]\nunknown-field = \"eror\"", "2:17: `eror` is not known: did you mean `error`?"),
            ("[rules]\nunknown-field = 3", "2:17: "),
            ("fail-on = \"always\"", "1:11: `always` is not known: write one of `error`, `warning`, `never`"),
            ("min-coverage = 101.0", "1:16: write a number from 0 to 100"),
            ("[thresholds]\nsecret-entropy = 99.0", "2:18: write a number from 0 to 8"),
            ("[thresholds]\nsecret-entropy = -0.1", "2:18: write a number from 0 to 8"),
            ("[thresholds]\nsecret-entropy = nan", "2:18: write a number from 0 to 8"),
            ("[thresholds]\nsecret-entropy = inf", "2:18: write a number from 0 to 8"),
            ("max-findings = 0", "1:16: "),
            ("subject-prefix = \"a..b\"", "1:18: `a..b` cannot stand before a subject"),
            (
                "[thresholds]\nmax-paylod = \"1MiB\"",
                "2:1: there is no key `max-paylod`: did you mean `max-payload`?",
            ),
            ("[thresholds]\nmax-payload = \"big\"", "2:15: `big` is no size"),
            ("[[ignore]]\nrule = \"unknown-type\"", "1:1: `reason` is missing"),
            ("[[ignore]]\nrule = \"unknown-type\"\nreason = \" \"", "3:10: "),
            (
                "[[ignore]]\nrule = \"nothing-like-it\"\nreason = \"x\"",
                "2:8: there is no rule `nothing-like-it`",
            ),
            (
                "[[ignore]]\nrule = \"unknown-type\"\nreason = \"x\"\nexpires = \"soon\"",
                "4:11: `soon` is no date",
            ),
            ("[[ignore]]\nrule = \"unknown-type\"\nreason = \"x\"\nexpires = 2027-01-31T00:00:00Z", "4:11: "),
            ("[[scope]]\ntypes = [\"a[\"]\n", "2:9: `a[` is no glob: "),
            ("[[scope]]\nsubjects = [\"wasmbus.evt.>\"]\n", "2:12: `wasmbus.evt.>` would match nothing: "),
            ("[[scope]]\ntypes = []\n", "2:9: an empty list"),
            ("[[scope]]\nrules = { unknown-type = \"allow\" }", "1:1: it does not say which events"),
            ("# é\n\n[[scope]]\ntypes = [\"a\"]", "3:1: it has no rules"),
            ("\n\n  [[ignore]]\nrule = \"unknown-type\"", "3:3: `reason` is missing"),
            ("a = 1\na = 2", "2:1: "),
            ("é = \"\"", "1:1: "),
        ] {
            assert!(error(text).starts_with(expected), "{text}\n{}", error(text));
        }
    }
}
