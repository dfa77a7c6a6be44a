//! The options of every command that judges what comes over NATS.

use std::{path::PathBuf, time::Duration};

use bytesize::ByteSize;
use clap::Args;

use crate::live::Request;

#[derive(Debug, Args)]
#[command(next_help_heading = "Running")]
pub(super) struct LiveArguments {
    /// End after this time, such as 30s or 5m; it begins when everything is ready
    #[arg(long = "for", value_name = "TIME", value_parser = humantime::parse_duration)]
    duration: Option<Duration>,

    /// End after so many messages
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,

    /// Print how the run stands, every so often
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    report_every: Option<Duration>,

    /// Write a file when everything is ready
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,

    /// A time without a connection does not make the run incomplete
    #[arg(long)]
    allow_gaps: bool,

    /// Append a JSON line for each message that was judged to a file; `-` is standard output
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,

    /// Messages that may wait to be judged, in bytes; what does not fit is lost, and counted
    #[arg(long, value_name = "SIZE", default_value = "64MiB")]
    queue: ByteSize,
}

impl LiveArguments {
    pub(super) fn resolve(self) -> Request {
        Request {
            duration: self.duration,
            count: self.count,
            report_every: self.report_every,
            ready_file: self.ready_file,
            allow_gaps: self.allow_gaps,
            judgements: self.judgements,
            queue_bytes: self.queue.as_u64(),
        }
    }
}
