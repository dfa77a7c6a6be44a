//! What a language is.

use std::fmt;

use lattice_event_model::model::Shape;
use minijinja::Value;

use super::{name::NameRule, view::PackageView};
use crate::CodegenError;

/// A language in which packages are made: the decisions that are not layout.
pub struct Language {
    /// Name of its folder, and what `cargo xtask verify` calls it: `typescript`.
    pub name: &'static str,
    /// What people call it: `TypeScript`.
    pub title: &'static str,
    /// The registry whose package name it takes: `npm`.
    pub registry: &'static str,
    /// The files of a package.
    pub templates: &'static [Template],
    /// How types are called.
    pub types: NameRule,
    /// How fields are called.
    pub fields: NameRule,
    /// How the known values of an enumeration are called, within their enumeration.
    pub values: NameRule,
    /// How constants are called, such as that of an event's type.
    pub constants: NameRule,
    /// Names of types that the templates themselves use. No event's type gets one.
    pub own_types: &'static [&'static str],
    /// Expressions for a place that holds a value, by the name under which templates
    /// find them in a field or type: `type`, `decode`, `table`.
    pub expressions: fn(&Slot<'_>, &Named<'_>) -> Vec<(&'static str, String)>,
    /// Makes a text in Markdown safe to stand in a comment.
    pub documentation: fn(&str) -> String,
    /// A text as a literal, quotation marks included.
    pub quote: fn(&str) -> String,
    /// What the templates of this language want to know beside the package.
    pub context: fn(&PackageView) -> Value,
    /// Files that no template makes: path and text.
    pub files: fn(&PackageView, &Named<'_>) -> Result<Files, CodegenError>,
    /// How a package is verified.
    pub verification: Verification,
}

/// Files of a package: path and text.
pub type Files = Vec<(String, String)>;

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Language").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A file of a package, or one file for each event or type.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Path of the file in the package, a template itself.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
    /// What there is a file for.
    pub scope: Scope,
    /// What is done with the text in the end, such as wrapping its lines.
    pub finish: Option<fn(String) -> String>,
}

/// What there is a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One, as it stands: nothing is filled in, but for its path.
    Verbatim,
    /// One, with `package`, and what [`Language::context`] gives as `language`.
    Package,
    /// One for each event, which is `event` beside the others.
    Event,
    /// One for each type of these kinds (`record`, `enumeration`, `union`,
    /// `alias`), which is `type` beside the others.
    Type(&'static [&'static str]),
}

impl Template {
    /// A file that is the same for every catalogue.
    pub const fn verbatim(path: &'static str, text: &'static str) -> Self {
        Self { path, text, scope: Scope::Verbatim, finish: None }
    }

    /// A file with `package`.
    pub const fn package(path: &'static str, text: &'static str) -> Self {
        Self { path, text, scope: Scope::Package, finish: None }
    }

    /// A file for each event.
    pub const fn event(path: &'static str, text: &'static str) -> Self {
        Self { path, text, scope: Scope::Event, finish: None }
    }

    /// A file for each type of some kinds.
    pub const fn each_type(kinds: &'static [&'static str], path: &'static str, text: &'static str) -> Self {
        Self { path, text, scope: Scope::Type(kinds), finish: None }
    }

    /// The same, with a last step.
    pub const fn finished_by(self, finish: fn(String) -> String) -> Self {
        Self { finish: Some(finish), ..self }
    }
}

/// A place that holds a value.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// What it holds.
    pub shape: &'a Shape,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
}

/// The names that a language has given to the types of a catalogue, and what
/// the types are.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub(crate) blueprint: &'a super::blueprint::Blueprint<'a>,
    pub(crate) types: &'a std::collections::BTreeMap<String, String>,
}

impl<'a> Named<'a> {
    /// What the language calls a type of the model.
    pub fn type_name(&self, wire: &str) -> &'a str {
        self.types.get(wire).map_or("", String::as_str)
    }

    /// What a type of the model is.
    pub fn kind(&self, wire: &str) -> Option<&'a lattice_event_model::model::TypeKind> {
        self.blueprint.types.get(wire).map(|definition| &definition.kind)
    }
}

/// How a package is verified: data, run by `cargo xtask verify`.
///
/// In commands, paths and values, `{tools}` is the folder in which the tools
/// of the language are installed, `{package}` the copy of the package that is
/// verified (`{tools}/<catalogue>`). Commands run in the package, unless they
/// say otherwise. They get `LATTICE_VECTORS` and `LATTICE_VECTORS_RESULT`.
#[derive(Debug, Clone, Copy)]
pub struct Verification {
    /// Programs that must be there already.
    pub programs: &'static [Program],
    /// Variables of the environment of every command.
    pub environment: &'static [(&'static str, &'static str)],
    /// What is installed into `{tools}`, one after the other.
    pub installs: &'static [Install],
    /// What is checked, one after the other.
    pub checks: &'static [Check],
    /// The first program of the package's page.
    pub first_program: Option<FirstProgram>,
}

/// The first program of a package's page. It reads events from NATS and prints
/// at least a line for each. It is pasted as it stands, but for the port.
#[derive(Debug, Clone, Copy)]
pub struct FirstProgram {
    /// What the fence around it says: `ts`.
    pub fence: &'static str,
    /// The file to which it is pasted. Its folder is a project of a user's.
    pub file: &'static str,
    /// Other files of that project: path, and text in which places are filled in.
    pub project: &'static [(&'static str, &'static str)],
    /// Commands that make it ready, run in the project.
    pub prepare: &'static [&'static [&'static str]],
    /// The command that runs it, in the project.
    pub command: &'static [&'static str],
}

/// A program that must be there already.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The command that shows whether it is: `["node", "--version"]`.
    pub command: &'static [&'static str],
    /// What to install, and how: `Node.js 20 or newer`.
    pub install: &'static str,
}

/// Something that is installed into the folder of tools once, and again where
/// one of its files has changed.
#[derive(Debug, Clone, Copy)]
pub struct Install {
    /// What it is, for people: `packages of npm`.
    pub title: &'static str,
    /// Files of the package that are copied into `{tools}` before, and that decide
    /// whether it is installed again.
    pub files: &'static [&'static str],
    /// The command, run in `{tools}`.
    pub command: &'static [&'static str],
}

/// Something that is checked.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// What it is, for people: `types`.
    pub title: &'static str,
    /// The command. It fails where something is wrong, or, with
    /// [`silent`](Self::silent), where it prints something.
    pub command: &'static [&'static str],
    /// The folder in which it runs; the package where it is empty.
    pub folder: &'static str,
    /// Whether it must print nothing, as `gofmt -l`.
    pub silent: bool,
    /// Whether it runs the vectors, and writes how many.
    pub vectors: bool,
    /// Whether it is also run on packages of other catalogues.
    pub every_catalog: bool,
}

impl Check {
    /// A check that fails by its exit code, in the package.
    pub const fn new(title: &'static str, command: &'static [&'static str]) -> Self {
        Self { title, command, folder: "", silent: false, vectors: false, every_catalog: true }
    }

    /// The same in a folder.
    pub const fn within(self, folder: &'static str) -> Self {
        Self { folder, ..self }
    }

    /// The same, failing where something is printed.
    pub const fn silent(self) -> Self {
        Self { silent: true, ..self }
    }

    /// The same, which runs the vectors.
    pub const fn with_vectors(self) -> Self {
        Self { vectors: true, ..self }
    }

    /// The same, only for the first catalogue.
    pub const fn main_catalog_only(self) -> Self {
        Self { every_catalog: false, ..self }
    }
}
