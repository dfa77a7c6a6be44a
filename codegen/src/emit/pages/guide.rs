//! Pages that were written by hand.

use serde::Serialize;

use super::{
    DOCS,
    overview::{FamilyView, family_view},
    site::{Front, Site},
};
use crate::{CodegenError, Guide, markdown};

/// Where guides stand in `llms.txt`, and their folder's label.
pub(super) const SECTION: &str = "Guides";

#[derive(Serialize)]
struct GuidePage {
    title: String,
    body: String,
    family: Option<FamilyView>,
}

/// Path of the page of a guide.
pub(super) fn path(guide: &Guide<'_>) -> String {
    format!("{DOCS}/guides/{}.md", guide.slug)
}

/// The pages that were written by hand.
pub(super) fn pages(site: &mut Site<'_>) -> Result<(), CodegenError> {
    for (position, guide) in (1..).zip(site.context.input.guides) {
        let path = self::path(guide);
        let place = format!("guide {}", guide.slug);
        let family = match guide.family {
            Some(name) => {
                let family = site.context.input.catalog.families.iter().find(|family| family.name == name);
                let family = family.ok_or_else(|| CodegenError::Definition {
                    event: place.clone(),
                    reason: format!("there is no family `{name}`"),
                })?;
                Some(family_view(site, family, &path)?)
            }
            None => None,
        };
        let view = GuidePage {
            title: markdown::literal(guide.title),
            body: site.own_block(&path, &place, guide.body)?,
            family,
        };
        let front = Front {
            path: &path,
            title: guide.title,
            description: guide.description,
            position,
            section: SECTION,
        };
        site.add(front, "guide", &view)?;
    }
    Ok(())
}
