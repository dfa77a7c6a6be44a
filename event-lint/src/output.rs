//! How findings are printed: one file a format.

mod destination;
mod github;
mod human;
mod json;
mod jsonl;
mod junit;
mod layout;
mod outputs;
mod place;
pub(crate) mod rule_page;
mod sarif;

use std::{io, path::PathBuf};

use lattice_linter::{Finding, Input, report::Report};

use crate::exit::FailOn;
use destination::Destination;
pub(crate) use destination::Replaceable;
use outputs::Named;
pub(crate) use outputs::Outputs;

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: findings as they are made, then a summary
    Human,
    /// One JSON document at the end
    Json,
    /// One JSON object a line: findings as they are made, then the summary
    Jsonl,
    /// SARIF 2.1.0 at the end, for code scanning
    Sarif,
    /// JUnit XML at the end: each event type is a test case
    Junit,
    /// Annotations of GitHub Actions as findings are made, and a step summary
    Github,
}

/// A format, and where it goes: a file, or standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

impl Wanted {
    /// Whether somebody who sits in front of the terminal reads it.
    pub(crate) fn is_read_by_people(&self) -> bool {
        self.format == Format::Human && self.file.is_none()
    }
}

/// What is asked of every format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Only the summary.
    pub(crate) quiet: bool,
    /// Every finding, equal ones too.
    pub(crate) verbose: bool,
    /// From which severity on findings make the run fail.
    pub(crate) fail_on: FailOn,
}

/// Something that prints findings.
pub(crate) trait Output {
    /// A finding was made.
    fn finding(&mut self, finding: &Finding, input: &Input) -> io::Result<()>;

    /// The run goes on, and somebody wants to know how it stands. Formats that
    /// are one document replace their file, and write nothing to where it would stay.
    fn interim(&mut self, report: &Report) -> io::Result<()>;

    /// All findings were made.
    fn finish(&mut self, report: &Report) -> io::Result<()>;
}

/// The outputs that are wanted, in their order.
pub(crate) fn open(wanted: &[Wanted], options: Options) -> anyhow::Result<Outputs> {
    let named = |wanted: &Wanted| {
        let name = match &wanted.file {
            Some(path) => format!("`{}`", path.display()),
            None => "to standard output".to_owned(),
        };
        Ok(Named { name, output: open_one(wanted, options)? })
    };
    Ok(Outputs::new(wanted.iter().map(named).collect::<anyhow::Result<_>>()?))
}

fn open_one(wanted: &Wanted, options: Options) -> anyhow::Result<Box<dyn Output>> {
    let destination = Destination::open(wanted.file.as_deref())?;
    Ok(match wanted.format {
        Format::Human => {
            let styled = destination.is_standard_output();
            Box::new(human::Human::new(destination.stream()?, styled, options))
        }
        Format::Json => Box::new(json::Json::new(destination.for_documents()?)),
        Format::Jsonl => Box::new(jsonl::JsonLines::new(destination.stream()?, options)),
        Format::Sarif => Box::new(sarif::Sarif::new(destination.for_documents()?)),
        Format::Junit => Box::new(junit::Junit::new(destination.for_documents()?, options)),
        Format::Github => Box::new(github::Github::new(destination.stream()?, options)?),
    })
}
