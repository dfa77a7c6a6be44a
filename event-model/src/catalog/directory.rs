//! Reading a published catalogue, from a directory or from memory.

use std::{
    borrow::Cow,
    collections::HashMap,
    path::{Path, PathBuf},
};

use foldhash::fast::FixedState;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    CATALOG_PATH, CatalogFile, EventFile, EventVersionFile, FamilyFile, FileDigest, PhantomFile,
    PublisherFile,
};

/// Where the files of a catalogue are read from. Never a network.
pub trait CatalogSource: Send + Sync {
    /// The bytes of a file, by its path below the base address.
    ///
    /// # Errors
    ///
    /// What the operating system says, `NotFound` included.
    fn read(&self, path: &str) -> std::io::Result<Cow<'static, [u8]>>;

    /// What messages call this source.
    fn describe(&self) -> String;
}

/// A directory that `cargo xtask gen` wrote, or a copy of one.
#[derive(Debug, Clone)]
pub struct Directory(PathBuf);

impl Directory {
    /// The directory in which `catalog.json` stands.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self(path.as_ref().to_owned())
    }
}

impl CatalogSource for Directory {
    fn read(&self, path: &str) -> std::io::Result<Cow<'static, [u8]>> {
        // A catalogue names its own files; one that points elsewhere is refused.
        if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                "path leads out of the catalogue",
            ));
        }
        std::fs::read(self.0.join(path)).map(Cow::Owned)
    }

    fn describe(&self) -> String {
        self.0.display().to_string()
    }
}

/// A catalogue that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A file is missing or unreadable.
    #[error("cannot read `{path}` of the catalogue in {catalog}")]
    Read {
        /// What was to be read.
        path: String,
        /// The catalogue.
        catalog: String,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A file is no JSON, or no catalogue.
    #[error("`{path}` of the catalogue in {catalog} is not valid")]
    Parse {
        /// The file.
        path: String,
        /// The catalogue.
        catalog: String,
        /// What serde said.
        #[source]
        source: serde_json::Error,
    },
    /// A file is not the one that the catalogue lists.
    #[error(
        "`{path}` of the catalogue in {catalog} was changed: its SHA-256 is {actual}, `catalog.json` says {expected}"
    )]
    Digest {
        /// The file.
        path: String,
        /// The catalogue.
        catalog: String,
        /// The digest that is listed.
        expected: String,
        /// The digest of the bytes.
        actual: String,
    },
}

/// A published catalogue, read back. Schemas are read when they are asked for.
pub struct Catalog {
    file: CatalogFile,
    source: Box<dyn CatalogSource>,
    by_type: HashMap<String, usize, FixedState>,
    by_dataschema: HashMap<String, (usize, usize), FixedState>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Catalog")
            .field("name", &self.file.name)
            .field("version", &self.file.version)
            .finish()
    }
}

impl Catalog {
    /// Reads `catalog.json`.
    ///
    /// # Errors
    ///
    /// [`CatalogError`], if it is missing, unreadable or no catalogue.
    pub fn open(source: impl CatalogSource + 'static) -> Result<Self, CatalogError> {
        let bytes = source.read(CATALOG_PATH).map_err(|error| CatalogError::Read {
            path: CATALOG_PATH.to_owned(),
            catalog: source.describe(),
            source: error,
        })?;
        let file: CatalogFile = serde_json::from_slice(&bytes).map_err(|error| CatalogError::Parse {
            path: CATALOG_PATH.to_owned(),
            catalog: source.describe(),
            source: error,
        })?;
        let by_type =
            file.events.iter().enumerate().map(|(index, event)| (event.event_type.clone(), index)).collect();
        let by_dataschema = file
            .events
            .iter()
            .enumerate()
            .flat_map(|(index, event)| {
                event
                    .versions
                    .iter()
                    .enumerate()
                    .map(move |(version, entry)| (entry.dataschema.clone(), (index, version)))
            })
            .collect();
        Ok(Self { file, source: Box::new(source), by_type, by_dataschema })
    }

    /// What `catalog.json` says.
    pub fn file(&self) -> &CatalogFile {
        &self.file
    }

    /// The event with that CloudEvents `type`.
    pub fn event(&self, event_type: &str) -> Option<&EventFile> {
        self.by_type.get(event_type).map(|index| &self.file.events[*index])
    }

    /// The event and version whose data schema has that address.
    pub fn event_by_dataschema(&self, dataschema: &str) -> Option<(&EventFile, &EventVersionFile)> {
        let (event, version) = self.by_dataschema.get(dataschema)?;
        let event = &self.file.events[*event];
        Some((event, &event.versions[*version]))
    }

    /// The family of an event.
    pub fn family(&self, event: &EventFile) -> Option<&FamilyFile> {
        self.file.families.iter().find(|family| family.name == event.family)
    }

    /// The publisher of an event.
    pub fn publisher(&self, event: &EventFile) -> Option<&PublisherFile> {
        let namespace = &self.family(event)?.publisher;
        self.file.publishers.iter().find(|publisher| publisher.namespace == *namespace)
    }

    /// What is known about a type that nobody ever sent.
    pub fn phantom(&self, event_type: &str) -> Option<&PhantomFile> {
        self.file.phantoms.iter().find(|phantom| phantom.event_type == event_type)
    }

    /// Reads a schema and checks its digest.
    ///
    /// # Errors
    ///
    /// [`CatalogError`], if the file is missing, was changed, or is no JSON.
    pub fn schema(&self, file: &FileDigest) -> Result<Value, CatalogError> {
        let catalog = || self.source.describe();
        let bytes = self.source.read(&file.path).map_err(|source| CatalogError::Read {
            path: file.path.clone(),
            catalog: catalog(),
            source,
        })?;
        let actual = sha256(&bytes);
        if actual != file.sha256 {
            return Err(CatalogError::Digest {
                path: file.path.clone(),
                catalog: catalog(),
                expected: file.sha256.clone(),
                actual,
            });
        }
        serde_json::from_slice(&bytes).map_err(|source| CatalogError::Parse {
            path: file.path.clone(),
            catalog: catalog(),
            source,
        })
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
