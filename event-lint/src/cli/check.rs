//! `event-lint check`.

use anyhow::bail;
use clap::{ArgMatches, Args};

use super::judging::JudgingArguments;
use crate::check::Check;

pub(super) const HELP: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  could not run: usage, unreadable input
  3  ran, but incompletely: no message at all, or interrupted

Examples:
  event-lint check recording.ndjson
  nats sub 'wasmbus.evt.>' --raw | event-lint check -
  event-lint check docs/*.mdx --format json --output report.json
  event-lint check recording.ndjson --format sarif --output lint.sarif --format human";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files to lint; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// Longest line that is read, in bytes; a longer one is a finding
    #[arg(long, value_name = "BYTES", default_value_t = 8 * 1024 * 1024)]
    max_line_bytes: usize,

    #[command(flatten)]
    judging: JudgingArguments,
}

impl Arguments {
    pub(super) fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Check> {
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
