//! The command line: what was typed, and what it means.

mod connection;
mod judging;
mod live;
mod secrets;

use std::time::Duration;

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{
    check::{self, Check},
    exit::Exit,
    replay::{self, Replay},
    source::stream::{Durable, Start},
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

    /// Lint what a JetStream stream holds
    ///
    /// Reads the stream from its beginning, or from where it is told to, to the
    /// message that was the last one when the run began, and judges everything.
    /// With --durable, several processes share the work.
    #[command(after_help = REPLAY_HELP)]
    Replay(ReplayArguments),
}

const REPLAY_HELP: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  could not run: usage, no connection, no such stream
  3  ran, but incompletely: not everything that the stream held was judged, or
     it held nothing (unless --allow-empty)

Examples:
  event-lint replay --stream wasmbus_events
  event-lint replay --stream wasmbus_events --since 24h --lattice production
  event-lint replay --stream wasmbus_events --durable audit --judgements audit.ndjson";

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

#[derive(Debug, Args)]
struct ReplayArguments {
    /// Name of the stream, such as wasmbus_events
    #[arg(long, value_name = "NAME", help_heading = "Stream")]
    stream: String,

    /// Begin with this sequence
    #[arg(long, value_name = "SEQUENCE", help_heading = "Stream", conflicts_with_all = ["since", "last_per_subject"])]
    start_seq: Option<u64>,

    /// Begin with what came at this time (RFC 3339), or so long ago (24h)
    #[arg(long, value_name = "TIME", help_heading = "Stream", value_parser = since, conflicts_with = "last_per_subject")]
    since: Option<DateTime<Utc>>,

    /// Read only the last message of each subject
    #[arg(long, help_heading = "Stream")]
    last_per_subject: bool,

    /// End with this sequence
    #[arg(long, value_name = "SEQUENCE", help_heading = "Stream", conflicts_with = "durable")]
    end_seq: Option<u64>,

    #[command(flatten)]
    selection: SelectionArguments,

    /// Share the stream with all others that name the same durable consumer
    ///
    /// A message is acknowledged when its judgement is written. If a process
    /// dies, what it had not judged is delivered to another one.
    #[arg(long, value_name = "NAME", help_heading = "Stream", requires = "judgements")]
    durable: Option<String>,

    /// How long a process may take to judge a message before another one gets it
    #[arg(long, value_name = "TIME", help_heading = "Stream", value_parser = humantime::parse_duration, default_value = "30s", requires = "durable")]
    ack_wait: Duration,

    /// Go on when everything is read, until stopped
    #[arg(long, help_heading = "Stream", requires = "durable")]
    follow: bool,

    /// No other process shares the durable consumer: rules that compare messages stay on
    #[arg(long, help_heading = "Stream", requires = "durable")]
    sole_reader: bool,

    #[command(flatten)]
    live: LiveArguments,

    #[command(flatten)]
    connection: ConnectionArguments,

    #[command(flatten)]
    judging: JudgingArguments,
}

/// A time, or how long ago it was.
fn since(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    humantime::parse_duration(text)
        .ok()
        .and_then(|ago| Utc::now().checked_sub_signed(TimeDelta::from_std(ago).ok()?))
        .ok_or_else(|| "write a time such as 2026-01-31T12:00:00Z, or how long ago, such as 24h".to_owned())
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
        Command::Replay(arguments) => replay::run(arguments.resolve(matches)?),
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
            selection: self.selection.of_live(judging.subject_prefix.clone()),
            queue_group: self.queue_group,
            live: self.live.resolve(),
            judging,
        })
    }
}

impl ReplayArguments {
    fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Replay> {
        let judging = self.judging.resolve(matches)?;
        let start = match (self.start_seq, self.since) {
            _ if self.last_per_subject => Start::LastPerSubject,
            (Some(sequence), _) => Start::Sequence(sequence),
            (None, Some(time)) => Start::Time(time),
            (None, None) => Start::Beginning,
        };
        let (ack_wait, follow) = (self.ack_wait, self.follow);
        Ok(Replay {
            connection: self.connection.resolve()?,
            stream: self.stream,
            start,
            end: self.end_seq,
            selection: self.selection.of_stream(judging.subject_prefix.clone()),
            durable: self.durable.map(|name| Durable { name, ack_wait, follow }),
            sole_reader: self.sole_reader,
            live: self.live.resolve(),
            judging,
        })
    }
}
