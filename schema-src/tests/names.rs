//! One thing, one name, over the whole catalogue.
//!
//! Names that producers chose stay as they are on the wire. Each of them that
//! breaks a rule stands in a table here, with the reason and with the upstream
//! file or specification in which it can be seen. An entry that nothing needs any more fails too.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};

use lattice_event_model::{
    model::{Field, Model, Shape, TypeKind},
    schema,
};
use lattice_events::CATALOG;

/// Something that events speak of, and the one name that fields have for it.
struct Thing {
    name: &'static str,
    /// The value type of such fields, where there is one.
    value_type: Option<&'static str>,
    /// Names under which it hides elsewhere.
    other_names: &'static [&'static str],
}

const THINGS: &[Thing] = &[
    Thing { name: "host_id", value_type: Some("HostId"), other_names: &["id", "host", "host_key"] },
    Thing {
        name: "component_id",
        value_type: None,
        other_names: &["id", "component", "actor_id", "source_id", "target"],
    },
    Thing {
        name: "provider_id",
        value_type: None,
        other_names: &["id", "provider", "instance_id", "source_id", "target"],
    },
    Thing { name: "public_key", value_type: Some("ComponentKey"), other_names: &["component_key"] },
    Thing { name: "issuer", value_type: Some("AccountKey"), other_names: &["account", "account_key"] },
    Thing {
        name: "image_ref",
        value_type: Some("ImageReference"),
        other_names: &["image", "image_reference", "reference", "component_ref", "provider_ref", "actor_ref"],
    },
    Thing { name: "version", value_type: Some("HostVersion"), other_names: &["host_version"] },
    Thing { name: "max_instances", value_type: None, other_names: &["count", "instances"] },
    Thing { name: "config_name", value_type: None, other_names: &["configuration"] },
    Thing { name: "error", value_type: None, other_names: &["message", "error_message"] },
    Thing { name: "spiffe_id", value_type: Some("SpiffeId"), other_names: &["spiffe", "svid"] },
    Thing { name: "trust_domain", value_type: Some("TrustDomain"), other_names: &["domain"] },
];

