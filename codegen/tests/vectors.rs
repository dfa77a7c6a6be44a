//! The vectors of the test catalogues say what their schemas say.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod every_shape;
mod hostile_names;
mod shop;
mod vector_checks;

use lattice_codegen::{FileSet, Input, LinterDocumentation, generate};
use lattice_event_model::catalog::CatalogDefinition;
use vector_checks::Published;

fn files(catalog: &CatalogDefinition) -> FileSet {
    generate(&Input {
        catalog,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: None,
    })
    .unwrap()
}

#[test]
fn every_shape() {
    Published::new(&every_shape::CATALOG, &files(&every_shape::CATALOG)).check();
}

#[test]
fn hostile_names() {
    Published::new(&hostile_names::CATALOG, &files(&hostile_names::CATALOG)).check();
}

#[test]
fn a_shop() {
    Published::new(&shop::CATALOG, &files(&shop::CATALOG)).check();
}
