//! Edits a text where it is not portable, at the places that a parser found.

mod block;
mod inline;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    Form, Links, Passage,
    compare::{self, OPTIONS, Piece},
    html, link, text,
};
use inline::addresses;

/// Makes a text portable. The error says what cannot be, and what to write.
pub(super) fn portable(passage: &Passage<'_>, form: Form) -> Result<String, String> {
    let source = passage.text.replace("\r\n", "\n").replace('\r', "\n");
    let source = without_blank_lines(&source);
    if let Some(found) = source.chars().find(|found| found.is_control() && !matches!(found, '\n' | '\t')) {
        return Err(format!("control character U+{:04X}: remove it", u32::from(found)));
    }
    let shift = shift(source, passage.heading);
    let edited = edit(source, passage.links, form, shift)?;
    if form == Form::Block && edited == source {
        return Ok(edited);
    }
    let same = match form {
        Form::Block => {
            compare::pieces(Parser::new_ext(source, OPTIONS), shift)
                == compare::pieces(Parser::new_ext(&edited, OPTIONS), 0)
                && edit(&edited, passage.links, form, 0).as_deref() == Ok(edited.as_str())
        }
        Form::Cell => !edited.contains('\n') && in_paragraph(source) == in_cell(&edited),
    };
    if same {
        Ok(edited)
    } else {
        Err("a mixture of Markdown that readers understand differently: say it in a simpler way".to_owned())
    }
}

/// A text without the blank lines before and after it.
fn without_blank_lines(text: &str) -> &str {
    let blank = [' ', '\t', '\n'];
    let end = text.trim_end_matches(blank).len();
    let end = text[end..].find('\n').map_or(text.len(), |position| end + position);
    let start = text.len() - text.trim_start_matches(blank).len();
    let start = text[..start.min(end)].rfind('\n').map_or(0, |position| position + 1);
    &text[start..end]
}

/// By how much the headings of a text move down.
fn shift(source: &str, least: usize) -> usize {
    if !source.contains(['#', '\n']) {
        return 0;
    }
    let topmost = Parser::new_ext(source, OPTIONS)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(compare::depth(level)),
            _ => None,
        })
        .min();
    topmost.map_or(0, |topmost| least.saturating_sub(topmost))
}

/// What a reader sees of a text that is one paragraph, on one line.
fn in_paragraph(source: &str) -> Vec<Piece> {
    let events = Parser::new_ext(source, OPTIONS)
        .filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)))
        .map(|event| if event == Event::HardBreak { Event::SoftBreak } else { event });
    compare::pieces(events, 0)
}

/// What a reader sees of a text in the only cell of a table.
fn in_cell(cell: &str) -> Vec<Piece> {
    let table = format!("| h |\n| --- |\n| {cell} |\n");
    let mut inside = false;
    let events = Parser::new_ext(&table, OPTIONS).filter(|event| {
        match event {
            Event::Start(Tag::TableRow) => {
                inside = true;
                return false;
            }
            Event::End(TagEnd::TableRow) => inside = false,
            Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell) => return false,
            _ => {}
        }
        inside
    });
    compare::pieces(events, 0)
}

fn edit(source: &str, links: Links<'_>, form: Form, shift: usize) -> Result<String, String> {
    let mut editor = Editor {
        source,
        links,
        form,
        shift,
        edits: Vec::new(),
        last_end: 0,
        block_start: None,
        line_break: None,
        skip_until: 0,
        in_code: false,
        open_links: Vec::new(),
        blocks: 0,
        empty_item: false,
        table_end: None,
        words: 0..0,
    };
    let mut events = Parser::new_ext(source, OPTIONS).into_offset_iter();
    for (event, range) in events.by_ref() {
        editor.event(event, range)?;
    }
    editor.check_addresses()?;
    // Links by reference have become links with addresses.
    for (_, definition) in events.reference_definitions().iter() {
        editor.edits.push((definition.span.clone(), String::new()));
    }
    editor.finish()
}

