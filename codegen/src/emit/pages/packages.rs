//! The page about the packages for other languages.

use serde::Serialize;

use super::{
    DOCS,
    overview::SECTION,
    site::{Front, Site, code_link},
};
use crate::{CodegenError, context::EventContext, emit::vectors, markdown};

/// Path of the page.
pub(super) const PACKAGES: &str = "docs/packages.md";
/// Its heading.
pub(super) const TITLE: &str = "Packages";
/// What it tells.
pub(super) const DESCRIPTION: &str =
    "The events as types of other languages, and what all packages have in common.";

#[derive(Serialize)]
struct PackagesPage {
    packages: Vec<PackageRow>,
    vectors: String,
    event_type: String,
    subject: String,
}

/// A package in a table.
#[derive(Serialize)]
pub(super) struct PackageRow {
    language: &'static str,
    package: String,
    name: String,
}

/// The page, if there are packages.
pub(super) fn page(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let Some(first) = site.context.events.first() else { return Ok(()) };
    if site.packages.is_empty() {
        return Ok(());
    }
    let view = PackagesPage {
        packages: rows(site, first, PACKAGES),
        vectors: markdown::relative(PACKAGES, vectors::README),
        event_type: markdown::code(&first.entry.definition.event_type()),
        subject: markdown::code(&first.entry.definition.subject()),
    };
    let position = 1 + site.pages.iter().filter(|page| !page.path[DOCS.len() + 1..].contains('/')).count();
    site.add(
        Front { path: PACKAGES, title: TITLE, description: DESCRIPTION, position, section: SECTION },
        "packages",
        &view,
    )
}

/// The packages, each with what it calls an event.
pub(super) fn rows(site: &Site<'_>, event: &EventContext, page: &str) -> Vec<PackageRow> {
    let name = event.entry.definition.name;
    site.packages
        .iter()
        .map(|package| PackageRow {
            language: package.language,
            package: code_link(page, &package.package, &package.readme),
            name: markdown::code_cell(package.types.get(name).map_or("", String::as_str)),
        })
        .collect()
}
