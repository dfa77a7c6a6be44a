//! The options of every command that judges what comes over NATS.

use std::{path::PathBuf, time::Duration};

use clap::Args;

use crate::live::{Request, ready};

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
    ///
    /// A format that is one document, such as json or sarif, prints nothing on
    /// standard output until the end; a file that --output names is written anew
    /// each time.
    #[arg(long, value_name = "TIME", value_parser = some_time)]
    report_every: Option<Duration>,

    /// Write a file when everything is ready
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,

    /// Append a JSON line for each message that was judged to a file; `-` is standard output
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
}

/// A time that is not over at once.
fn some_time(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("write a time that is longer than nothing, such as 30s".to_owned()),
        Ok(time) => Ok(time),
        Err(error) => Err(error.to_string()),
    }
}

impl LiveArguments {
    /// What is asked for. A ready file of an earlier run goes before anything
    /// else can fail.
    pub(super) fn resolve(self, allow_gaps: bool, queue_bytes: u64) -> anyhow::Result<Request> {
        ready::clear(self.ready_file.as_deref())?;
        Ok(Request {
            duration: self.duration,
            count: self.count,
            report_every: self.report_every,
            ready_file: self.ready_file,
            allow_gaps,
            judgements: self.judgements,
            queue_bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::LiveArguments;

    #[derive(Debug, Parser)]
    struct Arguments {
        #[command(flatten)]
        live: LiveArguments,
    }

    #[test]
    fn reports_come_after_some_time() {
        let parse = |time| Arguments::try_parse_from(["x", "--report-every", time]);
        assert!(parse("0s").unwrap_err().to_string().contains("longer than nothing"));
        assert!(parse("soon").is_err());
        for time in ["1ms", "500000000000y"] {
            assert!(parse(time).unwrap().live.report_every.is_some());
        }
    }
}
