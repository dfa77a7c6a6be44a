//! What events tell of workload identities, read for the rules about them.
//!
//! What many rules ask for is read once an event; other fields are looked up when
//! a rule asks for them. What has the wrong type is told by the schema, and absent
//! for every rule.

mod algorithm;
mod event;
mod path_template;
mod serial_number;
mod spiffe_id;
mod svid_type;
mod validity;

use std::time::Duration;

use serde_json::{Map, Value};

pub(crate) use self::{
    algorithm::weakness,
    event::IdentityEvent,
    path_template::ExpectedPath,
    serial_number::check_serial_number,
    spiffe_id::{InvalidSpiffeId, SpiffeId, TrustDomain},
    svid_type::SvidType,
    validity::{Validity, in_words},
};
use crate::{
    context::{EnvelopeContext, EventContext},
    timestamp::{Offset, Timestamp},
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

/// The data of an event about identities. What several rules ask for is read
/// once.
#[derive(Debug)]
pub(crate) struct Identity<'a> {
    data: &'a Map<String, Value>,
    event: IdentityEvent,
    svid_type: Option<SvidType>,
    spiffe_id: Option<Result<SpiffeId<'a>, InvalidSpiffeId>>,
    validity: Validity,
    has_odd_times: bool,
}

impl<'a> Identity<'a> {
    /// The data of an event; `None` if it is no object.
    pub(crate) fn of<'c>(context: &'c EventContext<'a>) -> Option<&'c Self> {
        let read = || {
            let event = context.schema.and_then(|schema| schema.identity_event());
            Some(Self::read(context.data?.as_object()?, event.unwrap_or(IdentityEvent::Other)))
        };
        context.identity.get_or_init(read).as_ref()
    }

    fn read(data: &'a Map<String, Value>, event: IdentityEvent) -> Self {
        let text = |field: &str| data.get(field).and_then(Value::as_str);
        let time = |field: &str| text(field).and_then(|text| Timestamp::read(text).ok());
        let svid_type = match text("svid_type") {
            Some("x509") => Some(SvidType::X509),
            Some("jwt") => Some(SvidType::Jwt),
            Some("wit") => Some(SvidType::Wit),
            _ => None,
        };
        let validity =
            Validity { issued: time("issued_at"), from: time("not_before"), until: time("expires_at") };
        let spiffe_id = text("spiffe_id").map(SpiffeId::read);
        let has_odd_times = times(data).any(|(_, text)| !is_in_utc(text));
        Self { data, event, svid_type, spiffe_id, validity, has_odd_times }
    }

    /// What the event tells.
    pub(crate) fn event(&self) -> IdentityEvent {
        self.event
    }

    /// The kind of document; `None` if nobody knows such a kind.
    pub(crate) fn svid_type(&self) -> Option<SvidType> {
        self.svid_type
    }

    /// The name of the workload; `None` if there is none or it is none.
    pub(crate) fn spiffe_id(&self) -> Option<SpiffeId<'a>> {
        self.spiffe_id?.ok()
    }

    /// Why the name of the workload is none.
    pub(crate) fn spiffe_id_fault(&self) -> Option<InvalidSpiffeId> {
        self.spiffe_id?.err()
    }

    /// From when to when the identity is valid.
    pub(crate) fn validity(&self) -> Validity {
        self.validity
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
    pub(crate) fn lacks(&self, field: &str, context: &EventContext<'_>) -> bool {
        let is_told = || {
            let pointer = pointer(field);
            context.schema_faults().iter().any(|fault| fault.pointer == pointer)
        };
        !self.data.contains_key(field) && !is_told()
    }

    /// The fields that are meant as times and are none, or not in UTC.
    pub(crate) fn odd_times(&self) -> impl Iterator<Item = (TimePlace, &'a str)> {
        self.has_odd_times
            .then(|| times(self.data))
            .into_iter()
            .flatten()
            .filter(|(_, text)| !is_in_utc(text))
    }

    /// The fields that name an algorithm.
    pub(crate) fn algorithms(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        ALGORITHMS.iter().filter_map(|field| Some((*field, self.text(field)?)))
    }

    /// For whom the token is, with the places in the list. Nothing for documents
    /// that have no audience.
    pub(crate) fn audiences(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let list = match self.svid_type {
            Some(SvidType::X509 | SvidType::Wit) => None,
            Some(SvidType::Jwt) | None => self.data.get("audience").and_then(Value::as_array),
        };
        list.into_iter().flatten().enumerate().filter_map(|(index, value)| Some((index, value.as_str()?)))
    }

    /// By how much the identity had expired at the time of the event, if it had,
    /// though the event tells that the workload has it.
    pub(crate) fn expired_since(&self, envelope: &EnvelopeContext<'_>) -> Option<Duration> {
        if !self.event.is_held() {
            return None;
        }
        let since = envelope.time()?.ok()?.after(&self.validity.until?)?;
        let is_expired = since > envelope.thresholds.clock_skew.0;
        (is_expired && self.validity.contradiction().is_none()).then_some(since)
    }

    /// The fields that say which identity it is, and are those of the identity
    /// that it should replace.
    pub(crate) fn unchanged(&self) -> impl Iterator<Item = &'static str> {
        // Bound tokens on one node may share an id (WIT-SVID, section 3.3).
        let is_alone = self.svid_type == Some(SvidType::Jwt);
        ["serial_number", "fingerprint_sha256", "token_id"]
            .into_iter()
            .filter(move |field| (is_alone || *field != "token_id") && self.is_as_before(field))
    }

    /// Whether a field of the new identity is that of the previous one. Digits
    /// may be written in either case.
    pub(crate) fn is_as_before(&self, field: &str) -> bool {
        if self.event != IdentityEvent::Rotated {
            return false;
        }
        let Some(own) = self.text(field).filter(|text| !text.is_empty()) else { return false };
        self.text(&previous(field)).is_some_and(|previous| previous.eq_ignore_ascii_case(own))
    }
}

/// The fields that are times and texts, with their places.
fn times(data: &Map<String, Value>) -> impl Iterator<Item = (TimePlace, &str)> {
    let own = TIMES.iter().filter_map(|field| Some((TimePlace::Field(field), data.get(*field)?.as_str()?)));
    let lists = AUTHORITIES.iter().filter_map(|field| Some((field, data.get(*field)?.as_array()?)));
    let of_authorities = lists.flat_map(|(field, list)| {
        list.iter().enumerate().filter_map(|(index, authority)| {
            let text = authority.get("expires_at")?.as_str()?;
            Some((TimePlace::Authority(field, index), text))
        })
    });
    own.chain(of_authorities)
}

/// Whether a text is a time in UTC, whose offset may be `Z`, `+00:00` or `-00:00`.
fn is_in_utc(text: &str) -> bool {
    Timestamp::read(text).is_ok_and(|time| !matches!(time.offset, Offset::Minutes(minutes) if minutes != 0))
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
