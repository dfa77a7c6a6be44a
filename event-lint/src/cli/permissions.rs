//! `event-lint permissions`.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use lattice_linter::SubjectPrefix;

use super::connection::{SelectionArguments, inbox_prefix, queue_group};
use crate::permissions::{Purpose, Request};

pub(super) const HELP: &str = "\
`check` needs none: it reads files, and never connects.

Examples:
  event-lint permissions watch --lattice production
  event-lint permissions watch --lattice '*' --queue-group lint
  event-lint permissions replay --stream wasmbus_events --durable audit --json";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command
    #[arg(value_enum)]
    command: CommandName,

    #[command(flatten)]
    selection: SelectionArguments,

    /// The queue group of `watch`
    #[arg(long, value_name = "NAME", value_parser = queue_group)]
    queue_group: Option<String>,

    /// The stream of `replay`
    #[arg(long, value_name = "NAME")]
    stream: Option<String>,

    /// The durable consumer of `replay`
    #[arg(long, value_name = "NAME")]
    durable: Option<String>,

    /// `emit` with --jetstream waits for acknowledgements
    #[arg(long)]
    jetstream: bool,

    /// What stands before the subjects of replies
    #[arg(long, value_name = "SUBJECT", value_parser = inbox_prefix, default_value = "_INBOX")]
    inbox_prefix: String,

    /// JetStream domain
    #[arg(long, value_name = "NAME")]
    js_domain: Option<String>,

    /// Tokens that stand before every subject, such as `*` for the accounts of several tenants
    #[arg(long, value_name = "TOKENS")]
    subject_prefix: Option<SubjectPrefix>,

    /// Take the subjects from the catalogue in a directory, in place of the built-in one
    #[arg(long, value_name = "DIR")]
    catalog: Option<PathBuf>,

    /// Print JSON, in place of a piece of configuration
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CommandName {
    Watch,
    Record,
    Replay,
    Emit,
}

impl Arguments {
    pub(super) fn resolve(self) -> anyhow::Result<Request> {
        let purpose = match self.command {
            CommandName::Watch | CommandName::Record => Purpose::Read {
                selection: self.selection.of_live(self.subject_prefix),
                queue_group: self.queue_group,
            },
            CommandName::Emit => Purpose::Publish {
                selection: self.selection.of_live(self.subject_prefix),
                inbox_prefix: self.jetstream.then_some(self.inbox_prefix),
            },
            CommandName::Replay => {
                let Some(stream) = self.stream else {
                    bail!("`replay` reads a stream: name it with --stream")
                };
                Purpose::Replay {
                    stream,
                    durable: self.durable,
                    inbox_prefix: self.inbox_prefix,
                    domain: self.js_domain,
                }
            }
        };
        Ok(Request { purpose, catalog: self.catalog, json: self.json })
    }
}
