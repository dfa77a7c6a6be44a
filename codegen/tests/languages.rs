//! What a language is, and that it takes no more than a folder of templates, a
//! descriptor, and a line in a list.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod shop;
mod toy_language;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use lattice_codegen::{
    CodegenError, FileSet, Input, LinterDocumentation,
    bindings::{FOLDER, LANGUAGES, Language, Packages},
    generate,
};

fn files(languages: &[&Language], names: &BTreeMap<String, String>) -> Result<FileSet, CodegenError> {
    generate(&Input {
        catalog: &shop::CATALOG,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: Some(Packages {
            languages,
            names,
            event_union: "ShopEvent",
            licence: "Apache-2.0",
            licence_text: "The licence.\n",
        }),
    })
}

#[test]
fn a_language_is_a_folder_a_descriptor_and_a_line() {
    let names = BTreeMap::from([("toys".to_owned(), "shop.toys".to_owned())]);
    let files = files(&[&toy_language::TOY], &names).unwrap();
    let mut text = String::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with(FOLDER)) {
        text.push_str(&format!("=== {path}\n{}", std::str::from_utf8(bytes).unwrap()));
    }
    insta::assert_snapshot!("toy-language", text);
}

#[test]
fn a_package_without_a_name_is_an_error() {
    let error = files(&[&toy_language::TOY], &BTreeMap::new()).unwrap_err();
    assert_eq!(error.to_string(), "no package name for Toy: name one for the registry `toys`");
}

#[test]
fn languages_are_unique_and_run_the_vectors_once() {
    let mut names = BTreeSet::new();
    for language in LANGUAGES {
        assert!(names.insert(language.name), "{} stands twice", language.name);
        let checks = language.verification.checks;
        assert_eq!(checks.iter().filter(|check| check.vectors).count(), 1, "{}", language.name);
        assert!(!language.verification.programs.is_empty(), "{}", language.name);
    }
}

/// Every file below a folder.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn every_template_is_used() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/bindings");
    for language in LANGUAGES {
        let used: BTreeSet<&str> = language.templates.iter().map(|template| template.text).collect();
        let mut found = Vec::new();
        below(&templates.join(language.name), &mut found);
        assert!(!found.is_empty(), "{} has no templates", language.name);
        for path in found {
            let text = std::fs::read_to_string(&path).unwrap();
            // Macros stand before the templates that use them.
            let is_used = used.iter().any(|used| used.contains(&text));
            assert!(is_used, "{} is no template of {}", path.display(), language.name);
        }
    }
    let folders =
        std::fs::read_dir(&templates).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), LANGUAGES.len(), "a folder of templates belongs to no language");
}
