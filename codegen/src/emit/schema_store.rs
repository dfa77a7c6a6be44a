//! A catalogue in the format of SchemaStore, for editors.

use lattice_event_model::address::{self, Part, Variant};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::{
    CodegenError, FileSet,
    context::{ANY_EVENT, Context},
};

/// Path of the file, below the base address.
const PATH: &str = "schemastore.json";

#[derive(Serialize)]
struct SchemaStore {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: u32,
    schemas: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    description: String,
    #[serde(rename = "fileMatch", skip_serializing_if = "Vec::is_empty")]
    file_match: Vec<String>,
    url: String,
    versions: BTreeMap<String, String>,
}

/// Editors stop at draft-07, so the entries point to the twins.
pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let catalog = context.input.catalog;
    let mut schemas = vec![Entry {
        name: catalog.title.to_owned(),
        description: catalog.summary.to_owned(),
        file_match: vec![format!("*.{}.json", catalog.name)],
        url: context.address(&address::collection_alias_path(ANY_EVENT, Variant::Draft07)),
        versions: BTreeMap::from([(
            catalog.version.to_owned(),
            context.address(&address::collection_path(ANY_EVENT, catalog.version, Variant::Draft07)),
        )]),
    }];
    for event in &context.events {
        let definition = event.entry.definition;
        schemas.push(Entry {
            name: format!("{} event", definition.event_type()),
            description: event.summary().to_owned(),
            file_match: vec![format!("*.{}.{}.json", definition.slug(), catalog.name)],
            url: context.address(&event.alias_path(Part::Event, Variant::Draft07)),
            versions: BTreeMap::from([(
                definition.version.to_owned(),
                context.address(&event.schema_path(Part::Event, Variant::Draft07)),
            )]),
        });
    }
    let store =
        SchemaStore { schema: "https://json.schemastore.org/schema-catalog.json", version: 1, schemas };
    files.add_json(PATH, &store)
}
