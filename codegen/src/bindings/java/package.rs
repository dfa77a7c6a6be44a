//! What templates want to know beside what they know of every package.

use std::collections::BTreeMap;

use minijinja::{Value, value::Serde};
use serde::Serialize;

use super::{
    documentation::documentation,
    example::{self, Example},
    names, shape,
};
use crate::{
    CodegenError,
    bindings::{
        language::Named,
        view::{EventView, FieldView, PackageView, PublisherView, TypeView},
    },
    markdown,
};

#[derive(Serialize)]
struct JavaView {
    /// The package: `dev.latticeevents`.
    package: String,
    /// Its folder: `dev/latticeevents`.
    folder: String,
    group: String,
    artifact: String,
    /// The summary of the catalogue in Markdown, and in XML.
    summary: String,
    xml: BTreeMap<&'static str, String>,
    /// Constants of the fields of records, by the names of both.
    constants: BTreeMap<String, BTreeMap<String, String>>,
    /// The unions to which a record belongs, by its name.
    unions_of: BTreeMap<String, Vec<String>>,
    /// Names of records that have too many fields for a constructor.
    large: Vec<String>,
    /// Names of types and events that are deprecated.
    deprecated: Vec<String>,
    /// What is said about events, by their names.
    events: BTreeMap<String, JavaEvent>,
    /// What is said about unions, by their names.
    unions: BTreeMap<String, JavaUnion>,
    /// Examples of texts with a grammar, for comments, by the names of their types.
    examples: BTreeMap<String, String>,
    /// What is said about publishers in comments, by their namespaces.
    publishers: BTreeMap<String, JavaPublisher>,
    /// What programs build, if there is an example.
    example: Option<Example>,
}

#[derive(Serialize)]
struct JavaPublisher {
    name: String,
    subject: String,
}

#[derive(Serialize)]
struct JavaEvent {
    /// The expression of the `Shape` of its data.
    shape: String,
    /// The parameters of its subject, as those of a method, and as arguments.
    parameters: String,
    arguments: String,
    /// The same, for comments.
    parameter_documentation: Vec<(String, String)>,
    /// What its `source` is.
    source: String,
    /// Since when and how it is sent.
    notes: Vec<String>,
}

#[derive(Serialize)]
struct JavaUnion {
    constant: String,
    method: String,
    records: Vec<String>,
    /// The tag, for comments.
    tag: String,
}

/// [`JavaView`] of a package.
pub(super) fn context(package: &PackageView) -> Value {
    let (group, artifact) = package.name.split_once(':').unwrap_or((&package.name, &package.catalog));
    let java_package = java_package(group, artifact);
    let xml = [
        ("title", package.title.as_str()),
        ("summary", &package.plain_summary),
        ("owner", &package.owner),
        ("repository", &package.repository),
        ("base_address", &package.base_address),
        ("licence", &package.licence),
    ];
    Value::from(Serde(JavaView {
        folder: java_package.replace('.', "/"),
        package: java_package,
        group: group.to_owned(),
        artifact: artifact.to_owned(),
        summary: markdown::literal(&package.plain_summary),
        xml: xml.into_iter().map(|(name, text)| (name, escape_xml(text))).collect(),
        constants: package.types.iter().map(|record| (record.name.clone(), constants(record))).collect(),
        unions_of: unions_of(package),
        large: package
            .types
            .iter()
            .filter(|record| is_large(record))
            .map(|record| record.name.clone())
            .collect(),
        deprecated: deprecated(package),
        events: package
            .events
            .iter()
            .map(|event| (event.event_name.clone(), java_event(package, event)))
            .collect(),
        unions: unions(package).map(|union| (union.name.clone(), java_union(union))).collect(),
        examples: package.types.iter().filter_map(example_text).collect(),
        publishers: package
            .publishers
            .iter()
            .map(|publisher| (publisher.namespace.clone(), java_publisher(publisher)))
            .collect(),
        example: example::example(package),
    }))
}

/// The canonical schemas of events, which the validator reads.
pub(super) fn schemas(package: &PackageView, _: &Named<'_>) -> Result<Vec<(String, String)>, CodegenError> {
    let (group, artifact) = package.name.split_once(':').unwrap_or((&package.name, &package.catalog));
    let folder = java_package(group, artifact).replace('.', "/");
    let schema = |event: &EventView| {
        let text = serde_json::to_string_pretty(&event.schema).unwrap_or_default();
        (format!("src/main/resources/{folder}/schemas/{}.schema.json", event.event_type), text + "\n")
    };
    Ok(package.events.iter().map(schema).collect())
}

/// The name of the package in Java: that of the group, and of the artifact if the
/// group does not end with it.
fn java_package(group: &str, artifact: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|character| character.is_ascii_alphanumeric()).collect()
    };
    let is_within = plain(group).ends_with(&plain(artifact));
    let tokens = group.split('.').chain((!is_within).then_some(artifact));
    let tokens: Vec<String> = tokens
        .map(|token| {
            let token = plain(token).to_ascii_lowercase();
            if names::MEMBERS.contains(&token.as_str()) { format!("{token}_") } else { token }
        })
        .collect();
    tokens.join(".")
}

