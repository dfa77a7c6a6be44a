//! From text to messages: pure cutting; whoever calls does the reading.

mod document;
mod line;
mod markdown;
mod origin;

use std::{ops::Range, sync::Arc};

use lattice_event_model::{Message, message::RecordingError};

pub(crate) use self::origin::Locator;
pub use self::{
    document::from_document,
    line::from_line,
    markdown::from_markdown,
    origin::{Mapping, Origin, Piece},
};

/// A message to judge, and where it came from.
#[derive(Debug)]
pub struct Input {
    /// The message. Its payload is what spans of findings point into.
    pub message: Message,
    /// Where the payload stands.
    pub origin: Origin,
    /// Why there is no message, if there is none.
    fault: Option<Fault>,
}

/// Why something that should have been a message is none.
#[derive(Debug)]
pub enum Fault {
    /// The line looks like one of a recording, and is none.
    Recording {
        /// What is wrong.
        error: RecordingError,
        /// The bytes of the line to underline.
        span: Option<Range<usize>>,
    },
    /// The line was not read, since it is too long.
    TooLong {
        /// Its length in bytes.
        length: u64,
        /// The longest line that is read, in bytes.
        limit: u64,
    },
}

impl Input {
    /// A message that was read.
    pub fn new(message: Message, origin: Origin) -> Self {
        Self { message, origin, fault: None }
    }

    /// A line that was not read, since it is longer than `limit` bytes. It is
    /// judged to one finding of the rule `line-too-long`.
    ///
    /// `line` counts from 1; `offset` and `length` are bytes.
    pub fn too_long(file: impl Into<Arc<str>>, line: u64, offset: u64, length: u64, limit: u64) -> Self {
        Self {
            message: Message::default(),
            origin: Origin {
                file: file.into(),
                line,
                column: 1,
                offset,
                mapping: Mapping::Opaque { length },
            },
            fault: Some(Fault::TooLong { length, limit }),
        }
    }

    /// Why there is no message, if there is none.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }
}

/// Where a piece of text begins in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// From 1.
    line: u64,
    /// From 1, in characters.
    column: u64,
    /// In bytes.
    offset: u64,
}

impl Place {
    const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// The place behind some bytes.
    fn after(mut self, bytes: &[u8]) -> Self {
        bytes.iter().for_each(|byte| self.pass(*byte));
        self
    }

    fn pass(&mut self, byte: u8) {
        self.offset += 1;
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else if byte & 0b1100_0000 != 0b1000_0000 {
            // Bytes that continue a character are not counted.
            self.column += 1;
        }
    }

    fn origin(self, file: &Arc<str>, mapping: Mapping) -> Origin {
        Origin { file: Arc::clone(file), line: self.line, column: self.column, offset: self.offset, mapping }
    }
}
