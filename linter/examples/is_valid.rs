//! The yardstick of `cargo xtask bench`: reads lines of CloudEvents, parses each
//! with serde_json, and asks the `jsonschema` crate whether it follows the
//! schema of its type. Nothing else: no place, no message, no other rule.
//!
//! Usage: `is_valid CATALOGUE FILE`. Prints how many lines are valid.

use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
};

use jsonschema::{PatternOptions, Validator};
use lattice_event_model::catalog::{Catalog, Directory};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(catalog), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: is_valid CATALOGUE FILE".into());
    };
    let validators = validators(&Catalog::open(Directory::new(catalog))?)?;
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(file)?);
    let (mut valid, mut lines) = (0_u64, 0_u64);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let event: Value = serde_json::from_slice(&line)?;
        let validator = event["type"].as_str().and_then(|name| validators.get(name));
        valid += u64::from(validator.is_some_and(|validator| validator.is_valid(&event)));
        lines += 1;
        line.clear();
    }
    println!("{valid} of {lines} lines are valid");
    Ok(())
}

/// The validators of whole events, by type, compiled as the linter compiles its own.
fn validators(catalog: &Catalog) -> Result<HashMap<String, Validator>, Box<dyn Error>> {
    let mut validators = HashMap::new();
    for event in &catalog.file().events {
        let Some(version) = event.versions.first() else { continue };
        let schema = catalog.schema(&version.event.canonical)?;
        let validator =
            jsonschema::options().offline().with_pattern_options(PatternOptions::regex()).build(&schema)?;
        validators.insert(event.event_type.clone(), validator);
    }
    Ok(validators)
}
