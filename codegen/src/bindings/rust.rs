//! Rust, a second time: types that typify makes of the published schemas alone.

mod documentation;
mod finish;
mod lock;
mod published;
mod tables;
mod typify;
mod view;

use super::{
    language::{Check, Files, FirstProgram, Language, Named, Program, Template, Verification},
    name::{NameRule, shouty, snake, trailing_underscore, upper_camel},
    view::PackageView,
};
use crate::CodegenError;

macro_rules! template {
    ($path:literal) => {
        include_str!(concat!("../../templates/bindings/rust/", $path))
    };
}

/// The crate for those who want no dependency of ours.
pub(super) const RUST: Language = Language {
    name: "rust",
    title: "Rust",
    registry: "crate",
    templates: &[
        Template::package("Cargo.toml", template!("Cargo.toml.j2")),
        Template::package("README.md", template!("README.md.j2")),
        Template::verbatim("clippy.toml", template!("clippy.toml")),
        Template::verbatim("rustfmt.toml", template!("rustfmt.toml")),
        Template::package("src/lib.rs", template!("src/lib.rs.j2")),
        Template::verbatim("src/check.rs", template!("src/check.rs")),
        Template::package("src/cloudevents.rs", template!("src/cloudevents.rs.j2")),
        Template::package("src/enumerations.rs", template!("src/enumerations.rs.j2")),
        Template::verbatim("src/envelope.rs", template!("src/envelope.rs")),
        Template::verbatim("src/error.rs", template!("src/error.rs")),
        Template::package("src/events.rs", template!("src/events.rs.j2")),
        Template::verbatim("src/message.rs", template!("src/message.rs")),
        Template::verbatim("src/nats.rs", template!("src/nats.rs")),
        Template::verbatim("src/news.rs", template!("src/news.rs")),
        Template::verbatim("src/nullable.rs", template!("src/nullable.rs")),
        Template::verbatim("src/publish.rs", template!("src/publish.rs")),
        Template::package("src/schemas.rs", template!("src/schemas.rs.j2")),
        Template::verbatim("src/subject.rs", template!("src/subject.rs")),
        Template::package("src/tables.rs", template!("src/tables.rs.j2")),
        Template::package("src/time.rs", template!("src/time.rs.j2")),
        Template::package("src/unions.rs", template!("src/unions.rs.j2")),
        Template::package("src/validate.rs", template!("src/validate.rs.j2")),
        Template::event("schemas/{{ event.slug }}.schema.json", template!("schemas/event.schema.json.j2")),
        Template::package("examples/data.json", template!("examples/data.json.j2")),
        Template::package("examples/event.json", template!("examples/event.json.j2")),
        Template::package("examples/nats.rs", template!("examples/nats.rs.j2")),
        Template::verbatim("tests/exact/mod.rs", template!("tests/exact/mod.rs")),
        Template::package("tests/interface.rs", template!("tests/interface.rs.j2")),
        Template::package("tests/vectors.rs", template!("tests/vectors.rs.j2")),
    ],
    types: NameRule { case: upper_camel, prefix: "Type", reserved: &[], escape: trailing_underscore },
    fields: NameRule { case: snake, prefix: "field", reserved: NO_FIELDS, escape: trailing_underscore },
    values: NameRule { case: shouty, prefix: "VALUE", reserved: &["KNOWN"], escape: trailing_underscore },
    constants: NameRule { case: shouty, prefix: "CONSTANT", reserved: &[], escape: trailing_underscore },
    own_types: OWN_TYPES,
    expressions: |slot, named| vec![("table", tables::shape(slot.shape, named))],
    documentation: documentation::documentation,
    quote: |text| format!("{text:?}"),
    context: view::context,
    files,
    verification: Verification {
        first_program: Some(FirstProgram {
            fence: "rust,no_run",
            file: "{tools}/first-program/src/main.rs",
            project: &[("../Cargo.toml", include_str!("rust/first-program.toml"))],
            // The same versions as the package is checked with.
            prepare: &[
                &["cp", "{package}/Cargo.lock", "../Cargo.lock"],
                &["cargo", "add", "--quiet", "--path", "{package}"],
                &["cargo", "build"],
            ],
            command: &["cargo", "run", "--quiet"],
        }),
        programs: &[
            Program {
                command: &["cargo", "fmt", "--version"],
                install: "rustfmt: `rustup component add rustfmt`",
            },
            Program {
                command: &["cargo", "clippy", "--version"],
                install: "Clippy: `rustup component add clippy`",
            },
        ],
        environment: &[
            // All catalogues share what their dependencies become. Nobody debugs it.
            ("CARGO_TARGET_DIR", "{tools}/target"),
            ("CARGO_PROFILE_DEV_DEBUG", "false"),
            ("CARGO_INCREMENTAL", "0"),
            ("RUSTDOCFLAGS", "-D warnings"),
        ],
        installs: &[],
        checks: &[
            Check::new("formatting", &["cargo", "fmt", "--check"]),
            Check::new(
                "lints",
                &["cargo", "clippy", "--locked", "--all-targets", "--all-features", "--", "-D", "warnings"],
            ),
            Check::new("lints of the core", &["cargo", "clippy", "--locked", "--", "-D", "warnings"]),
            Check::new(
                "lints of publish",
                &["cargo", "clippy", "--locked", "--features", "publish", "--", "-D", "warnings"],
            )
            .main_catalog_only(),
            Check::new(
                "lints of validate",
                &["cargo", "clippy", "--locked", "--features", "validate", "--", "-D", "warnings"],
            )
            .main_catalog_only(),
            Check::new(
                "lints of cloudevents",
                &["cargo", "clippy", "--locked", "--features", "cloudevents", "--", "-D", "warnings"],
            )
            .main_catalog_only(),
            Check::new("documentation", &["cargo", "doc", "--locked", "--no-deps", "--all-features"]),
            Check::new("tests", &["cargo", "test", "--locked", "--all-features"]).with_vectors(),
            Check::new("tests of the core", &["cargo", "test", "--locked"]).main_catalog_only(),
            Check::new("packing", &["cargo", "package", "--locked", "--allow-dirty"]).main_catalog_only(),
        ],
    },
};

/// Keywords, and the field of all that is unknown.
const NO_FIELDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "extra", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// What the crate calls its own, and what every Rust program knows.
const OWN_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Default",
    "Deserialize",
    "Envelope",
    "Err",
    "Event",
    "EventData",
    "EventDescription",
    "From",
    "Into",
    "Map",
    "Message",
    "None",
    "Nullable",
    "Number",
    "Ok",
    "Option",
    "ParseError",
    "PublishError",
    "Result",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Subject",
    "SubjectError",
    "TryFrom",
    "UnknownEvent",
    "Value",
    "ValueError",
    "Vec",
];

/// What stands before the types.
const HEAD: &str = "\
// SPDX-License-Identifier: Apache-2.0
// Generated by `cargo xtask gen`. Do not edit.

//! The data of events. The types are made by typify from the published JSON Schemas.

pub use crate::unions::*;

";

/// The types, and the lock file.
fn files(package: &PackageView, named: &Named<'_>) -> Result<Files, CodegenError> {
    let types = typify::types(package, named)?;
    Ok(vec![
        ("src/types.rs".to_owned(), format!("{HEAD}{types}")),
        ("Cargo.lock".to_owned(), lock::lock(package)),
    ])
}
