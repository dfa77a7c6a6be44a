//! Lattice after lattice, for ever.

use chrono::Datelike;
use lattice_event_model::Message;

use crate::{Options, Simulation};

/// A time in an event has a year of four digits (RFC 3339, section 5.6). Long
/// before they run out the clock starts over.
const LAST_YEAR: i32 = 9_000;

/// Lattices one after the other: each starts where the former ended, with hosts
/// of its own. It never ends, and keeps one lattice in memory at a time.
///
/// The same options play the same messages.
#[derive(Debug)]
pub struct Endless {
    first: Options,
    current: Simulation,
}

impl Endless {
    /// Lattices of which the first one has these options. The seed of each later
    /// one follows from that of the former.
    pub fn new(options: Options) -> Self {
        Self { first: options.clone(), current: Simulation::new(options) }
    }
}

impl Iterator for Endless {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.current.next() {
                return Some(message);
            }
            let ended = self.current.ended;
            let start = if ended.year() < LAST_YEAR { ended } else { self.first.start };
            let seed = after(self.current.options.seed);
            self.current = Simulation::new(Options { seed, start, ..self.first.clone() });
        }
    }
}

/// The seed that follows. Every number comes once before one comes again
/// (a linear congruential generator with the constants of Knuth's MMIX).
fn after(seed: u64) -> u64 {
    seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
}

/// How many messages a lattice of these options publishes in a second at pace 1,
/// on average. At another pace it is that many times as many.
///
/// Plays the whole lattice once. Lattices of other seeds differ a little.
pub fn messages_per_second(options: &Options) -> f64 {
    let mut simulation = Simulation::new(Options { pace: 1.0, ..options.clone() });
    let messages = simulation.by_ref().count();
    let duration = simulation.ended - options.start;
    let seconds = duration.num_milliseconds().max(1) as f64 / 1_000.0;
    messages as f64 / seconds
}
