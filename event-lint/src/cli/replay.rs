//! `event-lint replay`.

use std::time::Duration;

use bytesize::ByteSize;
use chrono::{DateTime, TimeDelta, Utc};
use clap::{ArgMatches, Args};

use super::{
    connection::{ConnectionArguments, SelectionArguments},
    judging::JudgingArguments,
    live::LiveArguments,
};
use crate::{
    nats::Share,
    replay::Replay,
    source::stream::{Durable, Start},
};

pub(super) const HELP: &str = "\
If nobody reads what is written while messages are judged, a run that should
end waits ten seconds and then ends without its report, with exit code 3. The
report at the end waits for its reader.

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

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the stream, such as wasmbus_events
    #[arg(long, value_name = "NAME", help_heading = "Stream")]
    stream: String,

    /// Begin with this sequence; a durable consumer that is there already goes on where it was
    #[arg(long, value_name = "SEQUENCE", help_heading = "Stream", conflicts_with_all = ["since", "last_per_subject"])]
    start_seq: Option<u64>,

    /// Begin with what came at this time (RFC 3339), or so long ago (24h); see --start-seq
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
    /// Needs --judgements: a message is acknowledged when its judgement is
    /// written. If a process dies, what it had not judged is delivered to another
    /// one.
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Stream",
        requires = "judgements",
        conflicts_with = "truth"
    )]
    durable: Option<String>,

    /// Judge a share of the lattices: 2/3 is the second of three processes
    ///
    /// All messages of a lattice go to the same process, so that rules which
    /// compare messages with each other stay on.
    #[arg(long, value_name = "K/N", help_heading = "Stream", conflicts_with_all = ["durable", "truth"])]
    partition: Option<Share>,

    /// How long a process may take to judge a message before another one gets it
    ///
    /// Applies when the durable consumer is made; one that is there already keeps
    /// its own.
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

    /// Messages that may wait to be judged, in bytes of memory, at most 16 MiB; the stream keeps the rest
    #[arg(long, value_name = "SIZE", help_heading = "Running", default_value = "16MiB")]
    queue: ByteSize,

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

impl Arguments {
    pub(super) fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Replay> {
        // A stream keeps what is published while the connection is gone.
        let live = self.live.resolve(true, self.queue.as_u64())?;
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
            selection: self.selection.of_stream(judging.subject_prefix()),
            durable: self.durable.map(|name| Durable { name, ack_wait, follow }),
            share: self.partition,
            sole_reader: self.sole_reader,
            live,
            judging,
        })
    }
}
