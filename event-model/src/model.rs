//! What a schema says, without its keywords.
//!
//! [`Model::read`] is the only reader of JSON Schema keywords. Emitters and
//! rules work on records, fields and enumerations; what the reader does not
//! understand is [`Shape::Opaque`], and its values are never judged.

mod outline;
mod read;
mod visit;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

pub use self::{
    outline::{Possibility, outline},
    visit::{Place, Visit, visit, visit_places},
};

/// The types of one schema.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Name of the outermost type.
    pub root: String,
    /// All types by name, the outermost included.
    pub types: BTreeMap<String, TypeDefinition>,
}

/// A named type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeDefinition {
    /// Its name: `HostStarted`.
    pub name: String,
    /// What it is, in Markdown.
    pub documentation: String,
    /// Values for documentation and tests.
    pub examples: Vec<Value>,
    /// Since when, until when, and what to use in its place.
    pub lifetime: Lifetime,
    /// What it looks like.
    pub kind: TypeKind,
    /// What the strict variant adds, as JSON Schema keywords.
    pub demands: Map<String, Value>,
}

/// The kinds of named types.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeKind {
    /// An object with known fields.
    Record(Record),
    /// A text with known values.
    Enumeration(Enumeration),
    /// One of several records, told apart by a field.
    Union(Union),
    /// Another name for a shape, such as a text with a grammar.
    Alias(Shape),
}

/// An object with known fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// The fields, in the order of the struct.
    pub fields: Vec<Field>,
    /// Whether other fields are allowed.
    pub open: bool,
}

impl Record {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// What it means, in Markdown.
    pub documentation: String,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// What it holds.
    pub shape: Shape,
    /// Since when, until when, and what to use in its place.
    pub lifetime: Lifetime,
    /// Values for documentation.
    pub examples: Vec<Value>,
    /// What the strict variant adds, as JSON Schema keywords.
    pub demands: Map<String, Value>,
}

/// When something came, when it went, and what to use in its place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lifetime {
    /// The producer version that introduced it.
    pub since: Option<String>,
    /// The last producer version that sent it.
    pub until: Option<String>,
    /// Set where it is deprecated.
    pub deprecation: Option<Deprecation>,
}

/// Why something should not be used any more.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Deprecation {
    /// Since which producer version.
    pub since: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// The field to use in its place.
    pub replacement: Option<String>,
}

/// A text with known values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enumeration {
    /// The known values, in the order of the enum.
    pub values: Vec<EnumerationValue>,
    /// Whether other values are allowed.
    pub open: bool,
}

/// A known value of an enumeration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnumerationValue {
    /// The value on the wire.
    pub value: String,
    /// What it means.
    pub documentation: String,
}

/// One of several records, told apart by the text in a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// Name of the field that tells them apart.
    pub tag: String,
    /// The records, by the value of the tag.
    pub variants: Vec<Variant>,
    /// The record for every other value of the tag, if others are allowed.
    pub fallback: Option<String>,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The value of the tag.
    pub value: String,
    /// Name of the record.
    pub record: String,
}

/// What a value looks like.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// `true` or `false`.
    Boolean,
    /// A whole number within bounds. They go beyond 64 bits where the schema has none.
    Integer {
        /// Smallest value.
        minimum: i128,
        /// Largest value.
        maximum: i128,
    },
    /// Any number.
    Number,
    /// A text.
    Text {
        /// The JSON Schema format: `date-time`, `uri`.
        format: Option<String>,
    },
    /// Exactly one value.
    Constant(Value),
    /// A list.
    List(Box<Shape>),
    /// An object whose names are data.
    Map(Box<Shape>),
    /// A named type of the same model.
    Reference(String),
    /// Anything, or something that this model cannot say.
    Opaque,
}

impl Model {
    /// Reads a schema: canonical, strict, draft-07 or a source document.
    pub fn read(schema: &Value) -> Self {
        read::read(schema)
    }

    /// The outermost type.
    pub fn root_type(&self) -> Option<&TypeDefinition> {
        self.types.get(&self.root)
    }

    /// The record that a shape is or refers to.
    pub fn record(&self, shape: &Shape) -> Option<&Record> {
        match shape {
            Shape::Reference(name) => match &self.types.get(name)?.kind {
                TypeKind::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }
}
