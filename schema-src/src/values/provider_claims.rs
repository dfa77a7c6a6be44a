use lattice_event_model::{Extra, Nullable};
use serde::{Deserialize, Serialize};

use super::AccountKey;

/// What the token of a signed provider says.
///
/// Every field is there, and those that the token says nothing about are `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ProviderClaims {
    /// When the token expires: seconds since 1970 as a text, or `never`.
    /// `TODO` from hosts up to 1.5.0.
    pub expires_human: String,
    /// The account that signed the provider.
    pub issuer: AccountKey,
    /// The provider's name for people.
    pub name: Nullable<String>,
    /// From when on the token is valid: seconds since 1970 as a text, or `never`
    /// where it has no beginning. `TODO` from hosts up to 1.5.0.
    pub not_before_human: String,
    /// Tags of the provider. Hosts always send `null`.
    pub tags: Nullable<Vec<String>>,
    /// The provider's version, usually a semantic version.
    pub version: Nullable<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
