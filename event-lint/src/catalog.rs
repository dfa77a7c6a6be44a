//! The catalogue that events are judged by: embedded, or from a directory.

use std::{borrow::Cow, path::Path, sync::Arc};

use anyhow::{Context, bail};
use lattice_event_model::catalog::{Catalog, CatalogSource, Directory};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// The catalogue that was published when this program was built.
struct Embedded;

impl CatalogSource for Embedded {
    fn read(&self, path: &str) -> std::io::Result<Cow<'static, [u8]>> {
        embedded::FILES
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, bytes)| Cow::Borrowed(*bytes))
            .ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn describe(&self) -> String {
        "event-lint itself".to_owned()
    }
}

/// Opens the catalogue in a directory, or the embedded one.
pub(crate) fn open(directory: Option<&Path>) -> anyhow::Result<Arc<Catalog>> {
    let catalog = match directory {
        Some(directory) => Catalog::open(Directory::new(directory)).with_context(|| {
            format!(
                "failed to open the catalogue; `{}` should be what `cargo xtask gen --out` wrote",
                directory.display()
            )
        })?,
        None => Catalog::open(Embedded).context("failed to open the catalogue")?,
    };
    Ok(Arc::new(catalog))
}

/// The types that have to be seen, by their whole names.
pub(crate) fn required_types(catalog: &Catalog, names: &[String]) -> anyhow::Result<Vec<String>> {
    names.iter().map(|name| required_type(catalog, name)).collect()
}

/// The event type that somebody means by a type or by its last part.
fn required_type(catalog: &Catalog, name: &str) -> anyhow::Result<String> {
    let events = &catalog.file().events;
    match events.iter().find(|event| event.event_type == name || event.name == name) {
        Some(event) => Ok(event.event_type.clone()),
        None => bail!(
            "the catalogue {} has no event type `{name}`, so it cannot be required",
            catalog.file().name
        ),
    }
}
