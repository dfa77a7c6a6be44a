//! `event-lint record`.

use std::{path::PathBuf, time::Duration};

use bytesize::ByteSize;
use clap::Args;
use lattice_linter::SubjectPrefix;

use super::connection::{ConnectionArguments, SelectionArguments};
use crate::{live::ready, record::Record};

pub(super) const HELP: &str = "\
Exit codes:
  0  everything that came was written
  2  could not run: usage, no connection, a file that cannot be written
  3  ran, but incompletely: messages were lost in this client, the connection
     was gone (unless --allow-gaps), or a run with --for or --count saw no
     message at all (unless --allow-empty)

Examples:
  event-lint record --for 1m --output lattice.ndjson
  event-lint record --lattice '*' --output lattice.ndjson --rotate 100MiB --keep 10
  event-lint record --output - --count 10";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to write; `-` is standard output. It has to be new or empty, unless --force is given
    #[arg(long, value_name = "FILE")]
    output: PathBuf,

    /// Begin a new file (lattice.2.ndjson) before one is larger than this
    #[arg(long, value_name = "SIZE")]
    rotate: Option<ByteSize>,

    /// Keep only the newest files
    #[arg(long, value_name = "N", requires = "rotate", value_parser = clap::value_parser!(u64).range(1..))]
    keep: Option<u64>,

    /// Write over an earlier recording
    #[arg(long)]
    force: bool,

    /// End after this time, such as 30s or 5m
    #[arg(long = "for", value_name = "TIME", value_parser = humantime::parse_duration)]
    duration: Option<Duration>,

    /// End after so many messages
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,

    /// Write a file when everything is ready
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,

    /// A time without a connection does not make the run incomplete
    #[arg(long)]
    allow_gaps: bool,

    /// Exit with 0 even if there was no message at all
    #[arg(long)]
    allow_empty: bool,

    /// Messages that may wait to be written, in bytes of memory; what does not fit is lost, and counted
    #[arg(long, value_name = "SIZE", default_value = "64MiB")]
    queue: ByteSize,

    /// Take the subjects from the catalogue in a directory, in place of the built-in one
    #[arg(long, value_name = "DIR")]
    catalog: Option<PathBuf>,

    /// Tokens that stand before every subject, such as `*` for the accounts of several tenants
    #[arg(long, value_name = "TOKENS")]
    subject_prefix: Option<SubjectPrefix>,

    /// Say nothing but what went wrong
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    selection: SelectionArguments,

    #[command(flatten)]
    connection: ConnectionArguments,
}

impl Arguments {
    pub(super) fn resolve(self) -> anyhow::Result<Record> {
        ready::clear(self.ready_file.as_deref())?;
        Ok(Record {
            connection: self.connection.resolve()?,
            selection: self.selection.of_live(self.subject_prefix),
            catalog: self.catalog,
            output: self.output,
            rotate: self.rotate.map(|size| size.as_u64()),
            force: self.force,
            keep: self.keep.map(|keep| usize::try_from(keep).unwrap_or(usize::MAX)),
            duration: self.duration,
            count: self.count,
            ready_file: self.ready_file,
            allow_gaps: self.allow_gaps,
            allow_empty: self.allow_empty,
            queue_bytes: self.queue.as_u64(),
            quiet: self.quiet,
        })
    }
}
