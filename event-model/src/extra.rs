//! Fields that a struct does not know.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The members of an object that its struct has no field for.
///
/// Every object of an event is open: a newer producer may add fields. They are
/// kept here and written back as they came. Put it last, with
/// `#[serde(flatten)]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub Map<String, Value>);

impl Extra {
    /// Nothing unknown, as in every event that one builds oneself.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether there is no unknown member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Extra {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extra".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": true })
    }
}

#[cfg(feature = "arbitrary")]
impl proptest::arbitrary::Arbitrary for Extra {
    type Parameters = ();
    type Strategy = proptest::strategy::BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        use proptest::prelude::*;

        let value = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            prop::collection::vec(any::<u8>().prop_map(Value::from), 0..3).prop_map(Value::from),
        ];
        // No field of an event begins with `unknown_`, so that none is shadowed.
        prop::collection::btree_map("unknown_[a-z]{1,4}", value, 0..3)
            .prop_map(|members| Self(members.into_iter().collect()))
            .boxed()
    }
}
