//! The vectors say what the schemas say.
//!
//! Bindings are tested by the vectors. This test makes sure that the vectors
//! themselves are right. `schema-src/tests/vectors.rs` runs them on the structs
//! from which everything is derived.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "../../codegen/tests/vector_checks/mod.rs"]
mod vector_checks;

use std::sync::LazyLock;

use lattice_codegen::FileSet;
use lattice_events::CATALOG;
use vector_checks::Published;

static FILES: LazyLock<FileSet> = LazyLock::new(|| xtask::files().unwrap());

#[test]
fn vectors_say_what_the_schemas_say() {
    Published::new(&CATALOG, &FILES).check();
}
