//! Plain text and code as Markdown, and Markdown as plain text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    DESCRIPTION_LENGTH,
    compare::{self, OPTIONS},
};

/// Plain text as inline Markdown: it is read exactly as it stands.
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek();
        let escape = match character {
            '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '~' | '&' => true,
            // Between letters it is read as it stands, as in `host_started`.
            '_' => {
                !before.is_some_and(char::is_alphanumeric)
                    || !after.is_some_and(|character| character.is_alphanumeric())
            }
            ':' => after.is_some_and(|character| continues_directive(*character)),
            // What begins a block, or what follows the number of a list item.
            '#' | '+' | '-' | '=' | '!' => before.is_none(),
            '.' | ')' => {
                !escaped.is_empty()
                    && escaped.bytes().all(|byte| byte.is_ascii_digit())
                    && after.is_none_or(|character| *character == ' ')
            }
            _ => false,
        };
        if escape {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
        before = Some(character);
    }
    match escaped.split_at_checked(1) {
        // A line that begins so is a statement in MDX.
        Some(("i", rest)) if rest.starts_with("mport ") => format!("&#105;{rest}"),
        Some(("e", rest)) if rest.starts_with("xport ") => format!("&#101;{rest}"),
        _ => escaped,
    }
}

/// Whether a documentation site may take a colon for a directive because of
/// what follows it.
pub(super) fn continues_directive(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, ':' | '\t')
}

/// Plain text as a code span; nothing for an empty text.
pub fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let text = text.replace(['\n', '\r'], " ");
    let blank = text.chars().all(|character| character == ' ');
    let pad = text.starts_with('`')
        || text.ends_with('`')
        || (!blank && text.starts_with(' ') && text.ends_with(' '));
    let pad = if pad { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Plain text as a code span in a cell of a table. Where no code span in a cell
/// can say it, it is plain text there too.
pub fn code_cell(text: &str) -> String {
    code_span_in_cell(text).unwrap_or_else(|| literal(text))
}

/// A code span in a cell, unless the text has a backslash before `|`: readers
/// disagree on what that is.
pub(super) fn code_span_in_cell(text: &str) -> Option<String> {
    (!text.contains("\\|")).then(|| code(text).replace('|', "\\|"))
}

/// What a reader sees of a text in Markdown, on one line.
pub fn plain(text: &str) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                seen.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                seen.push(' ');
            }
            Event::End(TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) => seen.push(' '),
            _ => {}
        }
    }
    compare::collapse(&seen).trim_matches(' ').to_owned()
}

/// The first paragraph of a text in Markdown, as plain text of at most
/// [`DESCRIPTION_LENGTH`] characters, cut after a word.
pub fn summary(text: &str) -> String {
    let (first, rest) = split_first(text);
    let whole = plain(if first.is_empty() { rest } else { first });
    if whole.chars().count() <= DESCRIPTION_LENGTH {
        return whole;
    }
    let room: String = whole.chars().take(DESCRIPTION_LENGTH).collect();
    let cut = room.rfind(' ').filter(|position| *position > 0);
    let kept = match cut {
        Some(position) => &room[..position],
        None => room.char_indices().last().map_or("", |(position, _)| &room[..position]),
    };
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// A text as JSON, which is what YAML of front matter reads safely.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text in Markdown as its first paragraph and what follows. The first part
/// is empty where the text begins with something else.
pub fn split_first(text: &str) -> (&str, &str) {
    let mut events = Parser::new_ext(text, OPTIONS).into_offset_iter();
    match events.next() {
        Some((Event::Start(Tag::Paragraph), range)) => {
            (text[range.clone()].trim(), text[range.end..].trim_start_matches('\n').trim_end())
        }
        _ => ("", text),
    }
}

/// The anchor of a heading, as GitHub and documentation sites make it.
///
/// A page on which two headings have one anchor numbers the later ones.
pub fn slug(heading: &str) -> String {
    heading
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            character if character.is_alphanumeric() => Some(character),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}
