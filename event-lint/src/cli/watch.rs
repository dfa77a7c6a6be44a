//! `event-lint watch`.

use bytesize::ByteSize;
use clap::{ArgMatches, Args};

use super::{
    connection::{ConnectionArguments, SelectionArguments, queue_group},
    judging::JudgingArguments,
    live::LiveArguments,
};
use crate::{nats::Share, watch::Watch};

pub(super) const HELP: &str = "\
The first SIGINT or SIGTERM ends the run with its report. The second one ends
it at once, without a report, with exit code 130.

If nobody reads what is written while messages are judged, a run that should
end waits ten seconds and then ends without its report, with exit code 3. The
report at the end waits for its reader.

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

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionArguments,

    /// Share the messages with all others that name the same group
    ///
    /// Each message goes to one of them, whichever the server picks. Rules that
    /// compare messages with each other are off.
    #[arg(long, value_name = "NAME", help_heading = "Subjects", value_parser = queue_group, conflicts_with = "truth")]
    queue_group: Option<String>,

    /// Judge a share of the lattices: 2/3 is the second of three processes
    ///
    /// All messages of a lattice go to the same process, so that rules which
    /// compare messages with each other stay on.
    #[arg(long, value_name = "K/N", help_heading = "Subjects", conflicts_with_all = ["queue_group", "truth"])]
    partition: Option<Share>,

    #[command(flatten)]
    live: LiveArguments,

    /// A time without a connection does not make the run incomplete
    #[arg(long, help_heading = "Running")]
    allow_gaps: bool,

    /// Messages that may wait to be judged, in bytes of memory; what does not fit is lost, and counted
    #[arg(long, value_name = "SIZE", help_heading = "Running", default_value = "64MiB")]
    queue: ByteSize,

    #[command(flatten)]
    connection: ConnectionArguments,

    #[command(flatten)]
    judging: JudgingArguments,
}

impl Arguments {
    pub(super) fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Watch> {
        let live = self.live.resolve(self.allow_gaps, self.queue.as_u64())?;
        let judging = self.judging.resolve(matches)?;
        Ok(Watch {
            connection: self.connection.resolve()?,
            selection: self.selection.of_live(judging.subject_prefix()),
            queue_group: self.queue_group,
            share: self.partition,
            live,
            judging,
        })
    }
}
