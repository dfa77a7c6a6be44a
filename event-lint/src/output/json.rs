//! One JSON document at the end. Its schema is published beside the events'.

use std::io::{self, Write};

use lattice_linter::{Finding, Input, report::Report};

use super::Output;

pub(super) struct Json<W> {
    writer: W,
}

impl<W: Write> Json<W> {
    pub(super) fn new(writer: W) -> Self {
        Self { writer }
    }
}

impl<W: Write> Output for Json<W> {
    fn finding(&mut self, _: &Finding, _: &Input) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.writer, report)?;
        writeln!(self.writer)?;
        self.writer.flush()
    }
}
