//! How findings are printed: one file a format.

mod human;
mod json;
mod jsonl;
mod layout;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use lattice_linter::{Finding, Input, report::Report};

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: findings as they are made, then a summary
    Human,
    /// One JSON document at the end
    Json,
    /// One JSON object a line: findings as they are made, then the summary
    Jsonl,
}

/// What is asked of every format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Only the summary.
    pub(crate) quiet: bool,
    /// Every finding, equal ones too.
    pub(crate) verbose: bool,
}

/// Something that prints findings.
pub(crate) trait Output {
    /// A finding was made.
    fn finding(&mut self, finding: &Finding, input: &Input) -> io::Result<()>;

    /// All findings were made.
    fn finish(&mut self, report: &Report) -> io::Result<()>;
}

/// The output in a format, to a file or to standard output.
pub(crate) fn open(format: Format, file: Option<&Path>, options: Options) -> anyhow::Result<Box<dyn Output>> {
    let writer: Box<dyn Write> = match file {
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("failed to create `{}`", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(anstream::AutoStream::auto(io::stdout())),
    };
    Ok(match format {
        Format::Human => Box::new(human::Human::new(writer, file.is_none(), options)),
        Format::Json => Box::new(json::Json::new(writer)),
        Format::Jsonl => Box::new(jsonl::JsonLines::new(writer, options)),
    })
}
