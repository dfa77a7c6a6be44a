//! Data and event schemas in all renderings, their aliases, and the schemas of
//! the whole catalogue.

use lattice_event_model::{
    address::{self, Part, Variant},
    schema,
};
use serde_json::Value;

use crate::{CodegenError, FileSet, context::Context};

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    for event in &context.events {
        for part in Part::ALL {
            let canonical = schema::canonical(event.source(part));
            for variant in Variant::ALL {
                let path = event.schema_path(part, variant);
                let rendering = render(event.source(part), &canonical, variant, &context.address(&path));
                // The alias has the bytes and the `$id` of the version to which it points.
                files.add_json_twice([event.alias_path(part, variant), path], &rendering)?;
            }
        }
    }
    for document in &context.documents {
        let canonical = schema::canonical(&document.schema);
        for variant in Variant::ALL {
            let path = address::collection_path(&document.name, &document.version, variant);
            let rendering = render(&document.schema, &canonical, variant, &context.address(&path));
            let alias = address::collection_alias_path(&document.name, variant);
            files.add_json_twice([alias, path], &rendering)?;
        }
    }
    Ok(())
}

fn render(source: &Value, canonical: &Value, variant: Variant, id: &str) -> Value {
    match variant {
        Variant::Canonical => canonical.clone(),
        Variant::Draft07 => schema::draft07(canonical, id),
        Variant::Strict => schema::strict(source, id),
    }
}
