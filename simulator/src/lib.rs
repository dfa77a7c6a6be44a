//! Believable lattices from a seed.
//!
//! A [`Simulation`] plays a small lattice on a clock of its own: hosts start
//! and report, wadm deploys applications, components scale, providers answer
//! health checks, identities are issued and rotated, hosts stop. It yields the
//! messages that NATS would deliver. The same seed plays the same lattice.
//!
//! [`Endless`] plays lattice after lattice for ever.
//!
//! [`faults`] plants faults into such a stream and says what it planted. The
//! faults are the linter rules' own firing examples, so a new rule becomes
//! plantable by itself. [`truth`] writes down what was planted, and compares
//! with it what was found.

mod actions;
mod application;
mod endless;
pub mod faults;
mod host;
mod identity;
mod publisher;
mod random;
mod schedule;
pub mod truth;

use chrono::{DateTime, TimeDelta, Utc};
use lattice_event_model::Message;

pub use self::endless::{Endless, messages_per_second};
use crate::{actions::Action, application::Application, host::Host, random::Random, schedule::Schedule};

/// What lattice to play.
#[derive(Debug, Clone)]
pub struct Options {
    /// The same seed plays the same lattice.
    pub seed: u64,
    /// Name of the lattice, a token of NATS subjects.
    pub lattice: String,
    /// How many hosts it has, one at least.
    pub hosts: usize,
    /// When the first host starts.
    pub start: DateTime<Utc>,
    /// How long the hosts run.
    pub duration: TimeDelta,
    /// How many times faster the lattice lives than its clock tells: 50.0 means a
    /// heartbeat every 0.6 seconds of that clock, and hosts that run for a fiftieth
    /// of `duration`. From 0.001 to 1 000 000; what lies outside is taken for the
    /// nearest of these.
    pub pace: f64,
}

impl Default for Options {
    /// Three hosts for twelve minutes, on a morning in February 2026.
    fn default() -> Self {
        Self {
            seed: 7,
            lattice: "default".to_owned(),
            hosts: 3,
            start: DateTime::from_timestamp(1_770_192_000, 0).unwrap_or_default(),
            duration: TimeDelta::minutes(12),
            pace: 1.0,
        }
    }
}

/// A lattice that is being played. Iterate over it for its messages.
#[derive(Debug)]
pub struct Simulation {
    options: Options,
    random: Random,
    schedule: Schedule,
    hosts: Vec<Host>,
    applications: Vec<Application>,
    identities: Vec<identity::Chain>,
    /// Messages of the action that was played last, in the order of delivery.
    pending: std::collections::VecDeque<Message>,
    /// When the last message was published and received.
    ended: DateTime<Utc>,
}

impl Simulation {
    /// A lattice before its first host has started.
    pub fn new(options: Options) -> Self {
        let mut random = Random::new(options.seed);
        let hosts: Vec<Host> = (0..options.hosts.max(1)).map(|_| Host::new(&mut random)).collect();
        let mut schedule = Schedule::new(options.start, options.pace);
        for (index, _) in hosts.iter().enumerate() {
            schedule.after(TimeDelta::milliseconds(1_700 * index as i64), Action::StartHost(index));
        }
        schedule.after(TimeDelta::seconds(12), Action::Deploy);
        Self {
            ended: options.start,
            options,
            random,
            schedule,
            hosts,
            applications: Application::all(),
            identities: Vec::new(),
            pending: std::collections::VecDeque::new(),
        }
    }
}

impl Iterator for Simulation {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        while self.pending.is_empty() {
            let action = self.schedule.next()?;
            self.play(action);
        }
        self.pending.pop_front()
    }
}
