//! The workspace around this crate: its folders and its publishing metadata.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Deserialize;

/// The root folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder into which cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What the root `Cargo.toml` says about publishing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Publishing {
    /// Address under which all files are published.
    pub base_address: String,
    /// Where the source is developed.
    pub repository: String,
    /// Who answers for the project.
    pub owners: Vec<String>,
    /// Names of the packages for other languages, by registry.
    pub packages: BTreeMap<String, String>,
}

impl Publishing {
    /// Reads it from the root `Cargo.toml`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or lacks a key.
    pub fn read() -> anyhow::Result<Self> {
        let path = root().join("Cargo.toml");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("failed to read {}", path.display()))
    }

    /// What the root `Cargo.toml` said when this program was built.
    ///
    /// # Errors
    ///
    /// If it lacks a key.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        Self::parse(include_str!("../../Cargo.toml"))
    }

    fn parse(manifest: &str) -> Result<Self, toml::de::Error> {
        #[derive(Deserialize)]
        struct Manifest {
            workspace: Workspace,
        }
        #[derive(Deserialize)]
        struct Workspace {
            package: Package,
            metadata: Metadata,
        }
        #[derive(Deserialize)]
        struct Package {
            homepage: String,
            repository: String,
            authors: Vec<String>,
        }
        #[derive(Deserialize)]
        struct Metadata {
            publishing: BTreeMap<String, String>,
        }
        let Manifest { workspace } = toml::from_str(manifest)?;
        Ok(Self {
            base_address: workspace.package.homepage,
            repository: workspace.package.repository,
            owners: workspace.package.authors,
            packages: workspace.metadata.publishing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Publishing;

    #[test]
    fn one_edit_of_the_manifest_reaches_the_catalogue() {
        let publishing = Publishing::read().unwrap();
        let catalog = &lattice_events::CATALOG;
        assert_eq!(catalog.base_address, publishing.base_address);
        assert_eq!(catalog.repository, publishing.repository);
        assert_eq!(catalog.owner, publishing.owners.join(":"));
        for registry in ["npm", "pypi", "go", "maven", "crate"] {
            assert!(publishing.packages.contains_key(registry), "no package name for {registry}");
        }
    }
}