struct Editor<'s> {
    source: &'s str,
    links: Links<'s>,
    form: Form,
    shift: usize,
    edits: Vec<(Range<usize>, String)>,
    /// Where the last event within a line ended.
    last_end: usize,
    /// Where the text of the current block begins, once that is known.
    block_start: Option<usize>,
    /// A line break whose other end is not known yet, and whether it is hard.
    line_break: Option<(usize, bool)>,
    /// What lies before this was replaced as a whole.
    skip_until: usize,
    in_code: bool,
    /// What stands behind the text of the links that are open, and what the
    /// parser leaves out of their ranges.
    open_links: Vec<(String, &'static str)>,
    /// Number of blocks that have begun.
    blocks: usize,
    /// Whether a list item has begun and nothing in it yet.
    empty_item: bool,
    /// Where the table ended after which nothing has begun yet.
    table_end: Option<usize>,
    /// Plain words that follow each other without anything between them.
    words: Range<usize>,
}

impl Editor<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), String> {
        if !matches!(event, Event::Text(_)) {
            self.check_addresses()?;
        }
        if event == Event::End(TagEnd::Item) && self.empty_item {
            return Err("an empty list item: leave it out".to_owned());
        }
        self.empty_item = event == Event::Start(Tag::Item);
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.open_link(link_type, &dest_url, &title, range, 1)?;
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                self.open_link(link_type, &dest_url, &title, range, 2)?;
            }
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript,
            ) => {
                self.begin(range.start);
            }
            Event::Start(tag) => self.open_block(tag, range)?,
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(range)?,
            Event::End(TagEnd::Heading(_)) => self.close_heading(range),
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::End(TagEnd::Table) => self.table_end = Some(range.end),
            Event::End(_) => self.last_end = self.last_end.max(range.end),
            _ if self.in_code || range.start < self.skip_until => {}
            Event::Text(text) => self.text(&text, range)?,
            Event::Code(text) => self.code(&text, range)?,
            Event::InlineHtml(text) => {
                self.begin(range.start);
                if html::is_html(&text) {
                    return Err(html::refusal(&text));
                }
                self.last_end = range.end;
                self.replace(range, text::literal(&text.replace('\n', " ")));
            }
            Event::SoftBreak => self.break_line(range.start, false),
            Event::HardBreak => self.break_line(range.start, true),
            Event::TaskListMarker(_) => return Err("a check box: write a plain list".to_owned()),
            Event::Html(text) => return Err(html::refusal(&text)),
            Event::FootnoteReference(_) => return Err("a footnote: say it in the text".to_owned()),
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        Ok(())
    }

    fn break_line(&mut self, start: usize, hard: bool) {
        if self.block_start.is_none() {
            self.block_start = Some(start);
            self.last_end = start;
        }
        self.line_break = Some((self.last_end, hard));
    }

    /// Something within a line begins. A line break before it gets its final form.
    fn begin(&mut self, start: usize) {
        let escaped = self.is_escaped(start);
        let start = if escaped { start - 1 } else { start };
        let block_start = *self.block_start.get_or_insert(start);
        let Some((end, hard)) = self.line_break.take() else { return };
        let replacement = if hard && self.form == Form::Block {
            let line = self.source[..block_start].rfind('\n').map_or(0, |position| position + 1);
            let prefix: String = self.source[line..block_start]
                .chars()
                .map(|found| if matches!(found, '>' | '\t') { found } else { ' ' })
                .collect();
            // A backslash would become a part of an address.
            let word = self.source[..end].rsplit(char::is_whitespace).next().unwrap_or_default();
            let space = if addresses(word).next().is_some() { " " } else { "" };
            format!("{space}\\\n{prefix}")
        } else {
            " ".to_owned()
        };
        self.replace(end..start, replacement);
        self.last_end = start;
    }

    fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push((range, text));
    }

    fn finish(mut self) -> Result<String, String> {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.source.len() + self.edits.len());
        let mut end = 0;
        for (range, replacement) in self.edits {
            let Some(kept) = self.source.get(end..range.start) else {
                return Err("links inside of links: say it in a simpler way".to_owned());
            };
            text.push_str(kept);
            text.push_str(&replacement);
            end = range.end;
        }
        text.push_str(&self.source[end..]);
        Ok(without_blank_lines(&text).to_owned())
    }
}
