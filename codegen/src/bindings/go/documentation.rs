//! From Markdown to doc comments of Go, in the form that `gofmt` gives them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Columns of a line, without what stands before it.
const WIDTH: usize = 77;

/// A text in Markdown as the lines of a doc comment. They begin without `//`.
pub(super) fn documentation(markdown: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.end_paragraph();
    writer.lines.join("\n")
}

/// What was written last. Two indented blocks, one after the other, are one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    Nothing,
    Paragraph,
    List,
    Code,
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    last: Block,
    /// The text of the paragraph, heading or code that is being read.
    text: String,
    heading: bool,
    code: bool,
    /// The number of the next item of each list, one in the other.
    lists: Vec<Option<u64>>,
    /// The item that is being read: its marker.
    item: Option<String>,
    /// Where links lead, and where their texts begin.
    links: Vec<(String, usize)>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::Code(code) => self.text.push_str(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.heading = true,
            Tag::CodeBlock(_) | Tag::Table(_) => {
                self.end_paragraph();
                self.code = true;
            }
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number:2}. ");
                        *number += 1;
                        marker
                    }
                    _ => "  - ".to_owned(),
                };
                self.item = Some(marker);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.text.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                if self.item.is_some() {
                    self.text.push(' ');
                } else {
                    self.end_paragraph();
                }
            }
            TagEnd::Heading(_) => {
                let text = plain(&std::mem::take(&mut self.text));
                self.heading = false;
                self.block(Block::Paragraph, vec![format!("# {text}")]);
            }
            TagEnd::CodeBlock | TagEnd::Table => {
                self.code = false;
                let text = std::mem::take(&mut self.text);
                let lines =
                    text.trim_end().lines().map(|line| format!("\t{}", visible(line).trim_end())).collect();
                self.block(Block::Code, lines);
            }
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.text.truncate(self.text.trim_end_matches(" | ").len());
                self.text.push('\n');
            }
            TagEnd::Item => self.end_paragraph(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.item = None;
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((address, begin)) = self.links.pop()
                    && self.text.get(begin..) != Some(address.as_str())
                {
                    self.text.push_str(&format!(" ({address})"));
                }
            }
            _ => {}
        }
    }

    /// Ends a paragraph, or an item of a list.
    fn end_paragraph(&mut self) {
        if self.code || self.heading {
            return;
        }
        let text = plain(&std::mem::take(&mut self.text));
        match self.item.take() {
            _ if text.is_empty() => {}
            Some(marker) => self.block(Block::List, wrap(&text, &marker, "    ")),
            None => {
                // A line without an end would be taken for a heading.
                let end = if text.ends_with(|last: char| last.is_alphanumeric()) { "." } else { "" };
                self.block(Block::Paragraph, wrap(&format!("{text}{end}"), "", ""));
            }
        }
    }

    fn block(&mut self, block: Block, lines: Vec<String>) {
        let (indent, kind) = match (self.last, block) {
            (Block::List, Block::Code) => ("    ", Block::List),
            (Block::Code, Block::List) => ("\t", Block::Code),
            _ => ("", block),
        };
        if self.last != Block::Nothing && !(self.last == Block::List && kind == Block::List) {
            self.lines.push(String::new());
        }
        for line in lines {
            let line = if indent.is_empty() { line } else { format!("{indent}{}", line.trim()) };
            match line.trim() {
                "" if kind == Block::Code => self.lines.push(String::new()),
                "" => {}
                _ => self.lines.push(line),
            }
        }
        self.last = kind;
    }
}

/// A text in one line, without what means something in doc comments.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = visible(&words.join(" ")).replace("]: ", "] : ");
    // Two of them would become one typographic quotation mark.
    for pair in ["``", "''"] {
        while text.contains(pair) {
            text = text.replace(pair, &format!("{} {}", &pair[..1], &pair[1..]));
        }
    }
    match text.strip_prefix("Deprecated: ") {
        Some(rest) => format!("deprecated: {rest}"),
        None => text,
    }
}

/// A text without characters that cannot stand in the source of a program.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|&character| character == '\t' || !(character.is_control() || character == '\u{feff}'))
        .collect()
}

/// The lines of a paragraph. None begins as a heading, or an item of a list.
fn wrap(text: &str, first: &str, further: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split(' ') {
        let length = line.chars().count() + 1 + word.chars().count();
        let may_begin = word
            .starts_with(|letter: char| letter.is_alphanumeric() || "`\"'(<“".contains(letter))
            && !word.ends_with(['.', ')']);
        if !is_empty && length > WIDTH && (may_begin || word.len() > 4) {
            lines.push(std::mem::replace(&mut line, further.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::documentation;

    #[test]
    fn paragraphs_end_and_are_wrapped() {
        let long = "It has `one` and *two* and [three](https://example.com/3) and <https://example.com/4> in one line";
        let expected =
            "It has `one` and two and three (https://example.com/3) and\nhttps://example.com/4 in one line.";
        assert_eq!(documentation(long), expected);
        assert_eq!(documentation("One\n\nTwo.\n\n`three`"), "One.\n\nTwo.\n\n`three`");
    }

    #[test]
    fn lists_and_code_stand_as_gofmt_has_them() {
        let text = "Lists:\n\n- one\n  and more\n- two\n\n1. first\n\n```json\n{\n  \"a\": 1\n\n}\n```\n\nEnd\n\n    code\n\n- last\n\n## Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        let expected = "Lists:\n\n  - one and more\n  - two\n 1. first\n    {\n    \"a\": 1\n    }\n\nEnd.\n\n\tcode\n\n\t- last\n\n# Head\n\n\ta | b\n\t1 | 2";
        assert_eq!(documentation(text), expected);
    }

    #[test]
    fn nothing_means_more_than_it_says() {
        assert_eq!(
            documentation("Deprecated: no\n\na */ \"\"\" \\ <b> @param {@code '''"),
            "deprecated: no.\n\na */ \"\"\" \\ <b> @param {@code ' ' '"
        );
        assert_eq!(documentation("a\u{feff}b\u{0}c"), "abc.");
    }
}
