//! Blocks: what they become, and which of them are refused.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Tag};

use super::{Editor, Form, compare, html};

impl Editor<'_> {
    pub(super) fn open_block(&mut self, tag: Tag<'_>, range: Range<usize>) -> Result<(), String> {
        self.block_start = None;
        self.line_break = None;
        self.blocks += 1;
        if self.form == Form::Cell && (self.blocks > 1 || tag != Tag::Paragraph) {
            return Err("more than one paragraph, where there is room for one only".to_owned());
        }
        if let Some(end) = self.table_end.take() {
            let before = &self.source[..range.start.max(end)];
            let blank = &before[before.trim_end_matches([' ', '\t', '>', '\n']).len()..];
            if blank.matches('\n').count() < 2 {
                return Err("text right below a table: leave a blank line between them".to_owned());
            }
        }
        match tag {
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                Err("indented code: put it between lines of three backticks".to_owned())
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.in_code = true;
                self.fence(&info, range)
            }
            Tag::HtmlBlock => Err(html::refusal(&self.source[range])),
            Tag::FootnoteDefinition(_) => Err("a footnote: say it in the text".to_owned()),
            Tag::BlockQuote(Some(_)) => {
                Err("an alert such as `[!NOTE]`: write a quotation that begins with a bold word".to_owned())
            }
            // Inside of other blocks, readers disagree on what such a list is.
            Tag::List(Some(first)) if first != 1 => {
                Err(format!("a list that begins with {first}: begin with 1"))
            }
            Tag::Heading { .. } => self.open_heading(range),
            Tag::Table(_) => {
                let indented = |line: &str| line.starts_with("    ") || line.starts_with('\t');
                if self.source[range].lines().skip(1).any(indented) {
                    return Err("a table whose lines are indented: begin them at the margin".to_owned());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Tells highlighters a language that they know, and makes sure that the
    /// code ends where every reader sees its end.
    fn fence(&mut self, info: &str, range: Range<usize>) -> Result<(), String> {
        let lines: Vec<&str> = self.source[range.clone()].lines().collect();
        let first = lines.first().copied().unwrap_or_default();
        let fence = first.trim_start();
        let mark = if fence.starts_with('~') { '~' } else { '`' };
        let width = fence.chars().take_while(|found| *found == mark).count();
        let closes = |line: &str| {
            let line = line.trim_matches([' ', '\t', '>']);
            line.len() >= width && line.chars().all(|found| found == mark)
        };
        match lines.iter().skip(1).position(|line| closes(line)) {
            None => return Err("code that does not end: close it with a line of three backticks".to_owned()),
            Some(position) if position + 2 < lines.len() => {
                return Err(
                    "code with a line that looks like its end: put more backticks around the code".to_owned()
                );
            }
            Some(_) => {}
        }
        let start = range.start + first.len() - fence.len() + width;
        self.replace(start..range.start + first.len(), compare::language(info).to_owned());
        Ok(())
    }

    fn open_heading(&mut self, range: Range<usize>) -> Result<(), String> {
        let heading = self.source[range.clone()].trim_end();
        if heading.ends_with('}') && heading.contains("{#") {
            return Err(
                "a heading with an id: leave it out, links lead to the text of the heading".to_owned()
            );
        }
        if heading.contains('\n') {
            let level = if heading.ends_with('=') { 1 } else { 2 };
            self.replace(range.start..range.start, format!("{} ", "#".repeat((level + self.shift).min(6))));
        } else {
            let hashes = heading.trim_start().bytes().take_while(|byte| *byte == b'#').count();
            let start = range.start + heading.len() - heading.trim_start().len();
            let more = (hashes + self.shift).min(6) - hashes;
            if more > 0 {
                self.replace(start..start, "#".repeat(more));
            }
        }
        self.last_end = range.start;
        Ok(())
    }

    /// The underline of a heading goes: it has become one with `#`.
    pub(super) fn close_heading(&mut self, range: Range<usize>) {
        let heading = self.source[range.clone()].trim_end();
        if heading.contains('\n') {
            self.replace(self.last_end..range.start + heading.len(), String::new());
        }
        self.last_end = range.end;
    }
}
