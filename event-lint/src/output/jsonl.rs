//! One JSON object a line: every finding as it is made, ungrouped, then
//! `{"summary": …}`.

use std::io::{self, Write};

use lattice_linter::{
    Finding, Input,
    report::{Report, Summary},
};
use serde::Serialize;

use super::{Options, Output};

pub(super) struct JsonLines<W> {
    writer: W,
    options: Options,
}

#[derive(Serialize)]
struct LastLine<'a> {
    summary: &'a Summary,
}

impl<W: Write> JsonLines<W> {
    pub(super) fn new(writer: W, options: Options) -> Self {
        Self { writer, options }
    }
}

impl<W: Write> Output for JsonLines<W> {
    fn finding(&mut self, finding: &Finding, _: &Input) -> io::Result<()> {
        if self.options.quiet {
            return Ok(());
        }
        serde_json::to_writer(&mut self.writer, finding)?;
        writeln!(self.writer)?;
        // Whoever reads the stream wants each line when it is made.
        self.writer.flush()
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, &LastLine { summary: &report.summary })?;
        writeln!(self.writer)?;
        self.writer.flush()
    }
}
