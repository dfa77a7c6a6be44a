//! The command line: what was typed, and what it means.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::bail;
use clap::{Args, Parser, Subcommand, ValueEnum};
use lattice_linter::{Level, rules};

use crate::{
    check::{self, Check},
    exit::{Exit, FailOn},
    output::Format,
};

/// Proves that the events of a wasmCloud lattice are what their schemas say.
#[derive(Debug, Parser)]
#[command(name = "event-lint", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint files or standard input
    ///
    /// Accepts one CloudEvent, a JSON batch, NDJSON of CloudEvents, recordings
    /// of NATS messages, and Markdown or MDX, of which every fenced JSON block
    /// that is meant as a CloudEvent is judged. Nothing is ever read from the
    /// network.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArguments),
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  could not run: usage, unreadable input
  3  ran, but incompletely: no message at all, or interrupted

Examples:
  event-lint check recording.ndjson
  nats sub 'wasmbus.evt.>' --raw | event-lint check -
  event-lint check docs/*.mdx --format json --output report.json";

#[derive(Debug, Args)]
struct CheckArguments {
    /// Files to lint; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Write the findings to a file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Judge by the catalogue in a directory, in place of the built-in one
    #[arg(long, value_name = "DIR")]
    catalog: Option<PathBuf>,

    /// Raise a rule, or every rule of a level, to error
    #[arg(long, value_name = "RULE|LEVEL")]
    deny: Vec<String>,

    /// Set a rule, or every rule of a level, to warning
    #[arg(long, value_name = "RULE|LEVEL")]
    warn: Vec<String>,

    /// Switch off a rule, or every rule of a level
    #[arg(long, value_name = "RULE|LEVEL")]
    allow: Vec<String>,

    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// Exit with 0 even if there was no message at all
    #[arg(long)]
    allow_empty: bool,

    /// Longest line that is read, in bytes; a longer one is a finding
    #[arg(long, value_name = "BYTES", default_value_t = 8 * 1024 * 1024)]
    max_line_bytes: usize,

    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,

    /// Print no findings, only the summary
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Print every finding, equal ones too
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// If the output is a terminal
    Auto,
    Always,
    Never,
}

/// Runs the command that was typed.
pub(crate) fn run() -> anyhow::Result<Exit> {
    match Arguments::parse().command {
        Command::Check(arguments) => check::run(resolve(arguments)?),
    }
}

fn resolve(arguments: CheckArguments) -> anyhow::Result<Check> {
    let severities = severities(&arguments)?;
    match arguments.color {
        Colour::Auto => {}
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
    }
    let files = if arguments.files.is_empty() { vec!["-".to_owned()] } else { arguments.files };
    if files.iter().filter(|file| *file == "-").count() > 1 {
        bail!("standard input (`-`) can be read only once");
    }
    Ok(Check {
        files,
        format: arguments.format,
        output: arguments.output,
        catalog: arguments.catalog,
        severities,
        fail_on: arguments.fail_on,
        allow_empty: arguments.allow_empty,
        max_line_bytes: arguments.max_line_bytes.max(1),
        quiet: arguments.quiet,
        verbose: arguments.verbose,
    })
}

/// A rule that is named wins over a level that is named.
fn severities(arguments: &CheckArguments) -> anyhow::Result<BTreeMap<String, Level>> {
    let wishes = [
        (&arguments.deny, Level::Error),
        (&arguments.warn, Level::Warning),
        (&arguments.allow, Level::Allow),
    ];
    let mut severities = BTreeMap::new();
    for (names, level) in wishes {
        for name in names.iter().filter_map(|name| level_named(name)) {
            let rules = rules::ALL.iter().filter(|rule| Level::from(rule.severity) == name);
            severities.extend(rules.map(|rule| (rule.name.to_owned(), level)));
        }
    }
    for (names, level) in wishes {
        let rules = names.iter().filter(|name| level_named(name).is_none());
        severities.extend(rules.map(|rule| (rule.clone(), level)));
    }
    Ok(severities)
}

fn level_named(name: &str) -> Option<Level> {
    match name {
        "error" | "errors" => Some(Level::Error),
        "warning" | "warnings" => Some(Level::Warning),
        "info" => Some(Level::Info),
        _ => None,
    }
}
