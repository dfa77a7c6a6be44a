//! The published cases, run from their files as any other tool would, and
//! compared with the JSON Schema of CloudEvents.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use lattice_codegen::conformance::{CaseKind, CaseMode, ConformanceCase};
use lattice_event_model::catalog::{Catalog, Directory};
use lattice_linter::rules;
use serde_json::Value;
use xtask::{conformance, workspace};

/// Rules whose examples need another catalogue, or a limit of the reader.
const WITHOUT_CASES: &[&str] = &["deprecated-event", "line-too-long", "removed-event"];

fn generated() -> PathBuf {
    workspace::root().join("generated")
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| {
        panic!("{}: {error}: run `cargo xtask gen`", path.display());
    });
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The entries of the index, and the files that they name.
fn published() -> Vec<(Value, Value)> {
    let folder = generated().join("conformance");
    let index = read(&folder.join("index.json"));
    let entries = index["cases"].as_array().unwrap();
    entries.iter().map(|entry| (entry.clone(), read(&folder.join(entry["file"].as_str().unwrap())))).collect()
}

fn cases() -> Vec<ConformanceCase> {
    published()
        .into_iter()
        .map(|(entry, case)| {
            serde_json::from_value(case).unwrap_or_else(|error| panic!("{}: {error}", entry["name"]))
        })
        .collect()
}

#[test]
fn cases_are_judged_as_their_files_say() {
    let catalog = Arc::new(Catalog::open(Directory::new(generated())).unwrap());
    let mut wrong = Vec::new();
    for case in cases() {
        let inputs = conformance::inputs(&case, &catalog.file().base_address);
        let mut found = conformance::findings(&case, &inputs, &catalog).unwrap();
        let expected = case.expected.clone();
        assert_eq!(inputs.len(), case.messages.len().max(case.lines.len()), "{}", case.name);
        // A place that is not written down is not compared.
        for (finding, expected) in found.iter_mut().zip(&expected) {
            if expected.pointer.is_none() {
                finding.pointer = None;
            }
        }
        if found != expected {
            wrong.push(format!("{}: expected {expected:#?}\nfound {found:#?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn cases_do_what_their_kind_says() {
    for case in cases() {
        assert_eq!(case.kind == CaseKind::Fires, case.expects_its_rule(), "{}", case.name);
        assert!(case.name.starts_with(&format!("{}/", case.rule)), "{}", case.name);
    }
}

#[test]
fn every_rule_has_cases() {
    let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut twins = 0;
    for case in cases() {
        let kind = if case.kind == CaseKind::Fires { "fires" } else { "passes" };
        twins += usize::from(case.mode == CaseMode::Binary);
        kinds.entry(case.rule).or_default().insert(kind);
    }
    let lacking: Vec<&str> = rules::ALL
        .iter()
        .map(|rule| rule.name)
        .filter(|name| kinds.get(*name).is_none_or(|kinds| kinds.len() < 2) != WITHOUT_CASES.contains(name))
        .collect();
    assert!(lacking.is_empty(), "they have no cases, or have them against expectation: {lacking:?}");
    assert!(twins > 0, "no case is in binary mode");
}

#[test]
fn files_fit_their_schema_and_the_index_lists_all_of_them() {
    let schema = read(&generated().join("schemas/conformance-case.strict.schema.json"));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut listed = BTreeSet::from(["README.md".to_owned(), "index.json".to_owned()]);
    for (entry, case) in published() {
        let errors: Vec<String> = validator.iter_errors(&case).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", entry["name"]);
        for member in ["name", "rule", "kind", "mode", "profile"] {
            assert_eq!(entry[member], case[member], "{}", entry["name"]);
        }
        listed.insert(entry["file"].as_str().unwrap().to_owned());
    }
    let mut found = BTreeSet::new();
    let folder = generated().join("conformance");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let files: Vec<PathBuf> = if path.is_dir() {
            std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect()
        } else {
            vec![path]
        };
        found.extend(files.iter().map(|file| {
            file.strip_prefix(&folder).unwrap().to_str().unwrap().replace(std::path::MAIN_SEPARATOR, "/")
        }));
    }
    assert_eq!(found, listed);
}

#[test]
fn the_guide_to_configurations_has_the_same_thresholds() {
    let readme = std::fs::read_to_string(generated().join("conformance/README.md")).unwrap();
    let guide = std::fs::read_to_string(workspace::root().join("docs/configuration.md")).unwrap();
    let (_, table) = readme.split_once("| Threshold | Default |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(guide.contains(row), "docs/configuration.md has another row than {row}");
    }
}

/// The official schema is never stricter than this linter; the page
/// `docs/rules/beyond-the-official-schema.md` lists where it is laxer.
#[test]
fn what_the_official_schema_refuses_is_refused_here() {
    let mut refused = 0;
    let mut only_here = 0;
    let page = std::fs::read_to_string(generated().join("docs/rules/beyond-the-official-schema.md")).unwrap();
    for (entry, case) in published() {
        let case: ConformanceCase = serde_json::from_value(case).unwrap();
        let listed = page.contains(&format!("/{}.json)", case.name));
        if case.mode != CaseMode::Structured {
            assert!(entry["official_schema"].is_null() && !listed, "{}", case.name);
            continue;
        }
        // The catalogue has no say in this.
        let inputs = conformance::inputs(&case, "https://example.com");
        let events: Option<Vec<Value>> =
            inputs.iter().map(|input| serde_json::from_slice(&input.message.payload).ok()).collect();
        let accepts = events.map(|events| events.iter().all(conformance::accepts));
        let told = entry["official_schema"].as_str().map(|word| word == "accepts");
        assert_eq!(told, accepts, "{}", case.name);
        if accepts == Some(false) {
            refused += 1;
            assert!(case.is_refused(), "{} is refused by the official schema only", case.name);
        }
        let is_beyond = accepts == Some(true) && case.is_refused();
        only_here += usize::from(is_beyond);
        assert_eq!(listed, is_beyond, "{}: the page is not up to date", case.name);
    }
    assert!(refused > 0 && only_here > refused, "{refused} are refused by both, {only_here} here only");
}
