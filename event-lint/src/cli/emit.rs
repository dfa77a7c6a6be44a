//! `event-lint emit`.

use std::{path::PathBuf, time::Duration};

use anyhow::bail;
use clap::Args;
use lattice_event_model::nats::is_token;

use super::connection::ConnectionArguments;
use crate::emit::{Emit, Rate};

pub(super) const HELP: &str = "\
Without --for and --count, one lattice is played from its first host to its
last. The same seed plays the same lattice and plants the same faults.

Exit codes:
  0  everything was published
  2  could not run: usage, no connection, a subject that is refused
  3  ran, but incompletely: stopped, or the connection was gone

Examples:
  event-lint emit
  event-lint emit --faults 0.02 --seed 7 --truth truth.jsonl
  event-lint emit --rate max --count 1000000 --hosts 50";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the lattice
    #[arg(long, value_name = "NAME", default_value = "default")]
    lattice: String,

    /// How many hosts it has
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    hosts: u32,

    /// Which lattice to play
    #[arg(long, value_name = "N", default_value_t = 7)]
    seed: u64,

    /// Share of the messages before which a fault is planted, from 0 to 1
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = share)]
    faults: f64,

    /// Messages a second; `live` for the lattice's own pace, `max` for as fast as possible
    #[arg(long, value_name = "RATE", default_value = "100")]
    rate: Rate,

    /// End after this time, such as 30s or 5m
    #[arg(long = "for", value_name = "TIME", value_parser = humantime::parse_duration)]
    duration: Option<Duration>,

    /// End after so many messages
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,

    /// Write down what was planted; `check`, `watch` and `replay` compare with it
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,

    /// Wait until a JetStream stream has taken each message
    #[arg(long)]
    jetstream: bool,

    /// Say nothing but what went wrong
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    connection: ConnectionArguments,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("write a number from 0 to 1".to_owned()),
    }
}

impl Arguments {
    pub(super) fn resolve(self) -> anyhow::Result<Emit> {
        if !is_token(&self.lattice) {
            bail!("`{}` is no name of a lattice: it has to be one token of a NATS subject", self.lattice);
        }
        Ok(Emit {
            connection: self.connection.resolve()?,
            lattice: self.lattice,
            hosts: usize::try_from(self.hosts).unwrap_or(usize::MAX),
            seed: self.seed,
            faults: self.faults,
            rate: self.rate,
            duration: self.duration,
            count: self.count,
            truth: self.truth,
            jetstream: self.jetstream,
            quiet: self.quiet,
        })
    }
}