/// A field that breaks a rule, because its producer does.
struct Exception {
    record: &'static str,
    field: &'static str,
    reason: &'static str,
    seen_in: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        record: "HostStarted",
        field: "id",
        reason: "hosts 1.9.0 and 1.9.1 call themselves `id` here",
        seen_in: "wasmCloud: crates/host/src/event.rs",
    },
    Exception {
        record: "HeartbeatComponent",
        field: "id",
        reason: "the heartbeat is the host's inventory, in which each thing has an `id`",
        seen_in: "wasmCloud: crates/control-interface/src/types/component.rs",
    },
    Exception {
        record: "HeartbeatProvider",
        field: "id",
        reason: "the heartbeat is the host's inventory, in which each thing has an `id`",
        seen_in: "wasmCloud: crates/control-interface/src/types/provider.rs",
    },
    Exception {
        record: "ProviderStarted",
        field: "instance_id",
        reason: "left over from hosts before 1.0.0",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Exception {
        record: "ProviderStopped",
        field: "instance_id",
        reason: "left over from hosts before 1.0.0",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Exception {
        record: "ProviderStartFailed",
        field: "provider_ref",
        reason: "the event repeats the request, which says `provider_ref`",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Exception {
        record: "LinkdefSet",
        field: "source_id",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "LinkdefSet",
        field: "target",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "LinkdefSetFailed",
        field: "source_id",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "LinkdefSetFailed",
        field: "target",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "LinkdefDeleted",
        field: "source_id",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "LinkdefDeleted",
        field: "target",
        reason: "either end of a link is a component or a provider",
        seen_in: "wasmCloud: crates/control-interface/src/types/link.rs",
    },
    Exception {
        record: "ManifestPublished",
        field: "apiVersion",
        reason: "the Open Application Model writes it so",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "ManifestComponentProperties",
        field: "id",
        reason: "it becomes the `component_id` or the `provider_id`",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "ManifestComponentProperties",
        field: "image",
        reason: "the manifest says `image`",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "ManifestSharedComponent",
        field: "component",
        reason: "it is a name within another manifest, not in the lattice",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "ManifestScalerProperties",
        field: "instances",
        reason: "instances are wanted here, over all hosts or on each; the limit of one host follows",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "ManifestLinkProperties",
        field: "target",
        reason: "the target is a name within the manifest, with its configuration",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Exception {
        record: "IdentityIssued",
        field: "not_before",
        reason: "X.509 certificates and tokens call it so",
        seen_in: "RFC 5280, section 4.1.2.5; RFC 7519, section 4.1.5",
    },
    Exception {
        record: "IdentityRotated",
        field: "not_before",
        reason: "X.509 certificates and tokens call it so",
        seen_in: "RFC 5280, section 4.1.2.5; RFC 7519, section 4.1.5",
    },
    Exception {
        record: "TrustAuthority",
        field: "id",
        reason: "an authority is known by the digest of its key, or by its `kid`",
        seen_in: "RFC 7517, section 4.5",
    },
];

/// A name that fields of several shapes share.
struct Homonym {
    field: &'static str,
    /// The shapes that it has.
    shapes: &'static [&'static str],
    reason: &'static str,
    seen_in: &'static str,
}

const HOMONYMS: &[Homonym] = &[
    Homonym {
        field: "claims",
        shapes: &["ComponentClaims", "ProviderClaims"],
        reason: "the tokens of components and of providers say different things",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Homonym {
        field: "components",
        shapes: &["list of HeartbeatComponent", "list of ManifestComponent"],
        reason: "a host lists what it runs, a manifest what should run",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Homonym {
        field: "id",
        shapes: &["HostId", "text"],
        reason: "hosts, components and providers are all called `id` somewhere",
        seen_in: "wasmCloud: crates/control-interface/src/types/host.rs",
    },
    Homonym {
        field: "issuer",
        shapes: &["AccountKey", "text"],
        reason: "the issuer of a signed component is an account, that of an identity any party",
        seen_in: "RFC 7519, section 4.1.1",
    },
    Homonym {
        field: "properties",
        shapes: &[
            "ManifestComponentProperties",
            "ManifestLinkProperties",
            "ManifestScalerProperties",
            "ManifestSecretProperties",
            "anything",
            "map of text",
        ],
        reason: "in the Open Application Model everything has `properties` of its own kind",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Homonym {
        field: "public_key",
        shapes: &["ComponentKey", "text"],
        reason: "in provider events it is the provider's name since host 1.0.0",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Homonym {
        field: "reason",
        shapes: &["RevocationReason", "RotationReason", "text"],
        reason: "each reason has the values of its own event, and that of hosts is always `stop`",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
    Homonym {
        field: "target",
        shapes: &["ManifestLinkTarget", "text"],
        reason: "a manifest adds the configuration of the target",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Homonym {
        field: "type",
        shapes: &[
            "ManifestComponentType",
            "constant \"daemonscaler\"",
            "constant \"link\"",
            "constant \"spreadscaler\"",
            "text",
        ],
        reason: "in the Open Application Model everything has a `type` of its own kind",
        seen_in: "wadm: crates/wadm-types/src/lib.rs",
    },
    Homonym {
        field: "version",
        shapes: &["HostVersion", "text"],
        reason: "the version of a token's subject may be any text",
        seen_in: "wasmCloud: crates/host/src/wasmbus/event.rs",
    },
];

/// Every field of the catalogue, by record and name. A record that several
/// events share is there once.
fn fields() -> BTreeMap<(String, String), Field> {
    let mut fields = BTreeMap::new();
    for entry in CATALOG.events {
        let model = Model::read(&schema::data_schema(&CATALOG, entry).unwrap());
        for definition in model.types.into_values() {
            let TypeKind::Record(record) = definition.kind else { continue };
            for field in record.fields {
                fields.insert((definition.name.clone(), field.name.clone()), field);
            }
        }
    }
    assert!(fields.len() > 50, "{} fields", fields.len());
    fields
}

/// A shape in words: `text`, `HostId`, `list of HeartbeatComponent`.
fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer { minimum, maximum } => format!("integer from {minimum} to {maximum}"),
        Shape::Number => "number".to_owned(),
        Shape::Text { format: None } => "text".to_owned(),
        Shape::Text { format: Some(format) } => format!("text ({format})"),
        Shape::Constant(value) => format!("constant {value}"),
        Shape::List(items) => format!("list of {}", describe(items)),
        Shape::Map(values) => format!("map of {}", describe(values)),
        Shape::Reference(name) => name.clone(),
        Shape::Opaque => "anything".to_owned(),
    }
}

/// The value type of a shape, also within lists and maps.
fn value_type(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Reference(name) => Some(name),
        Shape::List(inner) | Shape::Map(inner) => value_type(inner),
        _ => None,
    }
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('_')
        && !name.contains("__")
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// What is wrong with a field's name.
fn broken_rules(field: &Field) -> Vec<String> {
    let mut broken = Vec::new();
    if !is_snake_case(&field.name) {
        broken.push("it is not snake_case".to_owned());
    }
    for thing in THINGS {
        if thing.other_names.contains(&field.name.as_str()) {
            broken.push(format!("`{}` says it", thing.name));
        }
        if thing.value_type.is_some()
            && value_type(&field.shape) == thing.value_type
            && field.name != thing.name
        {
            broken.push(format!("a {} is called `{}`", describe(&field.shape), thing.name));
        }
    }
    if value_type(&field.shape) == Some("Timestamp") && !field.name.ends_with("_at") {
        broken.push("the name of a time ends in `_at`".to_owned());
    }
    broken
}

#[test]
fn every_thing_has_its_name() {
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    for ((record, name), field) in fields() {
        let broken = broken_rules(&field);
        let exception =
            EXCEPTIONS.iter().position(|exception| exception.record == record && exception.field == name);
        match (broken.is_empty(), exception) {
            (false, Some(index)) => {
                used.insert(index);
            }
            (false, None) => problems.push(format!("{record}.{name}: {}", broken.join(", "))),
            (true, _) => {}
        }
    }
    for (index, exception) in EXCEPTIONS.iter().enumerate() {
        if !used.contains(&index) {
            problems.push(format!(
                "{}.{}: the exception is not needed any more",
                exception.record, exception.field
            ));
        }
        if exception.reason.is_empty() || exception.seen_in.is_empty() {
            problems.push(format!("{}.{}: the exception has no reason", exception.record, exception.field));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn one_name_has_one_shape() {
    let mut shapes: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for ((record, name), field) in fields() {
        shapes.entry(name).or_default().entry(describe(&field.shape)).or_default().push(record);
    }
    let mut problems = Vec::new();
    for (name, found) in &shapes {
        let found_names: BTreeSet<&str> = found.keys().map(String::as_str).collect();
        let homonym = HOMONYMS.iter().find(|homonym| homonym.field == name);
        let listed: BTreeSet<&str> =
            homonym.map_or(BTreeSet::new(), |homonym| homonym.shapes.iter().copied().collect());
        match homonym {
            None if found.len() > 1 => problems.push(format!("`{name}` has several shapes: {found:?}")),
            Some(_) if found.len() == 1 => problems.push(format!("`{name}` has one shape and is a homonym")),
            Some(_) if listed != found_names => {
                problems.push(format!("`{name}` has the shapes {found:?}, listed are {listed:?}"));
            }
            _ => {}
        }
    }
    for homonym in HOMONYMS {
        if !shapes.contains_key(homonym.field) {
            problems.push(format!("there is no field `{}` any more", homonym.field));
        }
        if homonym.reason.is_empty() || homonym.seen_in.is_empty() {
            problems.push(format!("homonym `{}` has no reason", homonym.field));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn events_and_types_are_named_alike() {
    for entry in CATALOG.events {
        let definition = entry.definition;
        assert!(is_snake_case(definition.name), "{}", definition.name);
        let joined: String =
            definition.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert_eq!(entry.rust_name, joined);
    }
}
