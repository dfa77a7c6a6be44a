//! What the templates want to know beside the package.

use lattice_event_model::{
    model::{Enumeration, EnumerationValue},
    nats::SubjectTemplate,
    schema::{envelope_example, has_variants},
};
use minijinja::{Value, value::Serde};
use serde_json::{Map, json};

use super::{NameRule, trailing_underscore, upper_camel};
use crate::{
    bindings::view::{EventView, PackageView, PublisherView, TypeView},
    markdown::code,
};

/// How the records of a union are called within it.
const VARIANTS: NameRule =
    NameRule { case: upper_camel, prefix: "Value", reserved: &["Self"], escape: trailing_underscore };

pub(super) fn context(package: &PackageView) -> Value {
    let of_kind = |kind| package.types.iter().filter(move |definition| definition.kind == kind);
    let unions: Map<_, _> =
        of_kind("union").map(|union| (union.wire.clone(), variants(union).into())).collect();
    let enums: Vec<&str> = of_kind("enumeration")
        .filter(|definition| has_variants(&enumeration(definition)))
        .map(|definition| definition.wire.as_str())
        .collect();
    Value::from(Serde(json!({
        "crate_ident": package.name.replace('-', "_"),
        "event_variants": event_variants(package),
        "unions": unions,
        "enums": enums,
        "example": example(package),
        "enumeration": of_kind("enumeration").find(|known| known.open && !known.values.is_empty()),
    })))
}

/// What the enum of all events calls them, by the last part of their type.
fn event_variants(package: &PackageView) -> Map<String, serde_json::Value> {
    let names = VARIANTS.names(package.events.iter().map(|event| event.name.as_str()), &["Unknown"]);
    package.events.iter().map(|event| event.wire.clone()).zip(names.into_iter().map(Into::into)).collect()
}

/// What a union calls its records, its fallback last, and what it says of them.
fn variants(union: &TypeView) -> Vec<serde_json::Value> {
    let wire: Vec<&str> = union.variants.iter().map(|variant| variant.wire.as_str()).collect();
    let tag = code(&union.tag);
    VARIANTS
        .names(wire.iter().copied().chain(["other"]), &[])
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let documentation = match wire.get(index) {
                Some(&"") => format!("{tag} is empty."),
                Some(wire) => format!("{tag} is {}.", code(wire)),
                None => format!("{tag} is any other text."),
            };
            json!({ "name": name, "documentation": documentation })
        })
        .collect()
}

fn enumeration(definition: &TypeView) -> Enumeration {
    let values = definition
        .values
        .iter()
        .map(|known| EnumerationValue { value: known.wire.clone(), documentation: String::new() });
    Enumeration { values: values.collect(), open: definition.open }
}

/// The event that the README and the tests show: the first one on which people
/// may rely.
fn example(package: &PackageView) -> serde_json::Value {
    let stable = package.events.iter().find(|event| event.status.state == "stable");
    let Some(event) = stable.or(package.events.first()) else { return serde_json::Value::Null };
    let publisher = package.publishers.iter().find(|publisher| publisher.namespace == event.publisher);
    let data = event.examples.first().map(|example| example.data.clone()).unwrap_or_default();
    json!({
        "event": event,
        "variant": event_variants(package)[&event.wire],
        "data": data,
        "hashes": hashes(&data.to_string()),
        "whole": envelope_example(&event.event_type, &event.source_example, &event.dataschema, data.clone()),
        "parameters": publisher.map(|publisher| &publisher.parameters),
        "published": publisher.map(|publisher| published(event, publisher)),
        "wildcard": publisher.map(|publisher| &publisher.wildcard),
    })
}

fn published(event: &EventView, publisher: &PublisherView) -> String {
    let parameters: Vec<(&str, &str)> = publisher
        .parameters
        .iter()
        .map(|parameter| (parameter.wire.as_str(), parameter.example.as_str()))
        .collect();
    SubjectTemplate::new(event.subject.clone()).fill(&parameters).unwrap_or_else(|_| event.wildcard.clone())
}

/// What stands before and behind a text that is written as it is.
fn hashes(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    hashes
}
