//! The page of the events that older producers sent.

use lattice_event_model::definition::LegacyEvent;
use serde::Serialize;

use super::{
    overview::SECTION,
    site::{Front, Site, code_link},
};
use crate::{CodegenError, markdown};

pub(super) const LEGACY: &str = "docs/legacy.md";

#[derive(Serialize)]
struct LegacyPage {
    vocabularies: Vec<VocabularyView>,
}

#[derive(Serialize)]
struct VocabularyView {
    publisher: String,
    before: String,
    events: Vec<LegacyRow>,
}

#[derive(Serialize)]
struct LegacyRow {
    event_type: String,
    versions: String,
    successor: String,
    changed: String,
}

/// The events of older producers, if the catalogue recognises any.
pub(super) fn page(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let vocabularies = site.context.input.catalog.legacy;
    if vocabularies.is_empty() {
        return Ok(());
    }
    let row = |event: &LegacyEvent| {
        let successor = event.successor.map_or_else(
            || "none".to_owned(),
            |successor| {
                let described =
                    site.context.events.iter().find(|event| event.entry.definition.event_type() == successor);
                match described {
                    Some(event) => code_link(LEGACY, successor, &event.page_path()),
                    None => markdown::code_cell(successor),
                }
            },
        );
        Ok(LegacyRow {
            event_type: markdown::code_cell(event.event_type),
            versions: markdown::literal(event.versions),
            successor,
            changed: site.cell(&format!("what changed after {}", event.event_type), event.changed)?,
        })
    };
    let vocabularies = vocabularies.iter().map(|vocabulary| {
        Ok(VocabularyView {
            publisher: markdown::literal(vocabulary.publisher.name),
            before: markdown::literal(vocabulary.before),
            events: vocabulary.events.iter().map(row).collect::<Result<_, CodegenError>>()?,
        })
    });
    let view = LegacyPage { vocabularies: vocabularies.collect::<Result<_, CodegenError>>()? };
    let front = Front {
        path: LEGACY,
        title: "Older events",
        description: "Events of older producers: which event to read in their place, and what changed.",
        position: 5,
        section: SECTION,
    };
    site.add(front, "legacy", &view)
}
