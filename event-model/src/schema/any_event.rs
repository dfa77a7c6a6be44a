//! One schema for every event of a catalogue.

use serde_json::{Map, Value, json};

use super::{DRAFT_2020_12, SchemaError, event_schema};
use crate::catalog::CatalogDefinition;

/// The source document of the schema that any event of the catalogue fits.
///
/// # Errors
///
/// [`SchemaError::NameClash`], if two events use one name for different types.
pub fn any_event(catalog: &CatalogDefinition, id: &str) -> Result<Value, SchemaError> {
    let mut definitions: Map<String, Value> = Map::new();
    let mut options = Vec::new();
    let mut examples = Vec::new();
    for entry in catalog.events {
        let mut event = event_schema(catalog, entry)?;
        let name = format!("{}Event", entry.rust_name);
        options.push(json!({ "$ref": format!("#/$defs/{name}") }));
        if let Some(object) = event.as_object_mut() {
            for keyword in ["$schema", "$id"] {
                object.remove(keyword);
            }
            if let Some(Value::Array(list)) = object.remove("examples") {
                examples.extend(list.into_iter().next());
            }
            if let Some(Value::Object(inner)) = object.remove("$defs") {
                for (name, definition) in inner {
                    if definitions.get(&name).is_some_and(|known| *known != definition) {
                        return Err(SchemaError::NameClash { numbered: name.clone(), name });
                    }
                    definitions.insert(name, definition);
                }
            }
        }
        definitions.insert(name, event);
    }
    examples.truncate(3);
    Ok(json!({
        "$schema": DRAFT_2020_12,
        "$id": id,
        "title": "AnyEvent",
        "description": format!("Any event of the catalogue {}. Its `type` decides which schema applies.", catalog.name),
        "examples": examples,
        "oneOf": options,
        "$defs": definitions,
    }))
}
