//! Writing a truth file.

use std::io::{self, Write};

use serde::Serialize;

use super::{End, Fault, Header, HeaderLine, Line, VERSION};
use crate::faults::Planted;

/// Writes a truth file, line by line. Each line is flushed, so that readers see
/// a fault before its messages come.
#[derive(Debug)]
pub struct TruthWriter<W> {
    writer: W,
    faults: u64,
}

impl<W: Write> TruthWriter<W> {
    /// Begins a truth file.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn new(writer: W, header: &Header) -> io::Result<Self> {
        let mut truth = Self { writer, faults: 0 };
        truth.line(&HeaderLine { truth: VERSION.to_owned(), header: header.clone() })?;
        Ok(truth)
    }

    /// Notes a fault. Call it before its first message is published.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn fault(&mut self, planted: &Planted) -> io::Result<()> {
        self.faults += 1;
        self.line(&Line::Fault(Fault::from(planted)))
    }

    /// Ends the file. `messages` were published in all, those of faults included.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn end(mut self, messages: u64) -> io::Result<()> {
        let faults = self.faults;
        self.line(&Line::End(End { messages, faults }))
    }

    /// One call of the writer a line, so that a line is rarely seen in parts.
    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.writer.write_all(&text)?;
        self.writer.flush()
    }
}

impl From<&Planted> for Fault {
    fn from(planted: &Planted) -> Self {
        Self {
            rule: planted.rule.to_owned(),
            summary: planted.summary.clone(),
            position: planted.position as u64,
            messages: planted.digests.clone(),
        }
    }
}
