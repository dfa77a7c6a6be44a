//! Markdown as rustdoc reads it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Languages of code that rustdoc shows and does not run.
const SHOWN: [&str; 8] = ["json", "toml", "yaml", "xml", "http", "bash", "sh", "console"];

/// A text in Markdown that means the same in a doc comment of Rust: brackets are
/// no links to items, angle brackets no HTML, and code is no test. Addresses
/// become links.
pub(super) fn documentation(text: &str) -> String {
    let text = text.replace('\r', "");
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut links = 0_usize;
    let mut is_code = false;
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
            Event::Start(Tag::CodeBlock(kind)) => {
                is_code = true;
                edits.extend(match kind {
                    CodeBlockKind::Fenced(language) => {
                        (!SHOWN.contains(&language.as_ref())).then(|| unmarked(&text, range))
                    }
                    CodeBlockKind::Indented => Some(fenced(&text, range)),
                });
            }
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) | Event::InlineHtml(_) | Event::Html(_) if !is_code => {
                plain(&text, range, links > 0, &mut edits);
            }
            _ => {}
        }
    }
    let mut written = text.clone();
    for (range, replacement) in edits.into_iter().rev() {
        written.replace_range(range, &replacement);
    }
    written
}

/// Takes a block of code for plain text, whatever its first line says.
fn unmarked(text: &str, block: Range<usize>) -> (Range<usize>, String) {
    let opening = text[block.clone()].lines().next().unwrap_or_default();
    let fence = opening.len() - opening.trim_start_matches(['`', '~']).len();
    (block.start + fence..block.start + opening.len(), "text".to_owned())
}

/// rustdoc runs indented code. In a fence it does not.
fn fenced(text: &str, block: Range<usize>) -> (Range<usize>, String) {
    let start = text[..block.start].rfind('\n').map_or(0, |line| line + 1);
    let lines = text[start..block.end].lines();
    let lines: Vec<&str> =
        lines.map(|line| line.strip_prefix("    ").unwrap_or_else(|| line.trim_start())).collect();
    (start..block.end, format!("```text\n{}\n```\n", lines.join("\n")))
}

fn plain(text: &str, range: Range<usize>, is_link: bool, edits: &mut Vec<(Range<usize>, String)>) {
    let mut skip_until = range.start;
    for (index, character) in text[range.clone()].char_indices() {
        let at = range.start + index;
        if at < skip_until {
            continue;
        }
        let rest = &text[at..range.end];
        if !is_link && (rest.starts_with("http://") || rest.starts_with("https://")) {
            let address = address(rest);
            skip_until = at + address.len();
            edits.push((at..skip_until, format!("<{address}>")));
        } else if matches!(character, '<' | '[' | ']') && !text[..at].ends_with('\\') {
            edits.push((at..at, "\\".to_owned()));
        }
    }
}

/// The address at the beginning of a text, without what belongs to the sentence.
fn address(text: &str) -> &str {
    let ends = |character: char| character.is_whitespace() || "<>\"'`{}|\\^[]".contains(character);
    let address = text.split(ends).next().unwrap_or_default();
    address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
}

#[cfg(test)]
mod tests {
    use super::documentation;

    #[test]
    fn text_is_no_markup_of_rustdoc() {
        for (text, expected) in [
            ("plain `<code>` and `[x]`", "plain `<code>` and `[x]`"),
            ("Vec<Item> and items[].price", "Vec\\<Item> and items\\[\\].price"),
            ("<b>bold</b>", "\\<b>bold\\</b>"),
            ("a \\<b", "a \\<b"),
            ("see https://a.example/b, too", "see <https://a.example/b>, too"),
            ("[a](https://a.example)", "[a](https://a.example)"),
            ("<https://a.example>", "<https://a.example>"),
        ] {
            assert_eq!(documentation(text), expected, "{text}");
        }
    }

    #[test]
    fn code_is_no_test() {
        for (text, expected) in [
            ("```\nlet x\n```", "```text\nlet x\n```"),
            ("```rust\nlet x\n```", "```text\nlet x\n```"),
            ("~~~~ js {1}\nx\n~~~~", "~~~~text\nx\n~~~~"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("a\n\n    let x\n    y\n\nb", "a\n\n```text\nlet x\ny\n```\n\nb"),
        ] {
            assert_eq!(documentation(text), expected, "{text}");
        }
    }
}
