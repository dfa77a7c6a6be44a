//! Packages for other languages, of the shop's catalogue and of those that hold
//! what it does not. `cargo xtask verify` compiles and runs them.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod every_shape;
mod hostile_names;
mod shop;

use std::collections::BTreeMap;

use lattice_codegen::{
    FileSet, Input, LinterDocumentation,
    bindings::{FOLDER, LANGUAGES, Packages, Scope, Template},
    generate,
};
use lattice_event_model::{
    EventEntry, Extra, catalog::CatalogDefinition, definition::EventDefinition, not_null,
};
use serde::{Deserialize, Serialize};
use similar::TextDiff;

fn files(catalog: &CatalogDefinition) -> FileSet {
    let names = ["npm", "pypi", "go", "maven", "crate"].map(|registry| {
        let name = match registry {
            "maven" => "com.example.events:events",
            "go" => "example.com/events",
            _ => "example-events",
        };
        (registry.to_owned(), name.to_owned())
    });
    generate(&Input {
        catalog,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: Some(Packages {
            languages: LANGUAGES,
            names: &BTreeMap::from(names),
            event_union: "AnyEvent",
            licence: "Apache-2.0",
            licence_text: "The licence.\n",
        }),
    })
    .unwrap()
}

/// The files of a language, without its folder.
fn of_language(files: &FileSet, language: &str) -> BTreeMap<String, String> {
    let folder = format!("{FOLDER}/{language}/");
    files
        .iter()
        .filter_map(|(path, bytes)| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            Some((path.strip_prefix(&folder)?.to_owned(), text))
        })
        .collect()
}

#[test]
fn two_runs_give_the_same_bytes() {
    for catalog in [&shop::CATALOG, &every_shape::CATALOG, &hostile_names::CATALOG] {
        assert_eq!(files(catalog), files(catalog), "{}", catalog.name);
    }
}

/// What is made of the catalogue. What is the same for every one stands in the
/// templates for everybody to read, and schemas and lock files are read by no one.
#[test]
fn the_packages_of_the_shop_are_as_before() {
    let files = files(&shop::CATALOG);
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| {
        for language in LANGUAGES {
            let is_same = |path: &str| language.templates.iter().any(|template| is_same(template, path));
            let mut text = String::new();
            for (path, content) in of_language(&files, language.name) {
                let is_data = path.contains("schemas") || path.ends_with(".json") || path.ends_with(".lock");
                if !is_data && !is_same(&path) {
                    text.push_str(&format!("=== {path}\n{content}"));
                }
            }
            insta::assert_snapshot!(language.name, text);
        }
    });
}

/// Whether a template makes a file of this path, in which nothing is filled in
/// but the name of the package.
fn is_same(template: &Template, path: &str) -> bool {
    if template.scope == Scope::Verbatim {
        return template.path == path;
    }
    let text = template.text.replace("{{ language.package }}", "");
    let is_filled = text.len() == template.text.len() || text.contains("{{") || text.contains("{%");
    let file = template.path.rsplit("}}").next().unwrap_or_default();
    template.scope == Scope::Package && !is_filled && path.ends_with(file)
}

/// An order was cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
struct OrderCancelled {
    /// The order's number.
    order: shop::OrderNumber,
    /// Who cancelled it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    by: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    extra: Extra,
}

impl lattice_event_model::Event for OrderCancelled {
    const DEFINITION: EventDefinition = <shop::OrderCancelled as lattice_event_model::Event>::DEFINITION;
}

/// The difference that a new optional field makes: what belongs to its event,
/// and nothing else.
#[test]
fn a_new_optional_field_changes_only_what_it_should() {
    const EVENTS: &[EventEntry] =
        &[shop::EVENTS[0], shop::EVENTS[1], EventEntry::of::<OrderCancelled>("OrderCancelled")];
    let catalog = CatalogDefinition { events: EVENTS, ..shop::CATALOG };
    let (before, after) = (files(&shop::CATALOG), files(&catalog));
    let mut text = String::new();
    for language in LANGUAGES {
        let (before, after) = (of_language(&before, language.name), of_language(&after, language.name));
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{}", language.name);
        for (path, old) in &before {
            let new = &after[path];
            if old == new {
                continue;
            }
            let is_schema = path.contains("schema");
            text.push_str(&format!("=== {}/{path}\n", language.name));
            let diff = TextDiff::from_lines(old, new);
            for change in diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal) {
                // Schemas may stand on one line.
                let line: String = change.value().chars().take(if is_schema { 60 } else { 200 }).collect();
                text.push_str(&format!("{}{}\n", change.tag(), line.trim_end()));
            }
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("a-new-optional-field", text));
}
