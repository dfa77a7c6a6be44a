//! A map that forgets when it is full.

use std::collections::{HashMap, VecDeque};

use foldhash::fast::FixedState;

/// A map of at most `limit` entries. The one that was inserted or touched
/// longest ago goes first.
#[derive(Debug)]
pub(super) struct Bounded<V> {
    limit: usize,
    /// Keys are hashes already, with a secret of their own.
    entries: HashMap<u128, (V, u64), FixedState>,
    /// Keys with the time of their last use. Only the newest mention of a key
    /// counts, so that a touch costs one push.
    order: VecDeque<(u128, u64)>,
    time: u64,
    evictions: u64,
}

impl<V> Bounded<V> {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit: limit.max(1),
            entries: HashMap::default(),
            order: VecDeque::new(),
            time: 0,
            evictions: 0,
        }
    }

    pub(super) fn get(&self, key: u128) -> Option<&V> {
        self.entries.get(&key).map(|(value, _)| value)
    }

    /// The value of a key, which now counts as used.
    pub(super) fn touch(&mut self, key: u128) -> Option<&V> {
        let time = self.tick();
        self.entries.get_mut(&key)?.1 = time;
        self.note(key, time);
        self.get(key)
    }

    /// Returns the value that the key had before.
    pub(super) fn insert(&mut self, key: u128, value: V) -> Option<V> {
        let time = self.tick();
        let former = self.entries.insert(key, (value, time));
        if former.is_none() && self.entries.len() > self.limit {
            self.evict();
        }
        self.note(key, time);
        former.map(|(value, _)| value)
    }

    fn note(&mut self, key: u128, time: u64) {
        self.order.push_back((key, time));
        if self.order.len() > 2 * self.limit {
            let entries = &self.entries;
            self.order.retain(|(key, time)| entries.get(key).is_some_and(|(_, used)| used == time));
        }
    }

    pub(super) fn evictions(&self) -> u64 {
        self.evictions
    }

    fn tick(&mut self) -> u64 {
        self.time += 1;
        self.time
    }

    fn evict(&mut self) {
        while let Some((key, time)) = self.order.pop_front() {
            if self.entries.get(&key).is_some_and(|(_, used)| *used == time) {
                self.entries.remove(&key);
                self.evictions += 1;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bounded;

    #[test]
    fn nothing_grows_beyond_the_limit() {
        let mut map = Bounded::new(10);
        for round in 0..1000_u128 {
            map.insert(round % 25, round);
            map.insert(3, round);
            map.touch(3);
        }
        assert_eq!(map.entries.len(), 10);
        assert!(map.order.len() <= 22, "{}", map.order.len());
        assert_eq!(map.get(3), Some(&999));
        assert_eq!(map.get(999 % 25), Some(&999));
        assert!(map.evictions() > 900);
    }

    #[test]
    fn a_key_that_is_only_inserted_costs_no_more() {
        let mut map = Bounded::new(10);
        assert_eq!(map.insert(3, 0), None);
        for round in 1..1000 {
            assert_eq!(map.insert(3, round), Some(round - 1));
        }
        assert!(map.order.len() <= 20, "{}", map.order.len());
        assert_eq!(map.evictions(), 0);
    }
}
