//! The command line: what was typed, and what it means.

mod connection;
mod judging;
mod live;
mod secrets;

use anyhow::bail;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{
    check::{self, Check},
    exit::Exit,
    watch::{self, Watch},
};
use connection::{ConnectionArguments, SelectionArguments};
use judging::JudgingArguments;
use live::LiveArguments;

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
    #[command(after_help = CHECK_HELP)]
    Check(CheckArguments),

    /// Lint a live lattice on NATS until stopped
    ///
    /// Subscribes to the subjects on which the events of the catalogue are
    /// published, and judges what comes. Nothing is published. SIGINT and SIGTERM
    /// end the run with its report, SIGHUP reads the catalogue again.
    #[command(after_help = WATCH_HELP)]
    Watch(WatchArguments),
}

const WATCH_HELP: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  could not run: usage, no connection, a subscription that is refused
  3  ran, but incompletely: messages were lost in this client, the connection
     was gone (unless --allow-gaps), or a run with --for or --count saw no
     message at all (unless --allow-empty)

Examples:
  event-lint watch
  event-lint watch --lattice '*' --for 30s --format json --output report.json
  event-lint watch --context production --report-every 5m --max-findings 100";

const CHECK_HELP: &str = "\
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

    /// Longest line that is read, in bytes; a longer one is a finding
    #[arg(long, value_name = "BYTES", default_value_t = 8 * 1024 * 1024)]
    max_line_bytes: usize,

    #[command(flatten)]
    judging: JudgingArguments,
}

#[derive(Debug, Args)]
struct WatchArguments {
    #[command(flatten)]
    selection: SelectionArguments,

    /// Share the messages with all others that name the same group
    #[arg(long, value_name = "NAME", help_heading = "Subjects")]
    queue_group: Option<String>,

    #[command(flatten)]
    live: LiveArguments,

    #[command(flatten)]
    connection: ConnectionArguments,

    #[command(flatten)]
    judging: JudgingArguments,
}

/// Runs the command that was typed.
pub(crate) fn run() -> anyhow::Result<Exit> {
    secrets::hide();
    let matches = Arguments::command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    // Clap demands a subcommand, so there is one.
    let nothing = ArgMatches::default();
    let matches = matches.subcommand().map_or(&nothing, |(_, matches)| matches);
    match arguments.command {
        Command::Check(arguments) => check::run(arguments.resolve(matches)?),
        Command::Watch(arguments) => watch::run(arguments.resolve(matches)?),
    }
}

impl CheckArguments {
    fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Check> {
        let files = if self.files.is_empty() { vec!["-".to_owned()] } else { self.files };
        if files.iter().filter(|file| *file == "-").count() > 1 {
            bail!("standard input (`-`) can be read only once");
        }
        Ok(Check {
            files,
            max_line_bytes: self.max_line_bytes.max(1),
            judging: self.judging.resolve(matches)?,
        })
    }
}

impl WatchArguments {
    fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Watch> {
        let judging = self.judging.resolve(matches)?;
        Ok(Watch {
            connection: self.connection.resolve()?,
            selection: self.selection.resolve(judging.subject_prefix.clone()),
            queue_group: self.queue_group,
            live: self.live.resolve(),
            judging,
        })
    }
}
