//! What is remembered from one message to the next, within bounds.

mod bounded;
mod sequences;

use std::hash::{BuildHasher, RandomState};

use semver::Version;

use self::{bounded::Bounded, sequences::Sequences};
use crate::{quoted::shortened, settings::Limits};

/// What is known about a producer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Producer {
    /// It told its version.
    Version(Version),
    /// It did not tell its version, but sent events of an older vocabulary.
    Legacy,
}

/// An event that came before, with the same source and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The subject on which it came first.
    pub subject: String,
}

/// How much was forgotten because a limit was reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evictions {
    /// Sources of which something was forgotten: the version of the producer, or the last sequence.
    pub sources: u64,
    /// Events that would no longer be recognised on another subject.
    pub events: u64,
}

/// What is remembered from one message to the next.
#[derive(Debug)]
pub(crate) struct State {
    keys: Keys,
    producers: Bounded<Producer>,
    sightings: Bounded<Sighting>,
    sequences: Sequences,
}

impl State {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            keys: Keys::default(),
            producers: Bounded::new(limits.sources),
            sightings: Bounded::new(limits.events),
            sequences: Sequences::new(limits.sources),
        }
    }

    /// What is known about the producer behind a source. Asking keeps it from
    /// being forgotten.
    pub(crate) fn producer(&mut self, source: &str) -> Option<&Producer> {
        self.producers.touch(self.keys.of(&[source]))
    }

    /// Notes what a source told, or showed, about its producer.
    pub(crate) fn learn(&mut self, source: &str, producer: Producer) {
        self.producers.insert(self.keys.of(&[source]), producer);
    }

    /// Notes that an event came on a subject. Returns where it came first, if
    /// that was on another one.
    pub(crate) fn sight(&mut self, source: &str, id: &str, subject: &str) -> Option<Sighting> {
        let key = self.keys.of(&[source, id]);
        let subject = shortened(subject, 256);
        match self.sightings.get(key) {
            Some(first) => (first.subject != subject).then(|| first.clone()),
            None => {
                self.sightings.insert(key, Sighting { subject });
                None
            }
        }
    }

    /// Notes the sequence of an event. Returns what its source sent before.
    /// An event that came before follows nothing: ask before [`sight`](Self::sight).
    pub(crate) fn follow_sequence(&mut self, source: &str, id: &str, sequence: &str) -> Option<String> {
        let event = self.keys.of(&[source, id]);
        if self.sightings.get(event).is_some() {
            return None;
        }
        self.sequences.follow(self.keys.of(&[source]), event, sequence)
    }

    pub(crate) fn evictions(&self) -> Evictions {
        let sources = self.producers.evictions().max(self.sequences.evictions());
        Evictions { sources, events: self.sightings.evictions() }
    }
}

/// Keys of fixed size for texts of any size. They are keyed anew in every run,
/// so that no peer can choose texts that meet.
#[derive(Debug, Default)]
pub(crate) struct Keys(RandomState, RandomState);

impl Keys {
    pub(crate) fn of(&self, texts: &[&str]) -> u128 {
        u128::from(self.0.hash_one(texts)) << 64 | u128::from(self.1.hash_one(texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(limit: usize) -> State {
        State::new(&Limits { sources: limit, events: limit, ..Limits::default() })
    }

    #[test]
    fn an_event_is_recognised_on_another_subject() {
        let mut state = state(10);
        assert_eq!(state.sight("s", "1", "a"), None);
        assert_eq!(state.sight("s", "1", "a"), None);
        assert_eq!(state.sight("s", "1", "b"), Some(Sighting { subject: "a".to_owned() }));
        assert_eq!(state.sight("s", "2", "b"), None);
        // Where one text ends and the next begins matters.
        assert_eq!(state.sight("s1", "", "c"), None);
    }

    #[test]
    fn the_oldest_event_is_forgotten() {
        let mut state = state(2);
        for id in ["1", "2", "3"] {
            state.sight("s", id, "a");
        }
        assert_eq!(state.sight("s", "3", "b").map(|sighting| sighting.subject).as_deref(), Some("a"));
        assert_eq!(state.sight("s", "1", "b"), None);
        assert_eq!(state.evictions(), Evictions { sources: 0, events: 2 });
    }

    #[test]
    fn an_event_that_came_before_follows_nothing() {
        let mut state = state(10);
        let mut came = |id: &str, sequence: &str| {
            let former = state.follow_sequence("s", id, sequence);
            state.sight("s", id, "a");
            former
        };
        assert_eq!(came("1", "01"), None);
        assert_eq!(came("2", "02").as_deref(), Some("01"));
        assert_eq!(came("1", "01"), None);
        assert_eq!(came("3", "03").as_deref(), Some("02"));
    }

    #[test]
    fn the_least_recently_seen_source_is_forgotten() {
        let mut state = state(2);
        state.learn("a", Producer::Legacy);
        state.learn("b", Producer::Legacy);
        assert!(state.producer("a").is_some());
        state.learn("c", Producer::Legacy);
        assert!(state.producer("a").is_some());
        assert!(state.producer("b").is_none());
        assert_eq!(state.evictions().sources, 1);
    }
}
