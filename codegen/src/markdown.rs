//! Portable Markdown.
//!
//! Pages are read by GitHub, by documentation sites whose format is CommonMark,
//! and by sites whose format is MDX, where `{`, `<` and a line that begins with
//! `import` are code. A [`Passage`] is a text that somebody wrote; what comes out
//! of it is Markdown that all of them render alike. Only text nodes are touched,
//! as a parser found them, and the result is read again and compared with the
//! original before it is given out.

mod compare;
mod edit;
mod html;
mod link;
mod text;

use crate::CodegenError;

pub use self::{
    link::{Links, relative},
    text::{code, code_cell, literal, plain, quoted, slug, split_first, summary},
};

/// The longest `description` in front matter, in characters.
pub const DESCRIPTION_LENGTH: usize = 160;

/// A text in Markdown, and what is known of the page on which it will stand.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// Where the text comes from, for errors: `the documentation of HostStarted`.
    pub place: &'a str,
    /// The text.
    pub text: &'a str,
    /// Where its relative links may lead.
    pub links: Links<'a>,
    /// The least deep level that its headings may have, 1 to 6. Where a heading
    /// is above it, all of them move down.
    pub heading: usize,
}

impl<'a> Passage<'a> {
    /// A text that has no relative links, below a heading of level two.
    pub fn new(place: &'a str, text: &'a str) -> Self {
        Self { place, text, links: Links::Absolute, heading: 3 }
    }

    /// The text as blocks, to stand between blank lines.
    ///
    /// # Errors
    ///
    /// [`CodegenError::Markdown`], if the text has something that not every
    /// reader renders: raw HTML, indented code, heading ids, footnotes, links to
    /// files that are not published.
    pub fn block(&self) -> Result<String, CodegenError> {
        edit::portable(self, Form::Block).map_err(|reason| self.error(reason))
    }

    /// The text as one line, to stand in a cell of a table.
    ///
    /// # Errors
    ///
    /// As [`block`](Self::block), and if the text is more than one paragraph.
    pub fn cell(&self) -> Result<String, CodegenError> {
        edit::portable(self, Form::Cell).map_err(|reason| self.error(reason))
    }

    fn error(&self, reason: String) -> CodegenError {
        CodegenError::Markdown { place: self.place.to_owned(), reason }
    }
}

/// What a text becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Blocks.
    Block,
    /// The content of a cell.
    Cell,
}
