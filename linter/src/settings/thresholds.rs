//! From which size or duration on something is too much.

use std::{collections::BTreeMap, fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// From which size or duration on something is too much. No specification sets
/// these; they are what is usual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
// Keys of TOML have dashes.
#[cfg_attr(feature = "schema", schemars(extend("x-lint-exclude" = "simple_properties_identifiers")))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// How large a message may be, headers included, before intermediaries may
    /// refuse it (CloudEvents 1.0.2, Size Limits).
    pub message_size: Bytes,
    /// How large all attributes of an event may be together.
    pub attributes_size: Bytes,
    /// The largest payload that the server takes (`max_payload` of nats-server).
    pub max_payload: Bytes,
    /// How far the clocks of two machines may be apart.
    pub clock_skew: HumanDuration,
    /// How many bits a character of a random text has at least.
    #[serde(deserialize_with = "entropy")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 8)))]
    pub secret_entropy: f64,
    /// How many characters a random text has at least.
    pub secret_length: usize,
    /// What workload identities may be like.
    pub identity: IdentityThresholds,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            message_size: Bytes(64 * 1024),
            attributes_size: Bytes(8 * 1024),
            max_payload: Bytes(1024 * 1024),
            clock_skew: HumanDuration::seconds(60),
            secret_entropy: 4.5,
            secret_length: 32,
            identity: IdentityThresholds::default(),
        }
    }
}

/// No text has more bits a byte than eight.
fn entropy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let bits = f64::deserialize(deserializer)?;
    if (0.0..=8.0).contains(&bits) { Ok(bits) } else { Err(D::Error::custom("write a number from 0 to 8")) }
}

/// What workload identities may be like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
// Keys of TOML have dashes.
#[cfg_attr(feature = "schema", schemars(extend("x-lint-exclude" = "simple_properties_identifiers")))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct IdentityThresholds {
    /// How long before it was issued an identity may begin to be valid.
    pub backdating: HumanDuration,
    /// How long after an identity was issued its event may come.
    pub delay: HumanDuration,
    /// How long an X.509 or WIT identity may be valid before it is long.
    pub x509_lifetime: HumanDuration,
    /// How long an X.509 or WIT identity may be valid at most.
    pub x509_longest: HumanDuration,
    /// How long a JWT identity may be valid before it is long.
    pub jwt_lifetime: HumanDuration,
    /// How long a JWT identity may be valid at most.
    pub jwt_longest: HumanDuration,
    /// The path of a SPIFFE ID by the kind of its workload, with the names of
    /// fields in braces: `component = "/component/{workload_id}"`.
    pub paths: BTreeMap<String, String>,
}

impl Default for IdentityThresholds {
    fn default() -> Self {
        let (hour, day) = (3600, 86_400);
        Self {
            backdating: HumanDuration::seconds(600),
            delay: HumanDuration::seconds(300),
            x509_lifetime: HumanDuration::seconds(day),
            x509_longest: HumanDuration::seconds(30 * day),
            jwt_lifetime: HumanDuration::seconds(hour),
            jwt_longest: HumanDuration::seconds(day),
            paths: BTreeMap::new(),
        }
    }
}

/// A duration, written as people do: `90s`, `24h`, `30days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HumanDuration(pub Duration);

impl HumanDuration {
    const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl fmt::Display for HumanDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        humantime::format_duration(self.0).fmt(formatter)
    }
}

/// A text that is no duration or no size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidThreshold {
    /// It should be a duration.
    #[error("`{0}` is no duration: write it like `90s`, `24h` or `30days`")]
    Duration(String),
    /// It should be a number of bytes.
    #[error("`{0}` is no size: write it like `64KiB` or `1MiB`")]
    Bytes(String),
}

impl FromStr for HumanDuration {
    type Err = InvalidThreshold;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        humantime::parse_duration(text).map(Self).map_err(|_| InvalidThreshold::Duration(text.to_owned()))
    }
}

impl TryFrom<String> for HumanDuration {
    type Error = InvalidThreshold;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HumanDuration> for String {
    fn from(duration: HumanDuration) -> Self {
        duration.to_string()
    }
}

/// A number of bytes, written as people do: `64KiB`, `1MiB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Sizes with a unit are rounded, and what is read back must be the same.
        match self.0 {
            bytes if bytes > 0 && bytes % (1024 * 1024) == 0 => {
                write!(formatter, "{}MiB", bytes / (1024 * 1024))
            }
            bytes if bytes > 0 && bytes % 1024 == 0 => write!(formatter, "{}KiB", bytes / 1024),
            bytes => write!(formatter, "{bytes}B"),
        }
    }
}

impl FromStr for Bytes {
    type Err = InvalidThreshold;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let size: Result<bytesize::ByteSize, _> = text.parse();
        size.map(|size| Self(size.as_u64())).map_err(|_| InvalidThreshold::Bytes(text.to_owned()))
    }
}

impl TryFrom<String> for Bytes {
    type Error = InvalidThreshold;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        bytes.to_string()
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Bytes, HumanDuration};

    impl JsonSchema for HumanDuration {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Duration".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A duration, written as people do: `90s`, `24h`, `30days`.",
                "type": "string"
            })
        }
    }

    impl JsonSchema for Bytes {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Bytes".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A number of bytes, written as people do: `64KiB`, `1MiB`.",
                "type": "string"
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let thresholds = Thresholds { max_payload: Bytes(8_000_001), ..Thresholds::default() };
        let text = serde_json::to_string(&thresholds).unwrap();
        assert_eq!(serde_json::from_str::<Thresholds>(&text).unwrap(), thresholds);
        assert!(text.contains(r#""message-size":"64KiB""#), "{text}");
        assert!(text.contains(r#""x509-longest":"30days""#), "{text}");
    }

    #[test]
    fn other_texts_are_refused() {
        assert!("soon".parse::<HumanDuration>().is_err());
        assert!("12 parsecs".parse::<Bytes>().is_err());
        assert!(serde_json::from_str::<Thresholds>(r#"{"max-paylod": "1MiB"}"#).is_err());
    }
}
