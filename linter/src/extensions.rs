//! The extension attributes that the CloudEvents project documents, and their
//! types.

use std::fmt;

use serde_json::Value;

/// A type of an attribute (CloudEvents 1.0.2, Type System).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttributeType {
    Boolean,
    Integer,
    String,
    Binary,
    Uri,
    UriReference,
    Timestamp,
}

impl AttributeType {
    /// Whether JSON writes values of this type so.
    pub(crate) fn fits(self, value: &Value) -> bool {
        match self {
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_number(),
            _ => value.is_string(),
        }
    }

    /// Whether a text is a value of this type in its canonical form. The grammar
    /// of bytes, times and addresses is not looked at.
    pub(crate) fn is_canonical(self, text: &str) -> bool {
        match self {
            Self::Boolean => matches!(text, "true" | "false"),
            Self::Integer => is_canonical_integer(text),
            _ => true,
        }
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Boolean => "a Boolean",
            Self::Integer => "an Integer",
            Self::String => "a String",
            Self::Binary => "a Binary",
            Self::Uri => "a URI",
            Self::UriReference => "a URI-reference",
            Self::Timestamp => "a Timestamp",
        })
    }
}

fn is_canonical_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let begins_well = digits == "0" || !digits.starts_with('0');
    begins_well && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// An extension attribute that the CloudEvents project documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extension {
    /// Its name.
    pub(crate) name: &'static str,
    /// The type of its values.
    pub(crate) attribute_type: AttributeType,
    /// The extension to which it belongs.
    pub(crate) title: &'static str,
    /// Whether version 1.0.2 documents it; otherwise it is one of the draft of 1.0.3.
    pub(crate) is_of_1_0_2: bool,
}

impl Extension {
    /// Where it is described.
    pub(crate) fn reference(&self) -> String {
        let version = if self.is_of_1_0_2 { "1.0.2" } else { "draft of 1.0.3" };
        format!("CloudEvents, {version}, extension {}", self.title)
    }
}

const fn released(title: &'static str, name: &'static str, attribute_type: AttributeType) -> Extension {
    Extension { name, attribute_type, title, is_of_1_0_2: true }
}

const fn draft(title: &'static str, name: &'static str, attribute_type: AttributeType) -> Extension {
    Extension { name, attribute_type, title, is_of_1_0_2: false }
}

const AUTH: &str = "Auth Context";
const BAM: &str = "Business Activity Monitoring";
const CLASSIFICATION: &str = "Data Classification";
const CORRELATION: &str = "Correlation";
const DEPRECATION: &str = "Deprecation";
const OPC_UA: &str = "OPC UA";
const SEVERITY: &str = "Severity";
const TRACING: &str = "Distributed Tracing";
const VERIFIABILITY: &str = "Verifiability";

/// All of them.
const DOCUMENTED: [Extension; 34] = [
    released("Dataref", "dataref", AttributeType::UriReference),
    released(TRACING, "traceparent", AttributeType::String),
    released(TRACING, "tracestate", AttributeType::String),
    released("Partitioning", "partitionkey", AttributeType::String),
    released("Sampling", "sampledrate", AttributeType::Integer),
    released("Sequence", "sequence", AttributeType::String),
    released("Sequence", "sequencetype", AttributeType::String),
    draft(AUTH, "authtype", AttributeType::String),
    draft(AUTH, "authid", AttributeType::String),
    draft(AUTH, "authclaims", AttributeType::String),
    draft(BAM, "bamtxid", AttributeType::String),
    draft(BAM, "bampid", AttributeType::String),
    draft(BAM, "bamptxid", AttributeType::String),
    draft(BAM, "bamptxsid", AttributeType::String),
    draft(BAM, "bamptxsstatus", AttributeType::String),
    draft(BAM, "bamptxcompleted", AttributeType::Boolean),
    draft(CORRELATION, "correlationid", AttributeType::String),
    draft(CORRELATION, "causationid", AttributeType::String),
    draft(CLASSIFICATION, "dataclassification", AttributeType::String),
    draft(CLASSIFICATION, "dataregulation", AttributeType::String),
    draft(CLASSIFICATION, "datacategory", AttributeType::String),
    draft(DEPRECATION, "deprecated", AttributeType::Boolean),
    draft(DEPRECATION, "deprecationfrom", AttributeType::Timestamp),
    draft(DEPRECATION, "deprecationsunset", AttributeType::Timestamp),
    draft(DEPRECATION, "deprecationmigration", AttributeType::Uri),
    draft("Expiry Time", "expirytime", AttributeType::Timestamp),
    draft("Recorded Time", "recordedtime", AttributeType::Timestamp),
    draft(OPC_UA, "opcuametadatamajorversion", AttributeType::Integer),
    draft(OPC_UA, "opcuametadataminorversion", AttributeType::Integer),
    draft(OPC_UA, "opcuastatus", AttributeType::Integer),
    draft(SEVERITY, "severitytext", AttributeType::String),
    draft(SEVERITY, "severitynumber", AttributeType::Integer),
    draft(VERIFIABILITY, "dssematerial", AttributeType::Binary),
    draft(VERIFIABILITY, "signedextattrs", AttributeType::String),
];

/// The extension of a name, if it is a documented one.
pub(crate) fn documented(name: &str) -> Option<&'static Extension> {
    DOCUMENTED.iter().find(|extension| extension.name == name)
}

/// The names of all documented extensions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    DOCUMENTED.iter().map(|extension| extension.name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{attribute_name, context::is_extension};

    #[test]
    fn names_are_legal_and_stand_there_once() {
        let known: BTreeSet<&str> = names().collect();
        assert_eq!(known.len(), DOCUMENTED.len());
        assert!(known.iter().all(|name| attribute_name::is_legal(name) && is_extension(name)));
        assert_eq!(documented("sampledrate").map(|known| known.attribute_type), Some(AttributeType::Integer));
        assert!(documented("Sampledrate").is_none());
        assert_eq!(
            documented("deprecated").map(Extension::reference).as_deref(),
            Some("CloudEvents, draft of 1.0.3, extension Deprecation")
        );
    }

    #[test]
    fn one_form_of_a_value_is_canonical() {
        for (attribute_type, canonical, others) in [
            (AttributeType::Boolean, &["true", "false"][..], &["True", "FALSE", "1", "", " true"][..]),
            (
                AttributeType::Integer,
                &["0", "-0", "5", "-5", "2147483648"],
                &["", "-", "+5", "007", "-01", " 5", "5 ", "5.0", "1e3", "٥"],
            ),
            (AttributeType::Binary, &["AQI=", "é"], &[]),
            (AttributeType::String, &["", "x"], &[]),
            (AttributeType::Timestamp, &["yesterday"], &[]),
        ] {
            for text in canonical {
                assert!(attribute_type.is_canonical(text), "{attribute_type} {text}");
            }
            for text in others {
                assert!(!attribute_type.is_canonical(text), "{attribute_type} {text}");
            }
        }
    }
}
