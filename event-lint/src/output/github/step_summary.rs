//! The summary of a step: Markdown that GitHub shows on the page of the run.

use std::fmt::Write;

use lattice_linter::{Printable, report::Report};

use crate::output::rule_page;

/// Rows of the table of event types. GitHub takes a mebibyte of one step.
const TYPES: usize = 100;
/// Sentences about the run.
const REASONS: usize = 100;

/// The Markdown, with an empty line at its end.
pub(super) fn of(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut text, report);
    text
}

fn write(text: &mut String, report: &Report) -> std::fmt::Result {
    let summary = &report.summary;
    let found = &summary.findings;
    writeln!(text, "## event-lint: {}\n", summary.verdict)?;
    writeln!(
        text,
        "{} messages, {} events: {} errors, {} warnings, {} infos. {} of {} event types were seen \
         (catalogue {}).\n",
        summary.messages,
        summary.events,
        found.error,
        found.warning,
        found.info,
        summary.coverage.types_seen,
        summary.coverage.types_known,
        literal(&report.tool.catalog)
    )?;
    let off = summary
        .switched_off
        .iter()
        .map(|off| format!("The rule {} was switched off: {}", literal(&off.rule), literal(&off.reason)));
    let left_out = [(summary.ignored, "the configuration"), (summary.baselined, "the baseline")];
    let left_out = left_out
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, who)| format!("Findings that were left out, as {who} says: {count}"));
    let notes = summary.notes.iter().map(|note| literal(note));
    let reasons = summary.reasons.iter().map(|reason| literal(reason));
    let sentences: Vec<String> = reasons.chain(off).chain(left_out).chain(notes).take(REASONS).collect();
    for sentence in &sentences {
        writeln!(text, "- {sentence}")?;
    }
    if !sentences.is_empty() {
        writeln!(text)?;
    }
    if !summary.by_rule.is_empty() {
        writeln!(text, "| Rule | Findings |\n| --- | ---: |")?;
        for (rule, count) in &summary.by_rule {
            writeln!(text, "| [{}]({}) | {count} |", literal(rule), rule_page::address(rule))?;
        }
        writeln!(text)?;
    }
    types(text, report)
}

/// The event types that have findings.
fn types(text: &mut String, report: &Report) -> std::fmt::Result {
    let types: Vec<_> = report
        .summary
        .by_type
        .iter()
        .filter(|(_, counts)| counts.error + counts.warning + counts.info > 0)
        .collect();
    if types.is_empty() {
        return Ok(());
    }
    writeln!(
        text,
        "| Event type | Events | Errors | Warnings | Infos |\n| --- | ---: | ---: | ---: | ---: |"
    )?;
    for (name, counts) in types.iter().take(TYPES) {
        let name = literal(name);
        writeln!(
            text,
            "| {name} | {} | {} | {} | {} |",
            counts.events, counts.error, counts.warning, counts.info
        )?;
    }
    writeln!(text)?;
    let others = types.len().saturating_sub(TYPES);
    if others > 0 {
        writeln!(text, "And {others} other event types with findings.\n")?;
    }
    Ok(())
}

/// A text as it is: whatever could mean something in Markdown is escaped
/// (CommonMark 0.31, section 2.4).
fn literal(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in Printable(text).to_string().chars() {
        if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '-') {
            result.push('\\');
        }
        result.push(character);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn values_mean_nothing_in_markdown() {
        assert_eq!(literal("a|b `c` <img> [d](e)\n# f"), "a\\|b \\`c\\` \\<img\\> \\[d\\]\\(e\\)\\\\n\\# f");
        assert_eq!(literal("com.example.a-b"), "com.example.a-b");
    }
}
