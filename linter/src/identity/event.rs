//! Which event about identities it is.
//!
//! That is read from the schema, not from the name of the event or from its data.
//! Names belong to the catalogue, of which the linter knows nothing, and an event
//! that lacks a field is still the same event: a rotation without its
//! `previous_expires_at` must not be judged as a first issue. A schema always has
//! the fields that make its event what it is.

use lattice_event_model::model::Record;

/// What an event tells of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdentityEvent {
    /// A workload got its first identity of this kind.
    Issued,
    /// It got one in place of another.
    Rotated,
    /// It got none.
    IssueFailed,
    /// It did not get the next one, and still has the one before.
    RotateFailed,
    /// Its identity has reached its end.
    Expired,
    /// Its identity was withdrawn.
    Revoked,
    /// The authorities of a trust domain are others.
    BundleUpdated,
    /// Something else.
    Other,
}

impl IdentityEvent {
    /// What events of a schema tell; `None` if it has no `svid_type`, and is not
    /// about identities.
    pub(crate) fn described_by(root: &Record) -> Option<Self> {
        let has = |name| root.field(name).is_some();
        Some(match () {
            () if !has("svid_type") => return None,
            () if has("authorities") => Self::BundleUpdated,
            () if has("previous_expires_at") => Self::Rotated,
            () if has("attempted_at") && has("expires_at") => Self::RotateFailed,
            () if has("attempted_at") => Self::IssueFailed,
            () if has("revoked_at") => Self::Revoked,
            () if has("expired_at") => Self::Expired,
            () if has("issued_at") => Self::Issued,
            () => Self::Other,
        })
    }

    /// Whether it tells of an identity that is new.
    pub(crate) fn is_new(self) -> bool {
        matches!(self, Self::Issued | Self::Rotated)
    }

    /// Whether it tells that the workload has a valid identity.
    pub(crate) fn is_held(self) -> bool {
        self.is_new() || self == Self::RotateFailed
    }

    /// Whether it tells all that it takes to know which identity it is about.
    pub(crate) fn describes_identity(self) -> bool {
        self.is_held() || self == Self::Expired
    }

    /// Whether it tells that somebody did not get an identity.
    pub(crate) fn is_failure(self) -> bool {
        matches!(self, Self::IssueFailed | Self::RotateFailed)
    }
}
