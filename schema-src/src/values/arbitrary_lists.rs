//! Short lists for property tests. proptest makes lists of up to 100 values; of
//! lists within lists within lists no memory could hold them all.

use std::fmt::Debug;

use proptest::{arbitrary::Arbitrary, collection::vec, option, strategy::Strategy};

/// At most two values.
pub(crate) fn few<T: Arbitrary + Clone + Debug>() -> impl Strategy<Value = Vec<T>> {
    vec(T::arbitrary(), 0..3)
}

/// No list, or one of at most two values.
pub(crate) fn none_or_few<T: Arbitrary + Clone + Debug>() -> impl Strategy<Value = Option<Vec<T>>> {
    option::of(few())
}
