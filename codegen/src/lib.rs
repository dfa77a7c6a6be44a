//! From a catalogue of events to the files that are published.
//!
//! [`generate`] is a pure function: a catalogue and the documentation of the
//! linter's rules go in, a [`FileSet`] comes out. Emitters know no event and
//! read no schema keyword; they work on the
//! [`Model`](lattice_event_model::model::Model).

pub mod bindings;
pub mod conformance;
mod context;
mod emit;
mod file_set;
mod linter;
pub mod markdown;
pub mod vectors;

use lattice_event_model::{catalog::CatalogDefinition, schema::SchemaError};
use serde_json::Value;

pub use self::{
    file_set::{CHECKSUMS, FileSet},
    linter::{
        LinterDocumentation, PlaceholderDocumentation, RuleDocumentation, RuleGroup, StatementDocumentation,
        StatementTable, ThresholdDocumentation,
    },
};

/// All that the output depends on.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The events.
    pub catalog: &'a CatalogDefinition,
    /// The linter's rules, and what goes with them.
    pub linter: LinterDocumentation<'a>,
    /// Schemas of other documents that are published beside the events'.
    pub documents: &'a [DocumentSchema],
    /// Pages that were written by hand.
    pub guides: &'a [Guide<'a>],
    /// The Rust crate that holds the structs of the catalogue, for snippets.
    pub rust_crate: Option<RustCrate<'a>>,
    /// `data` of events that property generators made, for the vectors.
    pub samples: &'a [vectors::Sample],
    /// The packages for other languages, if any are made.
    pub packages: Option<bindings::Packages<'a>>,
}

/// A page that was written by hand. It goes through the same hands as all
/// other texts, so that it renders everywhere.
#[derive(Debug, Clone, Copy)]
pub struct Guide<'a> {
    /// Its name in addresses: lower case, words joined by `-`.
    pub slug: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// What it tells, in at most 160 characters.
    pub description: &'a str,
    /// The family whose events are listed at its end.
    pub family: Option<&'a str>,
    /// Markdown, its headings from level two on. Relative links lead from
    /// `docs/guides/` to other published files.
    pub body: &'a str,
}

/// A Rust crate whose users read events with it.
#[derive(Debug, Clone, Copy)]
pub struct RustCrate<'a> {
    /// Its name in `Cargo.toml`: `lattice-events`.
    pub name: &'a str,
    /// The enum with one variant for each event, and `from_slice` to read one:
    /// `LatticeEvent`.
    pub event_enum: &'a str,
}

/// The schema of a document that is no event, such as a report.
#[derive(Debug, Clone)]
pub struct DocumentSchema {
    /// Its name in addresses: `report`.
    pub name: String,
    /// Semantic version of the document's format.
    pub version: String,
    /// What the document is, in one sentence.
    pub summary: String,
    /// The raw schema, as [`schema::derive`](lattice_event_model::schema::derive) makes it.
    pub schema: Value,
    /// One example.
    pub example: Value,
}

/// Something that cannot be published as it is.
#[derive(Debug, thiserror::Error)]
pub enum CodegenError {
    /// A struct's schema cannot be published.
    #[error("failed to derive the schema of {name}")]
    Schema {
        /// The event or document.
        name: String,
        /// Why.
        #[source]
        source: SchemaError,
    },
    /// An example is no JSON, or does not fit the schema beside which it is printed.
    #[error("example `{example}` of {event} does not fit its schema at `{pointer}`: {reason}")]
    Example {
        /// The event.
        event: String,
        /// The example.
        example: String,
        /// Where, as a JSON pointer into the example.
        pointer: String,
        /// What is wrong.
        reason: String,
    },
    /// A text is not portable Markdown.
    #[error("text of {place} cannot be printed: {reason}")]
    Markdown {
        /// Where the text comes from.
        place: String,
        /// What is wrong, and what to write in its place.
        reason: String,
    },
    /// A template does not render.
    #[error("failed to render `{path}`")]
    Template {
        /// The page.
        path: String,
        /// What minijinja said.
        #[source]
        source: minijinja::Error,
    },
    /// Two files have one path.
    #[error("two files are called `{path}`")]
    Path {
        /// The path.
        path: String,
    },
    /// A language has no name for its package.
    #[error("no package name for {language}: name one for the registry `{registry}`")]
    PackageName {
        /// The language.
        language: String,
        /// The registry.
        registry: String,
    },
    /// A package cannot be made.
    #[error("failed to make the package for {language}: {reason}")]
    Package {
        /// The language.
        language: String,
        /// What is wrong.
        reason: String,
    },
    /// A value has no JSON form.
    #[error("failed to write `{path}` as JSON")]
    Json {
        /// The file.
        path: String,
        /// What serde said.
        #[source]
        source: serde_json::Error,
    },
    /// The catalogue contradicts itself.
    #[error("{event} of the catalogue: {reason}")]
    Definition {
        /// The event.
        event: String,
        /// What is wrong.
        reason: String,
    },
}

/// Makes every file of a catalogue.
///
/// # Errors
///
/// [`CodegenError`], if something cannot be published as it is.
pub fn generate(input: &Input<'_>) -> Result<FileSet, CodegenError> {
    let context = context::Context::new(input)?;
    let mut files = FileSet::default();
    for emitter in emit::EMITTERS {
        (emitter.emit)(&context, &mut files)?;
    }
    files.seal();
    Ok(files)
}
