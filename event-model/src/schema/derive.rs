//! The raw schema of a struct, as schemars makes it.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// Derives the raw schema of a type, for what the type writes (not reads).
pub fn derive<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().into()
}
