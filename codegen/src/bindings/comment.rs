//! Documentation as comments of a language.

/// The lines of a text in Markdown, at most `width` characters long where it has
/// spaces. Code, tables, headings and quotations keep their lines.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            is_code = !is_code;
            lines.push(line.to_owned());
        } else if is_code || start.is_empty() || start.starts_with(['|', '#', '>']) {
            lines.push(line.trim_end().to_owned());
        } else {
            wrap_line(line, width, &mut lines);
        }
    }
    lines
}

/// Wraps a paragraph, or an item of a list, whose further lines are indented.
fn wrap_line(line: &str, width: usize, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start().len();
    let marker = marker_length(line.trim_start());
    let hanging = " ".repeat(indent + marker);
    let mut current = line[..indent + marker].to_owned();
    let mut is_empty = true;
    for word in words(&line[indent + marker..]) {
        let length = current.chars().count() + usize::from(!is_empty) + word.chars().count();
        // A word that would be read as the beginning of a list or heading stays where it is.
        let may_begin = !word.starts_with(['#', '>', '|', '+']) && marker_length(&format!("{word} ")) == 0;
        if !is_empty && length > width && may_begin {
            lines.push(current);
            current = hanging.clone();
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    lines.push(current);
}

/// Words, with spans of code in one piece: a line break in one would be a space.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = None;
    let mut is_code = false;
    for (at, character) in text.char_indices() {
        if character == '`' {
            is_code = !is_code;
        }
        match (character, begin) {
            (' ', Some(start)) if !is_code => {
                words.push(&text[start..at]);
                begin = None;
            }
            (' ', None) => {}
            (_, None) => begin = Some(at),
            _ => {}
        }
    }
    words.extend(begin.map(|start| &text[start..]));
    words
}

/// Length of `- ` or `1. ` at the beginning of an item.
fn marker_length(text: &str) -> usize {
    if text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ") {
        return 2;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_item =
        digits > 0 && digits < 4 && (text[digits..].starts_with(". ") || text[digits..].starts_with(") "));
    if is_item { digits + 2 } else { 0 }
}

/// A text as the lines of a comment: each begins with `prefix`, which may be
/// indented, and none ends with a space.
pub(crate) fn comment(text: &str, prefix: &str, width: usize) -> String {
    let room = width.saturating_sub(prefix.chars().count()).max(20);
    let lines: Vec<String> =
        wrap(text, room).iter().map(|line| format!("{prefix}{line}").trim_end().to_owned()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{comment, wrap};

    #[test]
    fn paragraphs_and_items_are_wrapped_and_code_is_not() {
        let text = "One two `three four` five six.\n\n- an item that is long\n1. one\n\n```json\n{ \"a b c d e f g h i j k l m n\": 1 }\n```\n| a | b |";
        let expected = [
            "One two",
            "`three four` five",
            "six.",
            "",
            "- an item that is",
            "  long",
            "1. one",
            "",
            "```json",
            "{ \"a b c d e f g h i j k l m n\": 1 }",
            "```",
            "| a | b |",
        ];
        assert_eq!(wrap(text, 17), expected);
    }

    #[test]
    fn no_line_begins_as_a_list_that_was_none() {
        assert_eq!(wrap("it costs five - or six", 15), ["it costs five -", "or six"]);
        assert_eq!(wrap("see chapter one 12. more", 15), ["see chapter one 12.", "more"]);
    }

    #[test]
    fn comments_have_no_space_at_the_end() {
        assert_eq!(comment("a\n\nb", "    /// ", 80), "    /// a\n    ///\n    /// b");
    }
}
