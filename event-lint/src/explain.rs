//! `event-lint explain`: the documentation of a rule, for the terminal.

use std::io::{self, Write};

use lattice_linter::{Profile, Rule};

use crate::{
    exit::Exit,
    output::rule_page,
    rules::{Unchecked, meant, print, unchecked, word},
};

/// What `explain` is asked to do.
#[derive(Debug)]
pub(crate) struct Explain {
    /// A name, or a statement.
    pub(crate) rule: String,
}

/// Runs it.
pub(crate) fn run(explain: &Explain) -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    match (meant(&explain.rule), unchecked(&explain.rule)) {
        (Err(_), Some(found)) => statement(&mut text, &found)?,
        (rules, _) => {
            for (index, rule) in rules?.into_iter().enumerate() {
                if index > 0 {
                    writeln!(text)?;
                }
                page(&mut text, rule)?;
            }
        }
    }
    print(&text)?;
    Ok(Exit::Clean)
}

/// A statement that no rule checks, and why.
fn statement(out: &mut dyn Write, Unchecked { statement, reason }: &Unchecked) -> io::Result<()> {
    writeln!(out, "{}", bold(statement.id))?;
    writeln!(out, "level:       {}", statement.obligation.as_str())?;
    writeln!(out, "reference:   {}", statement.place.section)?;
    writeln!(out, "since:       {}\n", statement.place.since)?;
    writeln!(out, "{}\n\nNo rule checks it. {reason}", statement.text)
}

fn page(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{}", bold(rule.name))?;
    write!(out, "severity:    {}", rule.severity)?;
    for (profile, level) in rule.profiles {
        let name = match profile {
            Profile::Auto => "auto",
            Profile::V1_0_2 => "1.0.2",
            Profile::V1_0_3 => "1.0.3",
        };
        write!(out, "; {} with --profile {name}", word(*level))?;
    }
    writeln!(out, "\nreference:   {}", rule.reference)?;
    if !rule.statements.is_empty() {
        writeln!(out, "statements:  {}", rule.statements.join(", "))?;
    }
    writeln!(out, "since:       {}", rule.since)?;
    writeln!(out, "page:        {}\n", rule_page::address(rule.name))?;
    out.write_all(plain(&rule.documentation(rule_page::site())).as_bytes())
}

/// Markdown as plain text: headings without their marks, code indented.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in markdown.trim().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            text.push_str("    ");
            text.push_str(line);
            text.push('\n');
        } else if let Some(heading) =
            line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))
        {
            text.push_str(&bold(heading));
            text.push('\n');
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Where colours are not wanted, the marks are taken away on the way out.
fn bold(text: &str) -> String {
    format!("\u{1b}[1m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markdown_becomes_plain_text() {
        let text = plain("A sentence.\n\n## Example\n\n```json fires\n# {}\n```\n#hash");
        let text = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(text, "A sentence.\n\nExample\n\n    # {}\n#hash\n");
    }
}
