//! The examples in the documentation of the rules, and the list of the rules.

mod shop;

use std::{collections::BTreeSet, path::Path, sync::Arc};

use lattice_event_model::catalog::{Catalog, Directory};
use lattice_linter::{Expectation, Finding, Linter, Rule, RuleExample, Severity, rules};

fn generated() -> Arc<Catalog> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    Arc::new(Catalog::open(Directory::new(directory)).expect("generated/ is there: run `cargo xtask gen`"))
}

fn judge(example: &RuleExample) -> Vec<Finding> {
    let catalog = match example.catalog.as_deref() {
        None => generated(),
        Some("shop") => shop::catalog(&[]),
        Some(other) => panic!("{}: there is no catalogue `{other}`", example.rule),
    };
    let inputs = example.inputs(&catalog.file().base_address);
    let mut linter = Linter::new(catalog, example.settings()).expect("no rule is set");
    assert!(!inputs.is_empty(), "{}: an example without a message", example.rule);
    let findings = inputs.iter().flat_map(|input| linter.judge(input)).collect();
    assert!(linter.take_error().is_none());
    findings
}

fn examples(rule: &Rule) -> Vec<RuleExample> {
    rule.examples().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn rules_fire_where_their_examples_say_so() {
    for rule in rules::ALL {
        for example in examples(rule) {
            let findings = judge(&example);
            let fired = findings.iter().any(|finding| finding.rule == rule.name);
            let others: Vec<&Finding> = findings
                .iter()
                .filter(|finding| finding.rule != rule.name && finding.severity > Severity::Info)
                .filter(|finding| !example.beside.iter().any(|name| finding.rule == *name))
                .collect();
            match example.expectation {
                Expectation::Fires => {
                    assert!(fired, "{} does not fire on\n{}\nbut {findings:#?}", rule.name, example.text);
                    assert!(others.is_empty(), "{}: {}\n{others:#?}", rule.name, example.text);
                }
                Expectation::Passes => {
                    assert!(!fired, "{} fires on\n{}\n{findings:#?}", rule.name, example.text);
                }
            }
        }
    }
}

#[test]
fn every_rule_shows_what_it_means() {
    for rule in rules::ALL {
        let examples = examples(rule);
        for expectation in [Expectation::Fires, Expectation::Passes] {
            assert!(
                examples.iter().any(|example| example.expectation == expectation),
                "{}: no example of {expectation:?}",
                rule.name
            );
        }
        let summary = rule.summary();
        assert!(summary.ends_with('.') && !summary.contains('\n'), "{}: {summary}", rule.name);
        assert!(summary.chars().count() <= 100, "{}: {summary}", rule.name);
        for heading in ["## What it does", "## Why it matters", "## Example", "## Instead"] {
            let found = rule.documentation.lines().filter(|line| *line == heading).count();
            assert_eq!(found, 1, "{}: {heading}", rule.name);
        }
        assert!(!rule.reference.is_empty(), "{}", rule.name);
        semver::Version::parse(rule.since).unwrap_or_else(|error| panic!("{}: {error}", rule.name));
    }
}

#[test]
fn the_list_is_sorted_and_names_are_kebab_case() {
    let names: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    let sorted: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
    for name in names {
        let is_plain = name.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        assert!(is_plain, "{name}");
        // A name says what is there, not what is forbidden: it follows "allow".
        assert!(!["no-", "disallow-", "forbid-"].iter().any(|prefix| name.starts_with(prefix)), "{name}");
    }
}

#[test]
fn every_file_is_a_listed_rule_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
        assert!(text.contains(&format!("rule \"{name}\"")), "{} declares another rule", path.display());
        files.insert(name);
    }
    let listed: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, listed);
}
