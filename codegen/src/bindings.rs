//! Packages for other languages, made from the [`Model`]s of a catalogue.
//!
//! A language is a [`Language`]: a list of templates, and the decisions that
//! templates must not make: names, types, escaping. All of them get the same
//! [`PackageView`]. Adding one takes a folder of templates, a descriptor in
//! `bindings/`, and a line in [`LANGUAGES`].
//!
//! [`Model`]: lattice_event_model::model::Model

mod blueprint;
mod comment;
mod go;
mod java;
mod language;
pub mod name;
mod python;
mod render;
mod rust;
mod typescript;
mod view;

use std::collections::BTreeMap;

use crate::{CodegenError, context::Context};

pub(crate) use self::render::render;
pub use self::{
    language::{
        Check, Files, FirstProgram, Install, Language, Named, Program, Scope, Slot, Template, Verification,
    },
    view::{
        EventView, ExampleView, FieldView, PackageView, ParameterView, PublisherView, StatusView, TypeView,
        ValueView, VariantView,
    },
};

/// The folder of the packages, below the base address.
pub const FOLDER: &str = "bindings";

/// The languages in which packages are made, in the order of their folders.
pub const LANGUAGES: &[&Language] =
    &[&typescript::TYPESCRIPT, &python::PYTHON, &go::GO, &java::JAVA, &rust::RUST];

/// The packages that are made of a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Packages<'a> {
    /// The languages.
    pub languages: &'a [&'a Language],
    /// Names of the packages, by [`Language::registry`].
    pub names: &'a BTreeMap<String, String>,
    /// What the packages call any event of the catalogue: `LatticeEvent`.
    pub event_union: &'a str,
    /// The licence of the packages, as SPDX has it.
    pub licence: &'a str,
    /// The text of the licence, which goes into every package.
    pub licence_text: &'a str,
}

/// What a package calls the events, for pages.
pub(crate) struct EventNames {
    /// What people call the language.
    pub(crate) language: &'static str,
    /// Name of the package.
    pub(crate) package: String,
    /// Path of its first page.
    pub(crate) readme: String,
    /// The types of whole events, by the last part of the events' `type`.
    pub(crate) types: BTreeMap<&'static str, String>,
}

/// What every package calls the events.
///
/// # Errors
///
/// [`CodegenError::PackageName`], if a language has no name for its package.
pub(crate) fn event_names(context: &Context<'_>) -> Result<Vec<EventNames>, CodegenError> {
    let Some(packages) = &context.input.packages else { return Ok(Vec::new()) };
    let blueprint = blueprint::Blueprint::new(context)?;
    let names = packages.languages.iter().map(|language| {
        let types = render::type_names(&blueprint, packages, language);
        let type_of = |data: &str| types.get(&render::event_name(data)).cloned().unwrap_or_default();
        Ok(EventNames {
            language: language.title,
            package: render::package_name(packages, language)?.to_owned(),
            readme: format!("{FOLDER}/{}/README.md", language.name),
            types: context
                .events
                .iter()
                .map(|event| (event.entry.definition.name, type_of(&event.model.root)))
                .collect(),
        })
    });
    names.collect()
}
