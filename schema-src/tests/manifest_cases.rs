//! Manifests and their traits: what readers take, what is refused, and that
//! nothing is lost.
//!
//! `manifest/` has lists of cases. Each takes the minimal example of
//! `manifest_published` and changes it by JSON pointers. Canonical and strict
//! schema accept the outcome, unless `canonical` or `strict` is false; serde does
//! what the canonical schema does. `trait` is the kind of its first trait.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use jsonschema::Validator;
use lattice_event_model::{
    Event,
    model::{Model, TypeKind, Union, Variant, Visit, visit},
    schema,
};
use lattice_events::{CATALOG, events::ManifestPublished, values::ManifestTrait};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    #[serde(default)]
    set: Map<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default = "yes")]
    canonical: bool,
    #[serde(default = "yes")]
    strict: bool,
    r#trait: Option<String>,
}

fn yes() -> bool {
    true
}

fn source() -> Value {
    let name = ManifestPublished::DEFINITION.name;
    let entry = CATALOG.events.iter().find(|entry| entry.definition.name == name).unwrap();
    schema::data_schema(&CATALOG, entry).unwrap()
}

fn strict(source: &Value) -> Value {
    schema::strict(source, "https://example.com/strict.json")
}

fn example(name: &str) -> Value {
    let example = ManifestPublished::DEFINITION.examples.iter().find(|example| example.name == name).unwrap();
    serde_json::from_str(example.data).unwrap()
}

/// The object that holds what a pointer points to, and its name there.
fn parent<'a>(data: &'a mut Value, pointer: &str) -> (&'a mut Map<String, Value>, String) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    (data.pointer_mut(parent).unwrap().as_object_mut().unwrap(), name.to_owned())
}

fn kind(manifest: &ManifestPublished) -> Option<&'static str> {
    Some(match manifest.spec.components.first()?.traits.as_ref()?.first()? {
        ManifestTrait::Spreadscaler(_) => "spreadscaler",
        ManifestTrait::Daemonscaler(_) => "daemonscaler",
        ManifestTrait::Link(_) => "link",
        ManifestTrait::Other(_) => "other",
        _ => "new",
    })
}

/// What a case says that is not so.
fn check(case: Case, canonical: &Validator, strict: &Validator) -> Vec<String> {
    let mut data = example("minimal");
    for pointer in &case.remove {
        let (object, name) = parent(&mut data, pointer);
        object.shift_remove(&name);
    }
    for (pointer, value) in case.set {
        let (object, name) = parent(&mut data, &pointer);
        object.insert(name, value);
    }

    let mut problems = Vec::new();
    if data == example("minimal") {
        problems.push("the case changes nothing".to_owned());
    }
    if canonical.is_valid(&data) != case.canonical {
        problems.push("the canonical schema says otherwise".to_owned());
    }
    if strict.is_valid(&data) != case.strict {
        problems.push("the strict schema says otherwise".to_owned());
    }
    match (serde_json::from_str::<ManifestPublished>(&data.to_string()), case.canonical) {
        (Ok(manifest), true) => {
            if serde_json::to_value(&manifest).unwrap() != data {
                problems.push(format!("serde changes it to {manifest:?}"));
            }
            if let Some(expected) = case.r#trait
                && kind(&manifest) != Some(expected.as_str())
            {
                problems.push(format!("its trait is {:?}", kind(&manifest)));
            }
        }
        (Err(_), false) => {}
        (outcome, _) => problems.push(format!("serde says {outcome:?}")),
    }
    problems.into_iter().map(|problem| format!("{}: {problem}", case.case)).collect()
}

fn check_all(list: &str) {
    let source = source();
    let canonical = jsonschema::validator_for(&schema::canonical(&source)).unwrap();
    let strict = jsonschema::validator_for(&strict(&source)).unwrap();
    let cases: Vec<Case> = serde_json::from_str(list).unwrap();
    let problems: Vec<String> = cases.into_iter().flat_map(|case| check(case, &canonical, &strict)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn traits() {
    check_all(include_str!("manifest/traits.json"));
}

#[test]
fn manifests() {
    check_all(include_str!("manifest/manifests.json"));
}

fn union(schema: &Value) -> Union {
    match &Model::read(schema).types["ManifestTrait"].kind {
        TypeKind::Union(union) => union.clone(),
        kind => panic!("the model takes traits for {kind:?}"),
    }
}

#[test]
fn the_model_tells_traits_apart_in_every_rendering() {
    let source = source();
    let canonical = schema::canonical(&source);
    let variants = [
        ("spreadscaler", "ManifestSpreadscalerTrait"),
        ("daemonscaler", "ManifestDaemonscalerTrait"),
        ("link", "ManifestLinkTrait"),
    ];
    let variants =
        variants.map(|(value, record)| Variant { value: value.to_owned(), record: record.to_owned() });
    let mut expected = Union {
        tag: "type".to_owned(),
        variants: variants.to_vec(),
        fallback: Some("ManifestOtherTrait".to_owned()),
    };
    assert_eq!(union(&source), expected);
    assert_eq!(union(&canonical), expected);
    assert_eq!(union(&schema::draft07(&canonical, "https://example.com/draft-07.json")), expected);

    expected.fallback = None;
    assert_eq!(union(&strict(&source)), expected, "the strict variant has no fallback");
}

#[test]
fn the_model_finds_unknown_fields_within_traits() {
    let mut data = example("full");
    let target = "/spec/components/0/traits/1/properties/target";
    data.pointer_mut(target).unwrap()["colour"] = "blue".into();
    data.pointer_mut("/spec/components/1/traits/0").unwrap()["colour"] = "blue".into();
    let model = Model::read(&schema::canonical(&source()));
    let mut unknown = Vec::new();
    visit(&model, &data, "", &mut |pointer, met| {
        if let Visit::UnknownField { .. } = met {
            unknown.push(pointer.to_owned());
        }
    });
    assert_eq!(
        unknown,
        ["/spec/components/0/traits/1/properties/target/colour", "/spec/components/1/traits/0/colour"]
    );
}

#[test]
fn every_kind_of_trait_is_shown() {
    let shown = |name: &str| -> Vec<String> {
        let manifest: ManifestPublished = serde_json::from_value(example(name)).unwrap();
        let traits = manifest.spec.components.iter().filter_map(|component| component.traits.as_ref());
        traits.flatten().map(|one| one.trait_type().to_owned()).collect()
    };
    for known in ["spreadscaler", "daemonscaler", "link"] {
        assert!(shown("full").iter().any(|shown| shown == known), "{known}");
    }
    assert_eq!(shown("unknown-trait"), ["autoscaler"]);
}
