//! A line for each message that was judged, whether there are findings or not.

use std::{
    fs::File,
    io::{BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use lattice_event_model::Message;
use lattice_linter::{Finding, Judgement};
use serde::Serialize;

/// Writes judgements, one JSON object a line.
pub(crate) struct Judgements {
    path: PathBuf,
    writer: Box<dyn Write>,
}

#[derive(Serialize)]
struct Line<'a> {
    judgement: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
    redelivered: bool,
    subject: Option<&'a str>,
    types: Vec<Option<&'a str>>,
    findings: &'a [Finding],
}

impl Judgements {
    /// Appends to a file; `-` is standard output.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let writer: Box<dyn Write> = if path.as_os_str() == "-" {
            Box::new(BufWriter::new(std::io::stdout()))
        } else {
            let file = append(path).with_context(|| format!("failed to open `{}`", path.display()))?;
            Box::new(BufWriter::new(file))
        };
        Ok(Self { path: path.to_owned(), writer })
    }

    /// Writes a line, and has it out of this process before anything else
    /// happens: whoever acknowledges the message afterwards does not lose it.
    pub(crate) fn write(
        &mut self,
        message: &Message,
        redelivered: bool,
        judgement: &Judgement,
    ) -> anyhow::Result<()> {
        let line = Line {
            judgement: Body {
                stream: message.stream.as_deref(),
                sequence: message.sequence,
                redelivered,
                subject: judgement.subject.as_deref().or(message.subject.as_deref()),
                types: judgement.events.iter().map(|event| event.event_type.as_deref()).collect(),
                findings: &judgement.findings,
            },
        };
        let write = |writer: &mut dyn Write| -> std::io::Result<()> {
            serde_json::to_writer(&mut *writer, &line)?;
            writeln!(writer)?;
            writer.flush()
        };
        write(&mut *self.writer)
            .with_context(|| format!("failed to write a judgement to `{}`", self.path.display()))
    }
}

/// Opens a file to append lines. A pipe is only written to. A line that an earlier run could not finish is
/// ended, so that the next one begins on a line of its own.
fn append(path: &Path) -> std::io::Result<File> {
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return File::options().write(true).open(path);
    }
    let mut file = File::options().create(true).read(true).append(true).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}
