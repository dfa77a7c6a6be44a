//! Reading a truth file.

use std::io::{self, BufRead};

use super::{End, Fault, Header, HeaderLine, Line, VERSION};

/// A truth file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TruthError {
    /// Reading failed.
    #[error("cannot read line {line} of the truth file")]
    Read {
        /// The line, from 1.
        line: u64,
        /// What the reader said.
        #[source]
        source: io::Error,
    },
    /// There is no whole line.
    #[error("the truth file is empty: was anything emitted?")]
    Empty,
    /// A line is none of those that a truth file has.
    #[error("line {line} of the truth file says nothing about faults")]
    Line {
        /// The line, from 1.
        line: u64,
        /// Why it cannot be read.
        #[source]
        source: serde_json::Error,
    },
    /// The file has another format.
    #[error("the truth file has version `{found}`, but only `{VERSION}` can be read: emit it again")]
    Version {
        /// The version that it names.
        found: String,
    },
    /// There is something behind the end.
    #[error("line {line} of the truth file stands behind its end")]
    BehindEnd {
        /// The line, from 1.
        line: u64,
    },
    /// The end counts other faults than there are.
    #[error("the truth file ends with {told} faults, but has {found}: lines are missing or were added")]
    Count {
        /// How many the end tells.
        told: u64,
        /// How many lines there are.
        found: u64,
    },
}

/// What a truth file says.
#[derive(Debug, Clone, PartialEq)]
pub struct TruthFile {
    /// What was emitted.
    pub header: Header,
    /// The faults, in the order in which they were emitted.
    pub faults: Vec<Fault>,
    /// How much was emitted; `None` as long as that goes on, or if it was cut off.
    pub end: Option<End>,
}

impl TruthFile {
    /// Reads a truth file. It may still be growing: a last line without its line
    /// break, of which only a part is there, counts as not written.
    ///
    /// # Errors
    ///
    /// [`TruthError`], with the line.
    pub fn read(mut reader: impl BufRead) -> Result<Self, TruthError> {
        let mut line = 0;
        let mut text = Vec::new();
        let mut truth: Option<Self> = None;
        loop {
            line += 1;
            text.clear();
            let length =
                reader.read_until(b'\n', &mut text).map_err(|source| TruthError::Read { line, source })?;
            if length == 0 {
                break;
            }
            match read_line(&text, line, &mut truth) {
                // The beginning of an object is never an object.
                Err(TruthError::Line { .. }) if !text.ends_with(b"\n") => break,
                result => result?,
            }
        }
        let truth = truth.ok_or(TruthError::Empty)?;
        let found = truth.faults.len() as u64;
        match truth.end {
            Some(End { faults, .. }) if faults != found => Err(TruthError::Count { told: faults, found }),
            _ => Ok(truth),
        }
    }

    /// Whether the end was written: every fault is in the file.
    pub fn is_complete(&self) -> bool {
        self.end.is_some()
    }
}

fn read_line(text: &[u8], line: u64, truth: &mut Option<TruthFile>) -> Result<(), TruthError> {
    let Some(truth) = truth else {
        let HeaderLine { truth: found, header } =
            serde_json::from_slice(text).map_err(|source| TruthError::Line { line, source })?;
        if found != VERSION {
            return Err(TruthError::Version { found });
        }
        *truth = Some(TruthFile { header, faults: Vec::new(), end: None });
        return Ok(());
    };
    if truth.is_complete() {
        return Err(TruthError::BehindEnd { line });
    }
    match serde_json::from_slice(text).map_err(|source| TruthError::Line { line, source })? {
        Line::Fault(fault) => truth.faults.push(fault),
        Line::End(end) => truth.end = Some(end),
    }
    Ok(())
}
