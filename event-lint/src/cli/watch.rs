//! `event-lint watch`.

use clap::{ArgMatches, Args};

use super::{
    connection::{ConnectionArguments, SelectionArguments},
    judging::JudgingArguments,
    live::LiveArguments,
};
use crate::{nats::Share, watch::Watch};

pub(super) const HELP: &str = "\
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
    #[arg(long, value_name = "NAME", help_heading = "Subjects", conflicts_with = "truth")]
    queue_group: Option<String>,

    /// Judge a share of the lattices: 2/3 is the second of three processes
    ///
    /// All messages of a lattice go to the same process, so that rules which
    /// compare messages with each other stay on.
    #[arg(long, value_name = "K/N", help_heading = "Subjects", conflicts_with_all = ["queue_group", "truth"])]
    partition: Option<Share>,

    #[command(flatten)]
    live: LiveArguments,

    #[command(flatten)]
    connection: ConnectionArguments,

    #[command(flatten)]
    judging: JudgingArguments,
}

impl Arguments {
    pub(super) fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Watch> {
        let judging = self.judging.resolve(matches)?;
        Ok(Watch {
            connection: self.connection.resolve()?,
            selection: self.selection.of_live(judging.subject_prefix.clone()),
            queue_group: self.queue_group,
            share: self.partition,
            live: self.live.resolve(),
            judging,
        })
    }
}
