//! Text, code and links within a line.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::{Editor, Form, compare, link, text};

impl Editor<'_> {
    /// Whether a backslash that belongs to no text stands before a position.
    pub(super) fn is_escaped(&self, position: usize) -> bool {
        position > self.last_end && self.source.as_bytes().get(position - 1) == Some(&b'\\')
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) -> Result<(), String> {
        let escaped = self.is_escaped(range.start);
        self.begin(range.start);
        self.last_end = range.end;
        // A character reference is read the same everywhere.
        if self.source[range.clone()] != *text {
            return self.check_addresses();
        }
        if self.words.end != range.start {
            self.check_addresses()?;
            self.words.start = range.start;
        }
        self.words.end = range.end;
        for (index, character) in text.char_indices() {
            let position = range.start + index;
            if escaped && index == 0 {
                continue;
            }
            let escape = match character {
                // Readers disagree on what a single tilde strikes out.
                '{' | '}' | '<' | '~' => true,
                '|' => self.form == Form::Cell,
                // Documentation sites read `:word` as a directive.
                ':' => self.source[position + 1..].chars().next().is_some_and(text::continues_directive),
                '\\' => self.form == Form::Cell && position + 1 == self.source.len(),
                _ => false,
            };
            if escape {
                self.replace(position..position, "\\".to_owned());
            } else if self.is_statement(position) {
                self.replace(position..position + 1, format!("&#{};", u32::from(character)));
            }
        }
        Ok(())
    }

    /// Whether MDX reads a line as a statement.
    fn is_statement(&self, position: usize) -> bool {
        let rest = &self.source[position..];
        self.block_start == Some(position)
            && (rest.starts_with("import ") || rest.starts_with("export "))
            && self.source[..position].rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
    }

    /// Readers make links of addresses in the text, up to the next white space
    /// and with all that would be Markdown elsewhere.
    pub(super) fn check_addresses(&mut self) -> Result<(), String> {
        const BEHIND: [char; 12] = ['?', '!', '.', ',', ':', ';', '\'', '"', ')', ']', '*', '_'];
        let words = std::mem::replace(&mut self.words, 0..0);
        if !self.open_links.is_empty() {
            return Ok(());
        }
        for start in addresses(&self.source[words.clone()]) {
            let start = words.start + start;
            let word = self.source[start..].split(char::is_whitespace).next().unwrap_or_default();
            let address = word.trim_end_matches(BEHIND);
            let path = address.split_once("//").map_or(address, |(_, path)| path);
            if start + address.len() > words.end || path.contains(['{', '}', '<', '|', ':', '~']) {
                return Err(format!(
                    "an address with markup in it, {}: put it in a code span, or write a link",
                    text::code(word)
                ));
            }
        }
        Ok(())
    }

    pub(super) fn code(&mut self, text: &str, range: Range<usize>) -> Result<(), String> {
        self.begin(range.start);
        self.last_end = range.end;
        let wrapped = self.source[range.clone()].contains('\n');
        let text = if wrapped { &*compare::collapse(text) } else { text };
        if self.form == Form::Cell && text.contains('|') {
            let cell = text::code_span_in_cell(text).ok_or(
                "a code span with a backslash before `|` in a cell of a table: leave one of them out",
            )?;
            self.replace(range, cell);
        } else if wrapped {
            self.replace(range, text::code(text));
        }
        Ok(())
    }

    /// `width` is that of the marks before the text: one, and two for an image.
    pub(super) fn open_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
        width: usize,
    ) -> Result<(), String> {
        self.begin(range.start);
        let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
        let destination = format!("{scheme}{destination}");
        self.links.check(&destination)?;
        let mut tail = format!("]({}", link::destination(&destination));
        if !title.is_empty() {
            let title =
                compare::collapse(title).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;");
            tail.push_str(&format!(" \"{title}\""));
        }
        tail.push(')');
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            let shown = self.source[range.clone()].trim_matches(['<', '>']);
            self.replace(range.clone(), format!("[{}{tail}", text::literal(shown)));
            self.skip_until = range.end;
        }
        self.last_end = range.start + width;
        let left_out = if link_type == LinkType::Collapsed { "[]" } else { "" };
        self.open_links.push((tail, left_out));
        Ok(())
    }

    pub(super) fn close_link(&mut self, range: Range<usize>) -> Result<(), String> {
        let Some((tail, left_out)) = self.open_links.pop() else { return Ok(()) };
        let left_out = if self.source[range.end..].starts_with(left_out) { left_out.len() } else { 0 };
        let end = range.end + left_out;
        if end > self.skip_until {
            if !self.source[self.last_end..end].trim_start().starts_with(']') {
                return Err("a link whose text does not end: say it in a simpler way".to_owned());
            }
            self.replace(self.last_end..end, tail);
        }
        self.last_end = end;
        Ok(())
    }
}

/// Where addresses begin in a text.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = usize> {
    ["http://", "https://", "www."].into_iter().flat_map(move |start| {
        text.as_bytes()
            .windows(start.len())
            .enumerate()
            .filter(move |(_, bytes)| bytes.eq_ignore_ascii_case(start.as_bytes()))
            .map(|(position, _)| position)
    })
}
