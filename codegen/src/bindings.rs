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
mod language;
pub mod name;
mod render;
mod rust;
mod view;

use std::collections::BTreeMap;

pub(crate) use self::render::render;
pub use self::{
    language::{Check, Files, Install, Language, Named, Program, Scope, Slot, Template, Verification},
    view::{
        EventView, ExampleView, FieldView, PackageView, ParameterView, PublisherView, StatusView, TypeView,
        ValueView, VariantView,
    },
};

/// The folder of the packages, below the base address.
pub const FOLDER: &str = "bindings";

/// The languages in which packages are made, in the order of their folders.
pub const LANGUAGES: &[&Language] = &[&rust::RUST];

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
}
