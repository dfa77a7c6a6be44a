//! The kinds of documents that prove identities.

use crate::settings::{HumanDuration, IdentityThresholds};

/// The kind of document that proves an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SvidType {
    /// A certificate.
    X509,
    /// A token that whoever has it can use.
    Jwt,
    /// A token that is bound to a key.
    Wit,
}

impl SvidType {
    /// Its name in sentences.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::X509 => "X509-SVID",
            Self::Jwt => "JWT-SVID",
            Self::Wit => "WIT-SVID",
        }
    }

    /// How long such an identity is valid before that is long.
    pub(crate) fn usual_lifetime(self, thresholds: &IdentityThresholds) -> HumanDuration {
        match self {
            Self::X509 | Self::Wit => thresholds.x509_lifetime,
            Self::Jwt => thresholds.jwt_lifetime,
        }
    }

    /// How long such an identity may be valid at most.
    pub(crate) fn longest_lifetime(self, thresholds: &IdentityThresholds) -> HumanDuration {
        match self {
            Self::X509 | Self::Wit => thresholds.x509_longest,
            Self::Jwt => thresholds.jwt_longest,
        }
    }
}
