//! `null` and absent are two things.

use lattice_event_model::{Nullable, not_null};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Claims {
    version: Nullable<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    limits: Option<Nullable<Vec<u64>>>,
}

#[test]
fn every_form_comes_back_as_it_was() {
    for form in [
        json!({ "version": null }),
        json!({ "version": "1", "name": "a" }),
        json!({ "version": null, "limits": null }),
        json!({ "version": null, "limits": [u64::MAX] }),
    ] {
        let claims: Claims = serde_json::from_value(form.clone()).expect("it has the shape of claims");
        assert_eq!(serde_json::to_value(claims).expect("claims have a JSON form"), form);
    }
}

#[test]
fn a_required_member_may_be_null_but_not_absent_and_an_optional_one_the_other_way_round() {
    for form in
        [json!({}), json!({ "name": "a" }), json!({ "version": null, "name": null }), json!({ "version": 1 })]
    {
        let read = serde_json::from_value::<Claims>(form.clone());
        assert!(read.is_err(), "{form} was read as {read:?}");
    }
}
