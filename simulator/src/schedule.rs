//! What happens when, on a clock that nobody waits for.

use std::{cmp::Reverse, collections::BinaryHeap};

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::Action;

const SLOWEST: f64 = 0.001;
const FASTEST: f64 = 1_000_000.0;

/// Actions in the order of their time; equal times in the order of planning.
#[derive(Debug)]
pub(crate) struct Schedule {
    now: DateTime<Utc>,
    pace: f64,
    planned: u64,
    actions: BinaryHeap<Reverse<(DateTime<Utc>, u64, Action)>>,
}

impl Schedule {
    /// A clock that shows `start`, with a lattice that lives `pace` times as fast.
    pub(crate) fn new(start: DateTime<Utc>, pace: f64) -> Self {
        let pace = if pace.is_nan() { 1.0 } else { pace.clamp(SLOWEST, FASTEST) };
        Self { now: start, pace, planned: 0, actions: BinaryHeap::new() }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// How long something takes on the clock that takes `time` at pace 1.
    pub(crate) fn paced(&self, time: TimeDelta) -> TimeDelta {
        match time.num_nanoseconds() {
            // Times at pace 1 are not rounded.
            Some(nanoseconds) if self.pace != 1.0 => {
                TimeDelta::nanoseconds((nanoseconds as f64 / self.pace) as i64)
            }
            _ => time,
        }
    }

    /// Lets a little time pass within one action.
    pub(crate) fn pass(&mut self, time: TimeDelta) {
        self.now += self.paced(time);
    }

    /// Plans an action for later.
    pub(crate) fn after(&mut self, delay: TimeDelta, action: Action) {
        self.planned += 1;
        let time = self.now + self.paced(delay);
        self.actions.push(Reverse((time, self.planned, action)));
    }

    /// The next action; the clock goes to its time.
    pub(crate) fn next(&mut self) -> Option<Action> {
        let Reverse((time, _, action)) = self.actions.pop()?;
        self.now = self.now.max(time);
        Some(action)
    }
}
