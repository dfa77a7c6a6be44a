//! The documentation: a page per event and per rule, and the pages around them.
//!
//! What stands on a page is decided in Rust, in views that are serialised; how
//! it is laid out stands in `templates/pages`.

mod conditions;
mod envelope;
mod event;
mod example;
mod fields;
mod guide;
mod legacy;
mod lists;
mod overview;
mod packages;
mod rule;
mod sequence;
mod site;
mod statement;

use std::collections::BTreeSet;

use crate::{
    CodegenError, FileSet,
    context::{Context, EventContext},
};
use site::Site;

/// The folder of all pages.
const DOCS: &str = "docs";

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let mut site = Site::new(context, published(context, files))?;
    overview::index(&mut site)?;
    envelope::page(&mut site)?;
    overview::versioning(&mut site)?;
    overview::changelog(&mut site)?;
    legacy::page(&mut site)?;
    packages::page(&mut site)?;
    guide::pages(&mut site)?;
    for event in &context.events {
        event::page(&mut site, event, position(context, event))?;
    }
    rule::index(&mut site)?;
    statement::page(&mut site)?;
    rule::beyond_the_official_schema(&mut site)?;
    for rule in context.input.linter.rules {
        rule::page(&mut site, rule)?;
    }
    lists::categories(context, files)?;
    lists::lists(&site, files)?;
    for page in site.pages {
        files.add(page.path, page.text)?;
    }
    Ok(())
}

/// Place of an event's page. Families have a hundred places each, so that a new
/// event moves the pages of no other family.
fn position(context: &Context<'_>, event: &EventContext) -> usize {
    let family = event.entry.definition.family.name;
    let families = context.input.catalog.families;
    let before = families.iter().take_while(|known| known.name != family).count();
    let within = context
        .events
        .iter()
        .filter(|other| other.entry.definition.family.name == family)
        .take_while(|other| other.entry.definition.name != event.entry.definition.name)
        .count();
    100 * (before + 1) + within
}

/// Paths of all files to which pages may link.
fn published(context: &Context<'_>, files: &FileSet) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
    let pages = ["index", "envelope", "versioning", "changelog"].map(|name| format!("{DOCS}/{name}.md"));
    paths.extend(pages);
    paths.extend(context.events.iter().map(|event| event.page_path()));
    paths.extend(context.input.guides.iter().map(|guide| guide::path(guide)));
    if !context.input.catalog.legacy.is_empty() {
        paths.insert(legacy::LEGACY.to_owned());
    }
    if context.input.packages.is_some() {
        paths.insert(packages::PACKAGES.to_owned());
    }
    let linter = context.input.linter;
    if !linter.rules.is_empty() {
        paths.insert(rule::INDEX.to_owned());
        paths.extend(linter.rules.iter().map(rule::path));
    }
    if !linter.statements.is_empty() {
        paths.insert(statement::STATEMENTS.to_owned());
    }
    if !linter.cases.is_empty() {
        paths.insert(rule::BEYOND.to_owned());
    }
    paths
}
