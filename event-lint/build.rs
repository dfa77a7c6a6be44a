//! Embeds the published catalogue: `catalog.json` and the schemas that it lists.

use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let generated = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../generated");
    let catalog = generated.join("catalog.json");
    println!("cargo::rerun-if-changed={}", catalog.display());
    let text = fs::read_to_string(&catalog)
        .map_err(|error| format!("cannot read generated/catalog.json ({error}): run `cargo xtask gen`"))?;
    let parsed: serde_json::Value = serde_json::from_str(&text)?;

    let mut paths = vec!["catalog.json".to_owned()];
    for event in parsed["events"].as_array().into_iter().flatten() {
        for version in event["versions"].as_array().into_iter().flatten() {
            let path =
                version["data"]["canonical"]["path"].as_str().ok_or("a version without a data schema")?;
            paths.push(path.to_owned());
        }
    }

    let mut table = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for path in paths {
        let file = generated
            .join(&path)
            .canonicalize()
            .map_err(|error| format!("cannot read generated/{path} ({error}): run `cargo xtask gen`"))?;
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(table, "    ({path:?}, include_bytes!({:?})),", file.display().to_string())?;
    }
    table.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR")?).join("embedded.rs");
    #[expect(clippy::disallowed_methods, reason = "a build script writes into its own output directory")]
    fs::write(out, table)?;
    Ok(())
}
