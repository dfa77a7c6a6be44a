//! `vectors/`: messages, and what every reader makes of them.

use lattice_event_model::address::{self, Variant};

use crate::{
    CodegenError, FileSet,
    context::Context,
    vectors::{self, FOLDER, INDEX, VECTOR_DOCUMENT, VECTOR_FORMAT, VectorIndex, VectorIndexEntry},
};

/// Path of the description of the vectors.
pub(super) const README: &str = "vectors/README.md";
const README_TEXT: &str = include_str!("../../templates/vectors.md");

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let catalog = context.input.catalog;
    let schema = address::collection_path(VECTOR_DOCUMENT, VECTOR_FORMAT, Variant::Canonical);
    let mut index = VectorIndex {
        schema: context.address(&schema),
        catalog: catalog.name.to_owned(),
        version: catalog.version.to_owned(),
        vectors: 0,
        files: Vec::new(),
    };
    for vectors::NamedFile { path, file } in vectors::files(context) {
        index.vectors += file.vectors.len();
        files.add_json(format!("{FOLDER}/{path}"), &file)?;
        index.files.push(VectorIndexEntry { path, vectors: file.vectors.len() });
    }
    files.add_json(INDEX, &index)?;
    let licence = context.input.packages.map_or("that of the catalogue", |packages| packages.licence);
    files.add(README, README_TEXT.replace("SCHEMA", &index.schema).replace("LICENCE", licence))
}
