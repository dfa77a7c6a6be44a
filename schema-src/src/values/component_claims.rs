use lattice_event_model::{Extra, Nullable};
use serde::{Deserialize, Serialize};

use super::AccountKey;

/// What the token of a signed component says.
///
/// A token without metadata has `issuer`, `not_before_human` and
/// `expires_human` only; otherwise every field is there, some of them `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ComponentClaims {
    /// A name under which other components could call this one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub call_alias: Option<Nullable<String>>,
    /// When the token expires: seconds since 1970 as a text, or `never`.
    /// `TODO` from hosts up to 1.5.0.
    pub expires_human: String,
    /// The account that signed the component.
    pub issuer: AccountKey,
    /// The component's name for people.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub name: Option<Nullable<String>>,
    /// From when on the token is valid: seconds since 1970 as a text, or `never`
    /// where it has no beginning. `TODO` from hosts up to 1.5.0.
    pub not_before_human: String,
    /// A number that grows with each build.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub revision: Option<Nullable<i32>>,
    /// Tags that the component's author gave it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub tags: Option<Nullable<Vec<String>>>,
    /// The component's version, usually a semantic version.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub version: Option<Nullable<String>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
