//! What an event says, as three numbers.

use std::hash::{BuildHasher, RandomState};

use serde_json::{Map, Value};

use crate::context::EnvelopeContext;

/// What an event says, apart from its identity. Two events with the same
/// numbers say the same, whatever the order of their members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of its `type`.
    pub(crate) event_type: u64,
    /// Of its `time`. The same moment counts as the same, however it is written.
    pub(crate) time: u64,
    /// Of its data.
    pub(crate) data: u64,
}

/// Takes fingerprints. They are keyed anew in every run, so that no peer can
/// choose events that meet.
#[derive(Debug)]
pub(crate) struct Fingerprints {
    start: u64,
    factor: u64,
}

/// What stands for values that are no text.
const NULL: u64 = 1;
const FALSE: u64 = 2;
const TRUE: u64 = 3;
const NUMBER: u64 = 4;
const TEXT: u64 = 5;
const ARRAY: u64 = 6;
const OBJECT: u64 = 7;
const LARGE: u64 = 8;
const FRACTION: u64 = 9;

impl Default for Fingerprints {
    fn default() -> Self {
        let random = RandomState::new();
        // An even factor would forget bits.
        Self { start: random.hash_one(0), factor: random.hash_one(1) | 1 }
    }
}

impl Fingerprints {
    /// The fingerprint of an event.
    pub(crate) fn take(&self, envelope: &EnvelopeContext<'_>) -> Fingerprint {
        let hash = |value: Option<&Value>| value.map_or(0, |value| self.value(value));
        Fingerprint {
            event_type: hash(envelope.attribute("type")),
            time: match envelope.time() {
                Some(Ok(time)) => self.mixed(time.nanoseconds as u64, NUMBER),
                _ => hash(envelope.attribute("time")),
            },
            data: hash(envelope.data()) ^ hash(envelope.attribute("data_base64")).rotate_left(1),
        }
    }

    fn value(&self, value: &Value) -> u64 {
        match value {
            Value::Null => self.mixed(self.start, NULL),
            Value::Bool(false) => self.mixed(self.start, FALSE),
            Value::Bool(true) => self.mixed(self.start, TRUE),
            Value::Number(number) => {
                let (bits, kind) = match (number.as_i64(), number.as_u64()) {
                    (Some(number), _) => (number as u64, NUMBER),
                    (None, Some(number)) => (number, LARGE),
                    (None, None) => (number.as_f64().unwrap_or_default().to_bits(), FRACTION),
                };
                self.mixed(bits ^ self.start, kind)
            }
            Value::String(text) => self.text(text),
            Value::Array(elements) => elements
                .iter()
                .fold(self.mixed(self.start, ARRAY), |hash, element| self.mixed(hash, self.value(element))),
            Value::Object(members) => self.mixed(self.members(members), OBJECT),
        }
    }

    /// A sum does not depend on the order.
    fn members(&self, members: &Map<String, Value>) -> u64 {
        members.iter().fold(self.start, |sum, (name, value)| {
            sum.wrapping_add(self.mixed(self.text(name).rotate_left(32), self.value(value)))
        })
    }

    fn text(&self, text: &str) -> u64 {
        let mut hash = self.mixed(self.start ^ text.len() as u64, TEXT);
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            hash = self.mixed(hash, u64::from_le_bytes(*word));
        }
        let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
        self.mixed(hash, last)
    }

    /// Multiplies to twice the width, and lays the halves over each other.
    fn mixed(&self, hash: u64, value: u64) -> u64 {
        let product = u128::from(hash.rotate_left(23) ^ value) * u128::from(self.factor);
        product as u64 ^ (product >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_members_does_not_matter() {
        let fingerprints = Fingerprints::default();
        let of = |text: &str| fingerprints.value(&serde_json::from_str(text).unwrap());
        assert_eq!(
            of(r#"{"a": 1, "b": {"c": [], "d": null}}"#),
            of(r#"{"b": {"d": null, "c": []}, "a": 1}"#)
        );
        assert_ne!(of(r#"{"a": "b", "c": "d"}"#), of(r#"{"a": "d", "c": "b"}"#));
        assert_ne!(of("[1, 2]"), of("[2, 1]"));
    }

    #[test]
    fn other_values_have_other_fingerprints() {
        let fingerprints = Fingerprints::default();
        let values = json!([
            null, false, true, 0, 1, -1, 0.5, 1.5, u64::MAX, "", "0", "a", "\0", "\0\0", "12345678",
            "123456789", "12345678\0", [], [[]], [null], [null, null], {}, [{}], {"": null}, {"a": null},
            {"a": "b"}, {"b": "a"}, {"a": {"b": 1}}, {"a": 1, "b": 1}, "naïve", "日本語"
        ]);
        let values = values.as_array().unwrap();
        for (index, one) in values.iter().enumerate() {
            for other in values.iter().skip(index + 1) {
                assert_ne!(fingerprints.value(one), fingerprints.value(other), "{one} and {other}");
            }
        }
    }
}
