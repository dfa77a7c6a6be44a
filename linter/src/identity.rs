//! What events tell of workload identities, read for the rules about them.
//!
//! Which event it is (issued, rotated, expired and so on) is read from the
//! schema, not from the name of the event or from its data. Names belong to the
//! catalogue, of which the linter knows nothing, and an event that lacks a field
//! is still the same event: a rotation without its `previous_expires_at` must not
//! be judged as a first issue. A schema always has the fields that make its event
//! what it is.
//!
//! Fields are read when a rule asks for them. What has the wrong type is told by
//! the schema, and absent for every rule.

mod algorithm;
mod path_template;
mod serial_number;
mod spiffe_id;
mod validity;

use lattice_event_model::model::Record;
use serde_json::{Map, Value};

pub(crate) use self::{
    algorithm::weakness,
    path_template::ExpectedPath,
    serial_number::check_serial_number,
    spiffe_id::{SpiffeId, TrustDomain},
    validity::{Validity, in_words},
};
use crate::{
    context::EventContext,
    settings::{HumanDuration, IdentityThresholds},
    timestamp::Timestamp,
};

/// The fields that are times, beside those of authorities.
const TIMES: [&str; 8] = [
    "issued_at",
    "not_before",
    "expires_at",
    "previous_expires_at",
    "attempted_at",
    "retry_at",
    "expired_at",
    "revoked_at",
];

/// The fields that are lists of authorities.
const AUTHORITIES: [&str; 3] = ["authorities", "added", "removed"];

/// The fields that name an algorithm.
const ALGORITHMS: [&str; 2] = ["key_algorithm", "signature_algorithm"];

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

/// The data of an event about identities.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity<'a> {
    context: &'a EventContext<'a>,
    data: &'a Map<String, Value>,
}

impl<'a> Identity<'a> {
    /// The data of an event; `None` if it is no object.
    pub(crate) fn of(context: &'a EventContext<'a>) -> Option<Self> {
        Some(Self { context, data: context.data?.as_object()? })
    }

    /// What the event tells.
    pub(crate) fn event(&self) -> IdentityEvent {
        self.context.schema.and_then(|schema| schema.identity_event()).unwrap_or(IdentityEvent::Other)
    }

    /// The kind of document; `None` if nobody knows such a kind.
    pub(crate) fn svid_type(&self) -> Option<SvidType> {
        match self.text("svid_type")? {
            "x509" => Some(SvidType::X509),
            "jwt" => Some(SvidType::Jwt),
            "wit" => Some(SvidType::Wit),
            _ => None,
        }
    }

