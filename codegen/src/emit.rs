//! The emitters, one file each.

mod bindings;
mod catalog;
mod conformance;
mod pages;
mod schema_store;
mod schemas;
mod vectors;

use crate::{CodegenError, FileSet, context::Context};

pub(crate) use self::catalog::example as catalog_example;

/// Adds one kind of files.
pub(crate) struct Emitter {
    pub(crate) emit: fn(&Context<'_>, &mut FileSet) -> Result<(), CodegenError>,
}

/// All emitters. `catalog` lists digests and `pages` link to files, so they come
/// after `schemas` and `conformance`.
pub(crate) const EMITTERS: &[Emitter] = &[
    Emitter { emit: schemas::emit },
    Emitter { emit: catalog::emit },
    Emitter { emit: schema_store::emit },
    Emitter { emit: conformance::emit },
    Emitter { emit: vectors::emit },
    Emitter { emit: bindings::emit },
    Emitter { emit: pages::emit },
];
