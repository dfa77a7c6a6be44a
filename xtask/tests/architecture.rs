//! docs/ARCHITECTURE.md says what is true.

use std::{collections::BTreeMap, process::Command};

use pulldown_cmark::{Event, Parser};
use xtask::workspace;

/// The drawing: which crate uses which.
const DRAWN: &[(&str, &[&str])] = &[
    ("lattice-event-model", &[]),
    ("lattice-events", &["lattice-event-model"]),
    ("lattice-codegen", &["lattice-event-model"]),
    ("lattice-linter", &["lattice-event-model"]),
    ("lattice-simulator", &["lattice-event-model", "lattice-events", "lattice-linter"]),
    ("event-lint", &["lattice-event-model", "lattice-linter", "lattice-simulator"]),
    (
        "xtask",
        &["lattice-codegen", "lattice-event-model", "lattice-events", "lattice-linter", "lattice-simulator"],
    ),
];

#[test]
fn crates_use_each_other_only_as_drawn() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(workspace::root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let uses = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            // Tests may look anywhere; the drawing is about what is built.
            .filter(|dependency| dependency["kind"].is_null() && !dependency["path"].is_null())
            .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
            .collect();
        found.insert(package["name"].as_str().unwrap().to_owned(), uses);
    }
    let drawn: BTreeMap<String, Vec<String>> = DRAWN
        .iter()
        .map(|(name, uses)| ((*name).to_owned(), uses.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    for uses in found.values_mut() {
        uses.sort();
        uses.dedup();
    }
    assert_eq!(found, drawn);
}

#[test]
fn every_path_that_hand_written_pages_name_exists() {
    let root = workspace::root();
    let mut checked = 0;
    let pages = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/ARCHITECTURE.md",
        "docs/configuration.md",
        "docs/live-lattices.md",
        "docs/languages.md",
        "docs/decisions/bindings.md",
    ];
    for page in pages {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        for event in Parser::new(&text) {
            let Event::Code(code) = event else { continue };
            let is_path = code.contains('/')
                && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'));
            let first = code.split('/').next().unwrap_or_default();
            // Made by cargo, or named as an example.
            if !is_path || first == "target" || code.ends_with("host_paused.rs") || !root.join(first).exists()
            {
                continue;
            }
            assert!(root.join(code.as_ref()).exists(), "{page} names `{code}`, which does not exist");
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} paths were found");
}

#[test]
fn links_between_hand_written_pages_lead_somewhere() {
    let root = workspace::root();
    let mut pages = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    for folder in ["docs", "docs/decisions"] {
        let files = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for event in Parser::new(&text) {
            let Event::Start(
                pulldown_cmark::Tag::Link { dest_url, .. } | pulldown_cmark::Tag::Image { dest_url, .. },
            ) = event
            else {
                continue;
            };
            if dest_url.starts_with("https://") || dest_url.starts_with('#') {
                continue;
            }
            let target = dest_url.split('#').next().unwrap_or_default();
            let path = page.parent().unwrap().join(target);
            assert!(path.exists(), "{} links to {dest_url}, which does not exist", page.display());
        }
    }
}

#[test]
fn every_decision_is_listed() {
    let folder = workspace::root().join("docs/decisions");
    let index = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "README.md" || index.contains(&format!("({name})")),
            "{name} is not in docs/decisions/README.md"
        );
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let root = workspace::root();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for folder in ["event-model", "schema-src", "codegen", "linter", "simulator", "event-lint", "xtask"] {
        let manifest = std::fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{folder} does not take the workspace's lints"
        );
    }
}
