//! What happens when, on a clock that nobody waits for.

use std::{cmp::Reverse, collections::BinaryHeap};

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::Action;

/// Actions in the order of their time; equal times in the order of planning.
#[derive(Debug)]
pub(crate) struct Schedule {
    now: DateTime<Utc>,
    planned: u64,
    actions: BinaryHeap<Reverse<(DateTime<Utc>, u64, Action)>>,
}

impl Schedule {
    pub(crate) fn new(start: DateTime<Utc>) -> Self {
        Self { now: start, planned: 0, actions: BinaryHeap::new() }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Lets a little time pass within one action.
    pub(crate) fn pass(&mut self, time: TimeDelta) {
        self.now += time;
    }

    /// Plans an action for later.
    pub(crate) fn after(&mut self, delay: TimeDelta, action: Action) {
        self.planned += 1;
        self.actions.push(Reverse((self.now + delay, self.planned, action)));
    }

    /// The next action; the clock goes to its time.
    pub(crate) fn next(&mut self) -> Option<Action> {
        let Reverse((time, _, action)) = self.actions.pop()?;
        self.now = self.now.max(time);
        Some(action)
    }
}
