//! Files for programs: sidebars, lists for language models, schema addresses.

use std::fmt::Write;

use serde::Serialize;

use super::{DOCS, event, guide, rule, site::Site};
use crate::{CodegenError, FileSet, context::Context, markdown};

/// A folder of a documentation site (`_category_.json` of Docusaurus).
#[derive(Serialize)]
struct Category<'a> {
    label: &'a str,
    position: usize,
}

/// Folders, their labels, and their places in the sidebar.
pub(super) fn categories(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let folders = [
        ("events", event::SECTION, true),
        ("guides", guide::SECTION, !context.input.guides.is_empty()),
        ("rules", rule::SECTION, !context.input.linter.rules.is_empty()),
    ];
    for (position, (folder, label, _)) in (10..).zip(folders.iter().filter(|(_, _, filled)| *filled)) {
        files.add_json(format!("{DOCS}/{folder}/_category_.json"), &Category { label, position })?;
    }
    Ok(())
}

/// `llms.txt` (a list of all pages), `llms-full.txt` (all pages in one) and
/// `schemas.txt` (the addresses of all schemas).
pub(super) fn lists(site: &Site<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let catalog = site.context.input.catalog;
    let mut list =
        format!("# {}\n\n> {}\n", markdown::literal(catalog.title), markdown::plain(catalog.summary));
    let mut whole = list.clone();
    let mut section = "";
    for page in &site.pages {
        let path = page.path.trim_start_matches(DOCS).trim_start_matches('/');
        if page.section != section {
            section = page.section;
            let _ = write!(list, "\n## {section}\n\n");
        }
        let _ = writeln!(list, "- [{}]({path}): {}", markdown::literal(&page.title), page.description);
        let _ = write!(whole, "\n---\n\nPage: {path}\n\n{}\n", page.body);
    }
    let _ = write!(
        list,
        "\n## Schemas\n\n- [Addresses](schemas.txt): The address of every schema, one a line.\n\
         - [Catalogue](../{}): Every event, version and file, with digests.\n",
        lattice_event_model::catalog::CATALOG_PATH
    );
    let schemas: Vec<String> = files
        .iter()
        .filter(|(path, _)| path.starts_with("schemas/"))
        .map(|(path, _)| site.context.address(path))
        .collect();
    files.add(format!("{DOCS}/llms.txt"), list)?;
    files.add(format!("{DOCS}/llms-full.txt"), whole)?;
    files.add(format!("{DOCS}/schemas.txt"), format!("{}\n", schemas.join("\n")))
}
