//! The table of statements, and the rules that name them.

use std::collections::{BTreeMap, BTreeSet};

use lattice_linter::{
    rules,
    statements::{self, Statement},
};

fn all() -> impl Iterator<Item = &'static Statement> {
    statements::ALL.iter().flat_map(|specification| specification.statements)
}

/// Statements and the rules that check them.
fn checked() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut checked: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for rule in rules::ALL {
        for id in statements::checked_by(rule) {
            checked.entry(id).or_default().push(rule.name);
        }
    }
    checked
}

#[test]
fn every_number_is_there_once() {
    let ids: Vec<&str> = all().map(|statement| statement.id).collect();
    let mut expected: BTreeSet<String> = (1..=104).map(|number| format!("CE-{number}")).collect();
    expected.extend(["CE-19b", "CE-53b", "CE-63b"].map(str::to_owned));
    expected.extend((1..=13).map(|number| format!("L{number}")));
    expected.extend((1..=11).map(|number| format!("P{number:02}")));
    expected.extend((1..=23).map(|number| format!("I{number:02}")));
    expected.extend((1..=24).map(|number| format!("H{number}")));
    assert_eq!(ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(), expected);
    assert_eq!(ids.len(), expected.len(), "a number stands twice");
}

#[test]
fn statements_say_something_and_where_it_is_written() {
    for statement in all() {
        let Statement { id, place, text, unchecked, .. } = statement;
        assert!(text.ends_with('.') && text.chars().count() <= 160, "{id}: {text}");
        let is_address = place.address.starts_with("https://") || place.address.starts_with("../");
        assert!(is_address && !place.address.contains(' '), "{id}: {}", place.address);
        assert!(!place.section.is_empty() && !place.since.is_empty(), "{id}");
        assert!(unchecked.is_none_or(|reason| reason.ends_with('.')), "{id}");
        assert_eq!(statements::find(id).map(|found| found.id), Some(*id));
    }
    assert!(statements::find("CE-105").is_none());
}

#[test]
fn rules_name_statements_that_exist() {
    let unknown: Vec<_> = checked().into_iter().filter(|(id, _)| statements::find(id).is_none()).collect();
    assert!(unknown.is_empty(), "there are no such statements: {unknown:?}");
}

#[test]
fn statements_name_rules_that_exist() {
    let unknown: Vec<_> = all()
        .flat_map(|statement| statement.told_by)
        .filter(|name| !rules::ALL.iter().any(|rule| rule.name == **name))
        .collect();
    assert!(unknown.is_empty(), "there are no such rules: {unknown:?}");
}

#[test]
fn what_no_rule_can_check_is_checked_by_none() {
    let checked = checked();
    let both: Vec<_> = all()
        .filter(|statement| statement.unchecked.is_some())
        .filter_map(|statement| Some((statement.id, checked.get(statement.id)?)))
        .collect();
    assert!(both.is_empty(), "there is a reason why no rule checks them, and a rule does: {both:?}");
}

#[test]
fn every_statement_is_mapped() {
    let checked = checked();
    let unmapped: Vec<&str> = all()
        .filter(|statement| statement.unchecked.is_none() && !checked.contains_key(statement.id))
        .map(|statement| statement.id)
        .collect();
    assert!(
        unmapped.is_empty(),
        "neither a rule nor a reason: {unmapped:?}\n\
         name them in `statements` of a rule, or say in linter/src/statements/ why no rule can check them"
    );
}

#[test]
fn most_statements_of_cloudevents_are_checked() {
    let checked = checked();
    let count = (1..=104).filter(|number| checked.contains_key(format!("CE-{number}").as_str())).count();
    assert!(count >= 90, "only {count} of 104");
}