fn constants(record: &TypeView) -> BTreeMap<String, String> {
    let fields = || record.fields.iter().map(|field| field.name.as_str());
    let constants = names::CONSTANTS.names(fields(), &[]);
    fields().map(str::to_owned).zip(constants).collect()
}

/// A constructor takes 255 parameters at most, of which `long` counts twice, and
/// the object itself once.
fn is_large(record: &TypeView) -> bool {
    let is_long = |component: &str| component == "long";
    let slots = |field: &FieldView| match field.expressions.get("component") {
        Some(component) if is_long(component) => 2,
        _ => 1,
    };
    record.fields.iter().map(slots).sum::<usize>() + usize::from(record.open) >= 255
}

fn unions(package: &PackageView) -> impl Iterator<Item = &TypeView> {
    package.types.iter().filter(|definition| definition.kind == "union")
}

fn records(union: &TypeView) -> impl Iterator<Item = &str> {
    union.variants.iter().chain(&union.fallback).map(|variant| variant.record.as_str())
}

fn unions_of(package: &PackageView) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for definition in &package.types {
        found.insert(definition.name.clone(), Vec::new());
    }
    for union in unions(package) {
        for record in records(union) {
            let of_record = found.entry(record.to_owned()).or_default();
            if !of_record.contains(&union.name) {
                of_record.push(union.name.clone());
            }
        }
    }
    found
}

fn java_union(union: &TypeView) -> JavaUnion {
    let mut names = Vec::new();
    for record in records(union) {
        if !names.iter().any(|name| name == record) {
            names.push(record.to_owned());
        }
    }
    JavaUnion {
        constant: shape::constant(&union.name),
        method: crate::bindings::name::lower_camel(&format!("make {}", union.name)),
        records: names,
        tag: super::documentation::code(&union.tag),
    }
}

fn deprecated(package: &PackageView) -> Vec<String> {
    let types = package.types.iter().filter(|definition| definition.deprecation.is_some());
    let events = package.events.iter().filter(|event| event.deprecation.is_some());
    types
        .map(|definition| definition.name.clone())
        .chain(events.map(|event| event.event_name.clone()))
        .collect()
}

fn java_event(package: &PackageView, event: &EventView) -> JavaEvent {
    let publisher = publisher(package, event);
    let parameters = publisher.map_or(&[][..], |publisher| &publisher.parameters);
    let is_union = unions(package).any(|union| union.name == event.name);
    let typed: Vec<String> =
        parameters.iter().map(|parameter| format!("String {}", parameter.name)).collect();
    let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    JavaEvent {
        shape: shape::of_type(&event.name, is_union),
        parameters: typed.join(", "),
        arguments: names.join(", "),
        parameter_documentation: parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), parameter.documentation.clone()))
            .collect(),
        source: publisher.map(|publisher| publisher.source.clone()).unwrap_or_default(),
        notes: notes(event, publisher),
    }
}

fn java_publisher(publisher: &PublisherView) -> JavaPublisher {
    JavaPublisher {
        name: super::documentation::escape(&publisher.name),
        subject: super::documentation::code(&publisher.subject),
    }
}

/// The first example of a text with a grammar.
fn example_text(definition: &TypeView) -> Option<(String, String)> {
    let example = definition.examples.first()?.as_str().filter(|_| definition.kind == "alias")?;
    Some((definition.name.clone(), super::documentation::code(example)))
}

fn publisher<'p>(package: &'p PackageView, event: &EventView) -> Option<&'p PublisherView> {
    package.publishers.iter().find(|publisher| publisher.namespace == event.publisher)
}

fn notes(event: &EventView, publisher: Option<&PublisherView>) -> Vec<String> {
    let producer = publisher.map_or("producer", |publisher| &publisher.name);
    let versions = match (&event.since, &event.until) {
        (Some(since), Some(until)) => Some(format!("Sent from {producer} {since} to {until}.")),
        (Some(since), None) => Some(format!("Since {producer} {since}.")),
        (None, Some(until)) => Some(format!("Sent up to {producer} {until}.")),
        (None, None) => None,
    };
    let status = (event.status.state == "experimental")
        .then(|| format!("It is experimental since version {} and may still change.", event.status.since));
    versions.into_iter().chain(status).map(|note| plain_documentation(&note)).collect()
}

/// A text without markup, for comments.
fn plain_documentation(text: &str) -> String {
    documentation(&markdown::literal(text))
}

fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::java_package;

    #[test]
    fn packages_are_called_like_groups() {
        for (group, artifact, package) in [
            ("dev.lattice-events", "lattice-events", "dev.latticeevents"),
            ("com.example.every.shape", "every-shape", "com.example.every.shape"),
            ("com.example", "shop-events", "com.example.shopevents"),
            ("com.example.new", "new", "com.example.new_"),
        ] {
            assert_eq!(java_package(group, artifact), package);
        }
    }
}
