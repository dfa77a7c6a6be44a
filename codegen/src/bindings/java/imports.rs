//! The imports of a file: those that it uses, and no others.

use std::collections::BTreeSet;

/// What generated code may use. The names are no names of types of a catalogue.
pub(super) const IMPORTABLE: &[(&str, &str)] = &[
    ("BigDecimal", "java.math.BigDecimal"),
    ("BigInteger", "java.math.BigInteger"),
    ("Consumer", "java.util.function.Consumer"),
    ("JsonNode", "com.fasterxml.jackson.databind.JsonNode"),
    ("JsonNodeFactory", "com.fasterxml.jackson.databind.node.JsonNodeFactory"),
    ("JsonValue", "com.fasterxml.jackson.annotation.JsonValue"),
    ("List", "java.util.List"),
    ("Map", "java.util.Map"),
    ("Nullable", "org.jspecify.annotations.Nullable"),
    ("Objects", "java.util.Objects"),
    ("OffsetDateTime", "java.time.OffsetDateTime"),
    ("Optional", "java.util.Optional"),
];

/// Adds what is missing among the imports, and sorts them. Static imports stay.
pub(super) fn add(text: &str) -> String {
    let Some(package) = text.find("\npackage ") else { return text.to_owned() };
    let Some(length) = text[package + 1..].find(";\n") else { return text.to_owned() };
    let (head, rest) = text.split_at(package + 1 + length + ";\n".len());
    let mut statics = String::new();
    let mut paths = BTreeSet::new();
    let mut body = rest.trim_start();
    while let Some((line, after)) = body.split_once('\n').filter(|(line, _)| line.starts_with("import ")) {
        if line.starts_with("import static ") {
            statics.push_str(line);
            statics.push('\n');
        } else {
            paths.insert(line.trim_start_matches("import ").trim_end_matches(';'));
        }
        body = after.trim_start();
    }
    let used = identifiers(body);
    paths.extend(IMPORTABLE.iter().filter(|(name, _)| used.contains(name)).map(|(_, path)| *path));
    let imports: String = paths.iter().map(|path| format!("import {path};\n")).collect();
    let parts = [head, &statics, &imports, body];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// The identifiers in code, without comments and texts.
fn identifiers(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut is_comment = false;
    for line in text.lines() {
        let start = line.trim_start();
        is_comment |= start.starts_with("/**");
        if !is_comment && !start.starts_with("//") {
            for code in code(line) {
                found.extend(code.split(|character: char| !character.is_alphanumeric() && character != '_'));
            }
        }
        is_comment &= !start.ends_with("*/");
    }
    found
}

/// The parts of a line outside of quotation marks.
fn code(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = Some(0);
    let mut is_escaped = false;
    for (at, character) in line.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = begin.is_none(),
            '"' => match begin.take() {
                Some(start) => parts.push(&line[start..at]),
                None => begin = Some(at + 1),
            },
            _ => {}
        }
    }
    parts.extend(begin.map(|start| &line[start..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn what_is_used_is_imported() {
        let text = "// x\n\npackage a;\n\n/** A List. */\nrecord A(Map<String, JsonNode> b) {\n  String c = \"\\\"Optional\" + d;\n}\n";
        let expected = "// x\n\npackage a;\n\nimport com.fasterxml.jackson.databind.JsonNode;\nimport java.util.Map;\n\n/** A List. */\n";
        assert!(add(text).starts_with(expected), "{}", add(text));
    }
}
