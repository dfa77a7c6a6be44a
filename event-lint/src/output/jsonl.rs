//! One JSON object a line: every finding as it is made, ungrouped, then
//! `{"summary": …}`. A summary on the way is `{"interim": …}`.

use std::io::{self, Write};

use lattice_linter::{
    Finding, Input,
    report::{Connection, Report, Stream, Summary, Truth},
};
use serde::Serialize;

use super::{Options, Output};

pub(super) struct JsonLines<W> {
    writer: W,
    options: Options,
}

#[derive(Serialize)]
struct InterimLine<'a> {
    interim: &'a Summary,
}

#[derive(Serialize)]
struct LastLine<'a> {
    summary: &'a Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<&'a Connection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<&'a Stream>,
    #[serde(skip_serializing_if = "Option::is_none")]
    truth: Option<&'a Truth>,
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

    fn interim(&mut self, report: &Report) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, &InterimLine { interim: &report.summary })?;
        writeln!(self.writer)?;
        self.writer.flush()
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        let last = LastLine {
            summary: &report.summary,
            connection: report.connection.as_ref(),
            stream: report.stream.as_ref(),
            truth: report.truth.as_ref(),
        };
        serde_json::to_writer(&mut self.writer, &last)?;
        writeln!(self.writer)?;
        self.writer.flush()
    }
}
