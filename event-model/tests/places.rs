//! At which places of a model values stand: what can be there, and what is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use lattice_event_model::model::{Model, Possibility, Visit, outline, visit, visit_places};
use serde_json::Value;

fn case() -> Value {
    serde_json::from_str(include_str!("places/orders.json")).unwrap()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn an_outline_has_every_place_in_the_order_of_the_model() {
    let case = case();
    let mut places = Vec::new();
    outline(&Model::read(&case["schema"]), "/data", &mut |pattern, possibility| {
        places.push(match possibility {
            Possibility::Field(_) => pattern.to_owned(),
            Possibility::Value(value) => format!("{pattern} = {value}"),
        });
    });
    assert_eq!(places, texts(&case["places"]));
}

#[test]
fn a_walk_tells_the_place_of_everything_it_meets() {
    let case = case();
    let model = Model::read(&case["schema"]);
    let mut met = Vec::new();
    visit_places(&model, &case["value"], "/data", &mut |place, visit| {
        let what = match visit {
            Visit::Field { .. } => String::new(),
            Visit::KnownValue { value } => format!(" = {value}"),
            Visit::UnknownField { .. } => " is unknown".to_owned(),
            Visit::UnknownValue { value, .. } => format!(" = {value}, which is unknown"),
            Visit::UnexpectedNull { .. } => " is null".to_owned(),
        };
        met.push(if place.pattern() == place.pointer() {
            format!("{}{what}", place.pointer())
        } else {
            format!("{} at {}{what}", place.pointer(), place.pattern())
        });
    });
    assert_eq!(met, texts(&case["met"]));

    let mut pointers = Vec::new();
    visit(&model, &case["value"], "/data", &mut |pointer, _| pointers.push(pointer.to_owned()));
    assert!(pointers.iter().zip(&met).all(|(pointer, met)| met.starts_with(pointer.as_str())));
    assert_eq!(pointers.len(), met.len());
}
