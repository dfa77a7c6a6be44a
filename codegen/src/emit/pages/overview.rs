//! The pages around those of events and rules.

use lattice_event_model::{
    address::{Part, Variant},
    definition::Family,
};
use serde::Serialize;

use super::{
    envelope::ENVELOPE,
    event::{Row, changes, status_word},
    guide,
    legacy::LEGACY,
    packages, rule,
    site::{Front, Site, code_link},
};
use crate::{
    CodegenError,
    markdown::{self, relative},
};

pub(super) const INDEX: &str = "docs/index.md";
const VERSIONING: &str = "docs/versioning.md";
const CHANGELOG: &str = "docs/changelog.md";

/// Where these pages stand in `llms.txt`.
pub(super) const SECTION: &str = "Overview";

#[derive(Serialize)]
struct IndexPage {
    title: String,
    summary: String,
    pages: Vec<Row>,
    families: Vec<FamilyView>,
}

/// A family and its events.
#[derive(Serialize)]
pub(super) struct FamilyView {
    title: String,
    summary: String,
    notice: Option<String>,
    events: Vec<EventRow>,
}

#[derive(Serialize)]
struct EventRow {
    link: String,
    summary: String,
    status: &'static str,
}

/// The events by family, and the way to all other pages.
pub(super) fn index(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let input = site.context.input;
    let mut pages: Vec<(&str, &str, String)> = vec![
        (
            "Envelope",
            "The attributes of all events, their way over NATS, and who publishes them.",
            ENVELOPE.to_owned(),
        ),
        ("Versioning", "What may change in an event, and what readers have to bear.", VERSIONING.to_owned()),
        ("Changelog", "What changed, by event and version.", CHANGELOG.to_owned()),
    ];
    if !input.catalog.legacy.is_empty() {
        pages.push(("Older events", "Events of older producers, and their successors.", LEGACY.to_owned()));
    }
    if !site.packages.is_empty() {
        pages.push((packages::TITLE, packages::DESCRIPTION, packages::PACKAGES.to_owned()));
    }
    for guide in input.guides {
        pages.push((guide.title, guide.description, guide::path(guide)));
    }
    if !input.linter.rules.is_empty() {
        pages.push(("Rules", "The rules by which messages are judged.", rule::INDEX.to_owned()));
    }
    let pages = pages.into_iter().map(|(title, tells, path)| {
        Ok(Row {
            name: format!("[{}]({})", markdown::literal(title), relative(INDEX, &path)),
            value: site.cell(title, tells)?,
        })
    });
    let families = input.catalog.families.iter().map(|family| family_view(site, family, INDEX));
    let view = IndexPage {
        title: markdown::literal(input.catalog.title),
        summary: site.block("the summary of the catalogue", input.catalog.summary)?,
        pages: pages.collect::<Result<_, CodegenError>>()?,
        families: families.collect::<Result<_, CodegenError>>()?,
    };
    let front = Front {
        path: INDEX,
        title: input.catalog.title,
        description: input.catalog.summary,
        position: 1,
        section: SECTION,
    };
    site.add(front, "index", &view)
}

/// A family and its events, as a page shows them.
pub(super) fn family_view(site: &Site<'_>, family: &Family, page: &str) -> Result<FamilyView, CodegenError> {
    let place = format!("family {}", family.name);
    let events =
        site.context.events.iter().filter(|event| event.entry.definition.family.name == family.name).map(
            |event| {
                let definition = event.entry.definition;
                Ok(EventRow {
                    link: code_link(page, &definition.event_type(), &event.page_path()),
                    summary: site.cell(&format!("the summary of {}", definition.name), event.summary())?,
                    status: status_word(definition.status),
                })
            },
        );
    Ok(FamilyView {
        title: markdown::literal(family.title),
        summary: site.block(&place, family.summary)?,
        notice: family.notice.map(|notice| site.block(&place, notice)).transpose()?,
        events: events.collect::<Result<_, CodegenError>>()?,
    })
}

#[derive(Serialize)]
struct VersioningPage {
    version: String,
    example: Option<AddressExample>,
}

/// The addresses of one event's schema.
#[derive(Serialize)]
struct AddressExample {
    address: String,
    alias: String,
}

/// The policy: what may change, and what readers have to bear.
pub(super) fn versioning(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let context = site.context;
    let view = VersioningPage {
        version: markdown::literal(context.input.catalog.version),
        example: context.events.first().map(|event| AddressExample {
            address: markdown::code_cell(
                &context.address(&event.schema_path(Part::Data, Variant::Canonical)),
            ),
            alias: markdown::code_cell(&context.address(&event.alias_path(Part::Data, Variant::Canonical))),
        }),
    };
    let front = Front {
        path: VERSIONING,
        title: "Versioning",
        description: "What may change in an event and its schemas, what never does, and what readers have to bear.",
        position: 3,
        section: SECTION,
    };
    site.add(front, "versioning", &view)
}

#[derive(Serialize)]
struct ChangelogPage {
    version: String,
    events: Vec<EventChanges>,
}

#[derive(Serialize)]
struct EventChanges {
    heading: String,
    link: String,
    changes: Vec<Row>,
}

/// What changed, by event and version.
pub(super) fn changelog(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let events = site.context.events.iter().map(|event| {
        let definition = event.entry.definition;
        Ok(EventChanges {
            heading: markdown::code_cell(definition.name),
            link: code_link(CHANGELOG, &definition.event_type(), &event.page_path()),
            changes: changes(site, definition)?,
        })
    });
    let view = ChangelogPage {
        version: markdown::literal(site.context.input.catalog.version),
        events: events.collect::<Result<_, CodegenError>>()?,
    };
    let front = Front {
        path: CHANGELOG,
        title: "Changelog",
        description: "What changed in the data schemas of the events, by event and version.",
        position: 4,
        section: SECTION,
    };
    site.add(front, "changelog", &view)
}
