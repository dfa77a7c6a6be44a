//! `cargo xtask new`: one file and its line in the list.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail, ensure};

use crate::workspace;

const EVENT: &str = include_str!("../templates/event.rs.txt");
const RULE: &str = include_str!("../templates/rule.rs.txt");

/// Scaffolds an event in this workspace.
pub(crate) fn event(family: &str, name: &str) -> anyhow::Result<ExitCode> {
    let file = scaffold_event(&workspace::root(), family, name)?;
    println!("wrote {}", shown(&file));
    println!("added its line to schema-src/src/events.rs");
    println!("\nNext: replace every FILL IN, then run `cargo xtask gen` and `cargo xtask test`.");
    Ok(ExitCode::SUCCESS)
}

/// Scaffolds a rule in this workspace.
pub(crate) fn rule(name: &str) -> anyhow::Result<ExitCode> {
    let file = scaffold_rule(&workspace::root(), name)?;
    println!("wrote {}", shown(&file));
    println!("added its line to linter/src/rules.rs");
    println!("\nNext: replace every FILL IN, then run `cargo test -p lattice-linter` and `cargo xtask gen`.");
    Ok(ExitCode::SUCCESS)
}

/// Writes the file of a new event and its line in the catalogue.
///
/// # Errors
///
/// If the name is taken or no event name, the family is unknown, or a file
/// cannot be read or written.
pub fn scaffold_event(root: &Path, family: &str, name: &str) -> anyhow::Result<PathBuf> {
    ensure!(
        is_name(name, '_'),
        "`{name}` is no event name: write lower-case words joined by `_`, such as `host_paused`"
    );
    let families_path = root.join("schema-src/src/families.rs");
    let families = family_constants(&read(&families_path)?);
    let Some((_, constant)) = families.iter().find(|(known, _)| known == family) else {
        let known: Vec<_> = families.iter().map(|(name, _)| name.as_str()).collect();
        bail!(
            "there is no family `{family}`: choose one of {}, or add it to schema-src/src/families.rs",
            known.join(", ")
        );
    };
    let struct_name = camel_case(name);
    let text = EVENT
        .replace("{struct_name}", &struct_name)
        .replace("{name}", name)
        .replace("{family}", constant)
        .replace("{since}", env!("CARGO_PKG_VERSION"));

    let list_path = root.join("schema-src/src/events.rs");
    let list = read(&list_path)?;
    let line = format!("    {name}::{struct_name},");
    let end_of_family = last_of_family(root, &list, constant)?;
    let list = insert_line(&list, &line, end_of_family.as_deref(), "catalog! {")
        .with_context(|| format!("failed to add a line to {}", list_path.display()))?;

    let file = root.join(format!("schema-src/src/events/{name}.rs"));
    create(&file, &text)?;
    replace(&list_path, &list)?;
    Ok(file)
}

/// Writes the file of a new rule and its line in the list of rules.
///
/// # Errors
///
/// If the name is taken or no rule name, or a file cannot be read or written.
pub fn scaffold_rule(root: &Path, name: &str) -> anyhow::Result<PathBuf> {
    ensure!(
        is_name(name, '-'),
        "`{name}` is no rule name: write lower-case words joined by `-`, such as `empty-host-id`"
    );
    let module = name.replace('-', "_");
    let text = RULE.replace("{name}", name).replace("{since}", env!("CARGO_PKG_VERSION"));
    let list_path = root.join("linter/src/rules.rs");
    let list = read(&list_path)?;
    let line = format!("    {module},");
    // The list is sorted: the new line comes after the last one that is smaller.
    let smaller = list_lines(&list, "rules! {").into_iter().rfind(|known| **known < *line).map(str::to_owned);
    let list = insert_line(&list, &line, smaller.as_deref(), "rules! {")
        .with_context(|| format!("failed to add a line to {}", list_path.display()))?;

    let file = root.join(format!("linter/src/rules/{module}.rs"));
    create(&file, &text)?;
    replace(&list_path, &list)?;
    Ok(file)
}

/// Names of families and of their constants, as `families.rs` declares them.
fn family_constants(source: &str) -> Vec<(String, String)> {
    let mut constants = Vec::new();
    let mut current = None;
    for line in source.lines() {
        if let Some(rest) = line.strip_prefix("pub const ") {
            current = rest.split_once(": Family =").map(|(name, _)| name.to_owned());
        }
        let name = line.trim().strip_prefix("name: \"").and_then(|rest| rest.strip_suffix("\","));
        if let (Some(name), Some(constant)) = (name, current.take_if(|_| name.is_some())) {
            constants.push((name.to_owned(), constant));
        }
    }
    constants
}

/// The line of the last event of a family, so that families stay together.
fn last_of_family(root: &Path, list: &str, constant: &str) -> anyhow::Result<Option<String>> {
    let mut last = None;
    for line in list_lines(list, "catalog! {") {
        let Some((module, _)) = line.trim().split_once("::") else { continue };
        let source = read(&root.join(format!("schema-src/src/events/{module}.rs")))?;
        if source.contains(&format!("family: &families::{constant},")) {
            last = Some(line.to_owned());
        }
    }
    Ok(last)
}

fn list_lines<'s>(source: &'s str, opening: &str) -> Vec<&'s str> {
    source
        .lines()
        .skip_while(|line| *line != opening)
        .skip(1)
        .take_while(|line| *line != "}")
        .filter(|line| line.trim_end().ends_with(','))
        .collect()
}

/// Inserts a line after another one of a list, or at its beginning.
fn insert_line(source: &str, line: &str, after: Option<&str>, opening: &str) -> anyhow::Result<String> {
    ensure!(!source.lines().any(|known| known == line), "it is listed already");
    let after = after.unwrap_or(opening);
    let mut text = String::with_capacity(source.len() + line.len() + 1);
    let mut inserted = false;
    for known in source.lines() {
        writeln!(text, "{known}")?;
        if !inserted && known == after {
            writeln!(text, "{line}")?;
            inserted = true;
        }
    }
    ensure!(inserted, "there is no line `{after}`");
    Ok(text)
}

fn is_name(name: &str, separator: char) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split(separator).all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        })
        .collect()
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))
}

fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut file = fs::File::create_new(path)
        .with_context(|| format!("failed to create {}: is the name taken?", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("failed to write {}", path.display()))
}

fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a source file under version control, rewritten on request"
    )]
    fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(workspace::root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::{camel_case, family_constants, insert_line, is_name};

    #[test]
    fn names_are_words_joined_by_the_separator() {
        assert!(is_name("host_paused", '_') && is_name("linkdef_set2", '_') && is_name("empty-host-id", '-'));
        for bad in ["", "Host", "host__x", "_host", "host_", "host-paused", "hôte", "1host", "../x"] {
            assert!(!is_name(bad, '_'), "{bad}");
        }
        assert_eq!(camel_case("host_paused_2"), "HostPaused2");
    }

    #[test]
    fn families_are_found_in_their_source() {
        let families = family_constants(include_str!("../../schema-src/src/families.rs"));
        let known: Vec<_> =
            lattice_events::families::ALL.iter().map(|family| family.name.to_owned()).collect();
        assert_eq!(families.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), known);
    }

    #[test]
    fn a_line_is_inserted_once() {
        let list = "catalog! {\n    a::A,\n    b::B,\n}\n";
        let longer = insert_line(list, "    c::C,", Some("    a::A,"), "catalog! {").unwrap();
        assert_eq!(longer, "catalog! {\n    a::A,\n    c::C,\n    b::B,\n}\n");
        assert!(insert_line(&longer, "    c::C,", None, "catalog! {").is_err());
    }
}
