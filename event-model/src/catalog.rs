//! Catalogues of events: as defined in Rust, and as published in files.

mod directory;
mod file;

use crate::{
    definition::{Family, LegacyVocabulary, PhantomEvent},
    event::EventEntry,
};

pub use self::{
    directory::{Catalog, CatalogError, CatalogSource, Directory, sha256},
    file::{
        CatalogFile, CollectionFile, EventFile, EventVersionFile, FamilyFile, FileDigest, LegacyEventFile,
        LegacyFile, PhantomFile, PublisherFile, SchemaFiles, SourceFile, StatusFile, StatusState,
        VersionRange,
    },
};

/// Path of the catalogue file, below the base address and below `generated/`.
pub const CATALOG_PATH: &str = "catalog.json";

/// A catalogue as its crate defines it: one explicit list, and its names.
#[derive(Debug, Clone, Copy)]
pub struct CatalogDefinition {
    /// Name of the catalogue: lower case, words joined by `-`.
    pub name: &'static str,
    /// What readers call it.
    pub title: &'static str,
    /// What it holds, in one sentence.
    pub summary: &'static str,
    /// Version of the catalogue as a whole.
    pub version: &'static str,
    /// Address under which its files are published, without a slash at the end.
    pub base_address: &'static str,
    /// Who answers for it.
    pub owner: &'static str,
    /// Where its source is developed.
    pub repository: &'static str,
    /// The families, in the order of the documentation.
    pub families: &'static [&'static Family],
    /// The events, grouped by family.
    pub events: &'static [EventEntry],
    /// Older vocabularies that are recognised but not described.
    pub legacy: &'static [LegacyVocabulary],
    /// Types that nobody ever sent, though people look for them.
    pub phantoms: &'static [PhantomEvent],
}

impl CatalogDefinition {
    /// The entry of the event of that name.
    pub fn event(&self, name: &str) -> Option<&'static EventEntry> {
        self.events.iter().find(|entry| entry.definition.name == name)
    }
}