    /// A field. `null` is no value.
    pub(crate) fn value(&self, field: &str) -> Option<&'a Value> {
        self.data.get(field).filter(|value| !value.is_null())
    }

    /// A field that is a text.
    pub(crate) fn text(&self, field: &str) -> Option<&'a str> {
        self.data.get(field)?.as_str()
    }

    /// A field that is a whole number and not negative.
    pub(crate) fn number(&self, field: &str) -> Option<u64> {
        self.data.get(field)?.as_u64()
    }

    /// A field that is a time.
    pub(crate) fn time(&self, field: &str) -> Option<Timestamp> {
        Timestamp::read(self.text(field)?).ok()
    }

    /// Whether a field is missing, and the schema does not say so itself. A field
    /// that is `null` is not missing: that is told in its own way.
    pub(crate) fn lacks(&self, field: &str) -> bool {
        let is_told = || {
            let pointer = pointer(field);
            self.context.schema_faults().iter().any(|fault| fault.pointer == pointer)
        };
        !self.data.contains_key(field) && !is_told()
    }

    /// The fields that are times and texts, with their places.
    pub(crate) fn times(&self) -> impl Iterator<Item = (TimePlace, &'a str)> {
        let own = TIMES.iter().filter_map(|field| Some((TimePlace::Field(field), self.text(field)?)));
        let lists = AUTHORITIES.iter().filter_map(|field| Some((field, self.data.get(*field)?.as_array()?)));
        let of_authorities = lists.flat_map(|(field, list)| {
            list.iter().enumerate().filter_map(|(index, authority)| {
                let text = authority.get("expires_at")?.as_str()?;
                Some((TimePlace::Authority(field, index), text))
            })
        });
        own.chain(of_authorities)
    }

    /// The fields that name an algorithm.
    pub(crate) fn algorithms(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        ALGORITHMS.iter().filter_map(|field| Some((*field, self.text(field)?)))
    }

    /// The name of the workload; `None` if there is none or it is none.
    pub(crate) fn spiffe_id(&self) -> Option<SpiffeId<'a>> {
        SpiffeId::read(self.text("spiffe_id")?).ok()
    }

    /// For whom the token is, with the places in the list. Nothing for documents
    /// that have no audience.
    pub(crate) fn audiences(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let list = match self.svid_type() {
            Some(SvidType::X509 | SvidType::Wit) => None,
            Some(SvidType::Jwt) | None => self.data.get("audience").and_then(Value::as_array),
        };
        list.into_iter().flatten().enumerate().filter_map(|(index, value)| Some((index, value.as_str()?)))
    }

    /// From when to when the identity is valid.
    pub(crate) fn validity(&self) -> Validity {
        Validity {
            issued: self.time("issued_at"),
            from: self.time("not_before"),
            until: self.time("expires_at"),
        }
    }

    /// The `time` of the event.
    pub(crate) fn event_time(&self) -> Option<Timestamp> {
        self.context.envelope.time()?.ok()
    }

    /// By how much the identity had expired at the time of the event, if it had,
    /// though the event tells that the workload has it.
    pub(crate) fn expired_since(&self) -> Option<std::time::Duration> {
        if !self.event().is_held() {
            return None;
        }
        let validity = self.validity();
        let since = self.event_time()?.after(&validity.until?)?;
        let skew = self.context.envelope.thresholds.clock_skew.0;
        (since > skew && validity.contradiction().is_none()).then_some(since)
    }

    /// The fields that say which identity it is, and are those of the identity
    /// that it should replace.
    pub(crate) fn unchanged(&self) -> impl Iterator<Item = &'static str> {
        // Bound tokens on one node may share an id (WIT-SVID, section 3.3).
        let is_alone = self.svid_type() == Some(SvidType::Jwt);
        ["serial_number", "fingerprint_sha256", "token_id"]
            .into_iter()
            .filter(move |field| (is_alone || *field != "token_id") && self.is_as_before(field))
    }

    /// Whether a field of the new identity is that of the previous one. Digits
    /// may be written in either case.
    pub(crate) fn is_as_before(&self, field: &str) -> bool {
        let Some(own) = self.text(field).filter(|text| !text.is_empty()) else { return false };
        self.text(&previous(field)).is_some_and(|previous| previous.eq_ignore_ascii_case(own))
    }
}

/// Where a time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimePlace {
    /// In a field of the data.
    Field(&'static str),
    /// At an authority, by its list and its place there.
    Authority(&'static str, usize),
}

impl TimePlace {
    /// Its pointer in the event.
    pub(crate) fn pointer(self) -> String {
        match self {
            Self::Field(field) => pointer(field),
            Self::Authority(list, index) => format!("{}/{index}/expires_at", pointer(list)),
        }
    }
}

/// Pointer of an audience in the event.
pub(crate) fn audience_pointer(index: usize) -> String {
    format!("/data/audience/{index}")
}

/// Pointer of a field in the event.
pub(crate) fn pointer(field: &str) -> String {
    format!("/data/{field}")
}

/// The field that tells the same of the identity before.
pub(crate) fn previous(field: &str) -> String {
    format!("previous_{field}")
}

/// Whether a value is a weak algorithm of an identity, which has a rule of its own.
pub(crate) fn is_weak_algorithm(context: &EventContext<'_>, place: &str, value: &str) -> bool {
    context.schema.is_some_and(|schema| schema.describes_identity())
        && ALGORITHMS.iter().any(|field| place.strip_prefix("/data/") == Some(*field))
        && weakness(value).is_some()
}
