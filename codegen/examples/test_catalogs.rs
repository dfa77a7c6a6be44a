//! Writes everything of the test catalogues, so that their packages can be
//! compiled: `cargo run --example test_catalogs -- DIR`.

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use lattice_codegen::{
    Input, LinterDocumentation,
    bindings::{LANGUAGES, Packages},
    generate,
};
use lattice_event_model::catalog::CatalogDefinition;

#[path = "../tests/every_shape/mod.rs"]
mod every_shape;
#[path = "../tests/hostile_names/mod.rs"]
mod hostile_names;
#[path = "../tests/shop/mod.rs"]
mod shop;

/// The catalogues, each with what its packages call any of its events.
const CATALOGS: &[(&CatalogDefinition, &str)] = &[
    (&every_shape::CATALOG, "ShapeEvent"),
    (&hostile_names::CATALOG, "HostileEvent"),
    (&shop::CATALOG, "ShopEvent"),
];

fn main() -> ExitCode {
    let Some(out) = std::env::args_os().nth(1) else {
        eprintln!("usage: test_catalogs DIR");
        return ExitCode::from(2);
    };
    for (catalog, event_union) in CATALOGS {
        if let Err(error) = write(catalog, event_union, &Path::new(&out).join(catalog.name)) {
            eprintln!("error: {}: {error}", catalog.name);
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn write(
    catalog: &CatalogDefinition,
    event_union: &str,
    folder: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let name = catalog.name;
    let names = BTreeMap::from([
        ("npm".to_owned(), format!("@example/{name}")),
        ("pypi".to_owned(), format!("example-{name}")),
        ("go".to_owned(), format!("example.com/{name}")),
        ("maven".to_owned(), format!("com.example.{}:{name}", name.replace('-', "."))),
        ("crate".to_owned(), format!("{name}-types")),
    ]);
    let files = generate(&Input {
        catalog,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: Some(Packages {
            languages: LANGUAGES,
            names: &names,
            event_union,
            licence: "Apache-2.0",
            licence_text: include_str!("../../LICENSE"),
        }),
    })?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, bytes) in files.iter() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        #[expect(clippy::disallowed_methods, reason = "files of a build, made anew each time")]
        fs::write(path, bytes)?;
    }
    Ok(())
}
