//! Declarations, laid out as the formatter of the language does it.

use super::literal;
use crate::bindings::comment::comment;

/// How long a line may be.
const WIDTH: usize = 80;

/// `export type Name = "a" | "b";`, on as many lines as it needs.
pub(super) fn union(head: &str, options: &[String]) -> String {
    let indent = " ".repeat(head.len() - head.trim_start().len() + 2);
    let flat = options.join(" | ");
    if head.len() + 1 + flat.len() < WIDTH {
        return format!("{head} {flat};");
    }
    // A single option has no bars, however long it is.
    if options.len() == 1 || indent.len() + flat.len() < WIDTH {
        return format!("{head}\n{indent}{flat};");
    }
    format!("{head}\n{indent}| {};", options.join(&format!("\n{indent}| ")))
}

/// A declaration of a type or a field: `readonly id?: HostId | null;`.
pub(super) fn declaration(head: &str, type_name: &str, nullable: bool) -> String {
    // `unknown` has `null` among its values.
    let options: Vec<String> = match type_name {
        "unknown" => vec![type_name.to_owned()],
        _ if nullable => vec![type_name.to_owned(), "null".to_owned()],
        _ => vec![type_name.to_owned()],
    };
    let line = format!("{head} {};", options.join(" | "));
    let is_field = head.starts_with(' ');
    if line.len() <= WIDTH {
        line
    } else if type_name.contains('{') {
        let indent = &head[..head.len() - head.trim_start().len()];
        format!("{indent}// prettier-ignore\n{line}")
    } else if is_field && options.len() == 1 {
        line
    } else {
        union(head, &options)
    }
}

/// A property of an object: `name: "value",`.
pub(super) fn property(indent: usize, name: &str, value: &str) -> String {
    let margin = " ".repeat(indent);
    let key = literal::key(name);
    let line = format!("{margin}{key}: {value},");
    if line.len() <= WIDTH { line } else { format!("{margin}{key}:\n{margin}  {value},") }
}

/// `import { a, b } from "c";`, on as many lines as it needs.
pub(super) fn imports(keyword: &str, names: &[String], module: &str) -> String {
    let module = literal::text(module);
    let line = format!("{keyword} {{ {} }} from {module};", names.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    format!("{keyword} {{\n  {},\n}} from {module};", names.join(",\n  "))
}

/// A comment of JSDoc.
pub(super) fn documentation(indent: usize, text: &str, deprecation: Option<&str>) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{margin}/** {text} */");
    if deprecation.is_none() && !text.contains('\n') && line.chars().count() <= WIDTH {
        return line;
    }
    let prefix = format!("{margin} * ");
    let mut lines = vec![format!("{margin}/**")];
    if !text.is_empty() {
        lines.push(comment(text, &prefix, WIDTH));
    }
    if let Some(deprecation) = deprecation {
        if !text.is_empty() {
            lines.push(format!("{margin} *"));
        }
        lines.push(comment(&format!("@deprecated {deprecation}"), &prefix, WIDTH));
    }
    lines.push(format!("{margin} */"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{declaration, documentation, property, union};

    #[test]
    fn unions_take_the_lines_that_they_need() {
        let options = |length: usize| vec!["\"a\"".to_owned(), format!("\"{}\"", "b".repeat(length))];
        assert_eq!(union("export type A =", &options(1)), "export type A = \"a\" | \"b\";");
        assert_eq!(union("export type A =", &options(55)).len(), 80);
        assert_eq!(union("export type A =", &options(56)).lines().count(), 2);
        assert_eq!(union("export type A =", &options(69)).lines().count(), 2);
        assert_eq!(union("export type A =", &options(70)).lines().count(), 3);
    }

    #[test]
    fn declarations_take_the_lines_that_they_need() {
        let long = "x".repeat(80);
        assert_eq!(declaration("  readonly a?:", "string", true), "  readonly a?: string | null;");
        assert_eq!(declaration("  readonly a:", "unknown", true), "  readonly a: unknown;");
        assert_eq!(declaration("  readonly a:", &long, false), format!("  readonly a: {long};"));
        assert_eq!(
            declaration("  readonly a:", &long, true),
            format!("  readonly a:\n    | {long}\n    | null;")
        );
        assert_eq!(declaration("export type A =", &long, false), format!("export type A =\n  {long};"));
        assert!(declaration("  readonly a:", &format!("{{ {long} }}"), true).contains("prettier-ignore"));
    }

    #[test]
    fn properties_take_the_lines_that_they_need() {
        assert_eq!(property(2, "a", "\"b\""), "  a: \"b\",");
        assert_eq!(property(2, "a-b", &"x".repeat(80)), format!("  \"a-b\":\n    {},", "x".repeat(80)));
    }

    #[test]
    fn comments_are_short_where_they_can_be() {
        assert_eq!(documentation(2, "A.", None), "  /** A. */");
        assert_eq!(documentation(0, "A.\n\nB.", None), "/**\n * A.\n *\n * B.\n */");
    }

    #[test]
    fn deprecation_is_the_last_paragraph() {
        assert_eq!(
            documentation(2, "A.", Some("Use B.")),
            "  /**\n   * A.\n   *\n   * @deprecated Use B.\n   */"
        );
    }
}
