//! Catalogues that hold what the real one does not: every shape, hostile names.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, bail};

use crate::workspace;

/// Makes everything of the test catalogues, and returns a folder for each.
///
/// They belong to the tests of codegen, so an example of that crate makes them.
pub(super) fn generate() -> anyhow::Result<Vec<PathBuf>> {
    let out = super::catalogs_folder();
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", "lattice-codegen", "--example", "test_catalogs", "--"])
        .arg(&out)
        .current_dir(workspace::root())
        .status()
        .context("failed to run the example test_catalogs of lattice-codegen")?;
    if !status.success() {
        bail!("the test catalogues cannot be generated");
    }
    super::folders(&out)
}
