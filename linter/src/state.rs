//! What is remembered from one message to the next, within bounds.

mod bounded;
mod sequences;

use std::hash::{BuildHasher, Hasher, RandomState};

use foldhash::fast::FixedState;
use semver::Version;
use siphasher::sip128::{Hasher128, SipHasher13};

use self::{bounded::Bounded, sequences::Sequences};
use crate::{
    context::EnvelopeContext,
    fingerprint::{Fingerprint, Fingerprints},
    quoted::shortened,
    settings::Limits,
    timestamp::Timestamp,
};

/// How much of a subject is remembered, in characters.
const LONGEST_SUBJECT: usize = 256;
/// How many usual sources are remembered.
const USUAL_SOURCES: usize = 4096;

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
    /// Its sequence in the stream from which it came first, if it came from one.
    pub sequence: Option<u64>,
    pub(crate) fingerprint: Fingerprint,
}

impl Sighting {
    /// Whether it came first on this subject.
    pub fn is_on(&self, subject: &str) -> bool {
        self.subject == subject || self.subject == shortened(subject, LONGEST_SUBJECT)
    }
}

/// The event that a source published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Predecessor {
    /// Its time, if it had one.
    pub time: Option<Timestamp>,
    pub(crate) fingerprint: Fingerprint,
}

/// How much was forgotten because a limit was reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evictions {
    /// Sources of which the producer version or the last event was forgotten.
    pub sources: u64,
    /// Events that would no longer be recognised when they come again.
    pub events: u64,
}

/// What is remembered from one message to the next.
#[derive(Debug)]
pub(crate) struct State {
    keys: Keys,
    fingerprints: Fingerprints,
    producers: Bounded<Producer>,
    sightings: Bounded<Sighting>,
    sequences: Sequences,
    predecessors: Bounded<Predecessor>,
    /// Sources that were found to be as they should be, each at the place that
    /// its key gives it.
    usual: Vec<Option<SourceKey>>,
}

impl State {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            keys: Keys::default(),
            fingerprints: Fingerprints::default(),
            producers: Bounded::new(limits.sources),
            sightings: Bounded::new(limits.events),
            sequences: Sequences::new(limits.sources),
            predecessors: Bounded::new(limits.sources),
            usual: Vec::new(),
        }
    }

    /// The key of a source, which everything else about it is asked with.
    pub(crate) fn source(&self, source: &str) -> SourceKey {
        SourceKey(self.keys.of(&[source]))
    }

    /// The key of an event of a source.
    pub(crate) fn event(&self, source: SourceKey, id: &str) -> EventKey {
        EventKey(self.keys.of(&[&source.0.to_le_bytes(), id.as_bytes()]))
    }

    /// Takes over the keys of another state, so that what was noted by them is
    /// found again.
    pub(crate) fn continue_keys(&mut self, former: Self) {
        self.keys = former.keys;
    }

    /// What is known about the producer behind a source. Asking keeps it from
    /// being forgotten.
    pub(crate) fn producer(&mut self, source: SourceKey) -> Option<&Producer> {
        self.producers.touch(source.0)
    }

    /// Notes what a source told, or showed, about its producer.
    pub(crate) fn learn(&mut self, source: SourceKey, producer: Producer) {
        self.producers.insert(source.0, producer);
    }

    /// Whether the source was found to be as those of a family of events are.
    pub(crate) fn is_usual(&self, source: SourceKey, family: &str) -> bool {
        let key = source.of_family(family);
        self.usual.get(key.slot()) == Some(&Some(key))
    }

    /// Notes that it was. It may be forgotten at any time, and is then looked at
    /// again.
    pub(crate) fn note_usual(&mut self, source: SourceKey, family: &str) {
        let key = source.of_family(family);
        if self.usual.is_empty() {
            self.usual.resize(USUAL_SOURCES, None);
        }
        if let Some(slot) = self.usual.get_mut(key.slot()) {
            *slot = Some(key);
        }
    }

    /// What an event says, so that it can be compared with others.
    pub(crate) fn fingerprint(&self, envelope: &EnvelopeContext<'_>) -> Fingerprint {
        self.fingerprints.take(envelope)
    }

    /// Notes that an event came on a subject. Returns how it came first, if it
    /// came before.
    pub(crate) fn sight(
        &mut self,
        event: EventKey,
        subject: &str,
        sequence: Option<u64>,
        fingerprint: Fingerprint,
    ) -> Option<Sighting> {
        if let Some(first) = self.sightings.get(event.0) {
            return Some(first.clone());
        }
        let subject = shortened(subject, LONGEST_SUBJECT);
        self.sightings.insert(event.0, Sighting { subject, sequence, fingerprint })
    }

    /// Notes the last event of a source. Returns the one before it.
    pub(crate) fn follow(&mut self, source: SourceKey, event: Predecessor) -> Option<Predecessor> {
        self.predecessors.insert(source.0, event)
    }

    /// Notes the sequence of an event. Returns what its source sent before.
    /// An event that came before follows nothing: ask before [`sight`](Self::sight).
    pub(crate) fn follow_sequence(
        &mut self,
        source: SourceKey,
        event: EventKey,
        sequence: &str,
    ) -> Option<String> {
        if self.sightings.get(event.0).is_some() {
            return None;
        }
        self.sequences.follow(source.0, event.0, sequence)
    }

    pub(crate) fn evictions(&self) -> Evictions {
        Evictions {
            sources: self
                .producers
                .evictions()
                .max(self.predecessors.evictions())
                .max(self.sequences.evictions()),
            events: self.sightings.evictions(),
        }
    }
}

/// A source, as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SourceKey(pub(crate) u128);

impl SourceKey {
    /// The key of a source among those of a family. Names of families are the
    /// catalogue's, so a quick hash does.
    fn of_family(self, family: &str) -> Self {
        Self(self.0 ^ u128::from(FixedState::default().hash_one(family)))
    }

    fn slot(self) -> usize {
        self.0 as usize % USUAL_SOURCES
    }
}

/// An event, as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventKey(u128);

/// Keys of fixed size for texts of any size. They are keyed anew in every run,
/// so that no peer can choose texts that meet.
#[derive(Debug)]
struct Keys(SipHasher13);

impl Default for Keys {
    fn default() -> Self {
        let random = RandomState::new();
        Self(SipHasher13::new_with_keys(random.hash_one(0), random.hash_one(1)))
    }
}

impl Keys {
    fn of(&self, texts: &[impl AsRef<[u8]>]) -> u128 {
        let mut hasher = self.0;
        for text in texts {
            let text = text.as_ref();
            hasher.write_usize(text.len());
            hasher.write(text);
        }
        hasher.finish128().as_u128()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(limit: usize) -> State {
        State::new(&Limits { sources: limit, events: limit, ..Limits::default() })
    }

    fn sight(state: &mut State, source: &str, id: &str, subject: &str) -> Option<String> {
        let event = state.event(state.source(source), id);
        state.sight(event, subject, None, Fingerprint::default()).map(|sighting| sighting.subject)
    }

    #[test]
    fn an_event_is_recognised_wherever_it_comes() {
        let mut state = state(10);
        assert_eq!(sight(&mut state, "s", "1", "a"), None);
        assert_eq!(sight(&mut state, "s", "1", "a").as_deref(), Some("a"));
        assert_eq!(sight(&mut state, "s", "1", "b").as_deref(), Some("a"));
        assert_eq!(sight(&mut state, "s", "2", "b"), None);
        // Where one text ends and the next begins matters.
        assert_eq!(sight(&mut state, "s1", "", "c"), None);
    }

    #[test]
    fn a_long_subject_is_recognised() {
        let mut state = state(10);
        let long = "a.".repeat(1000);
        let event = state.event(state.source("s"), "1");
        assert!(state.sight(event, &long, None, Fingerprint::default()).is_none());
        let first = state.sight(event, &long, None, Fingerprint::default()).unwrap();
        assert!(first.is_on(&long) && first.subject.len() < 300);
        assert!(!first.is_on("a.a"));
    }

    #[test]
    fn the_oldest_event_is_forgotten() {
        let mut state = state(2);
        for id in ["1", "2", "3"] {
            sight(&mut state, "s", id, "a");
        }
        assert_eq!(sight(&mut state, "s", "3", "b").as_deref(), Some("a"));
        assert_eq!(sight(&mut state, "s", "1", "b"), None);
        assert_eq!(state.evictions(), Evictions { sources: 0, events: 2 });
    }

    #[test]
    fn an_event_that_came_before_follows_nothing() {
        let mut state = state(10);
        let mut came = |id: &str, sequence: &str| {
            let former =
                state.follow_sequence(state.source("s"), state.event(state.source("s"), id), sequence);
            sight(&mut state, "s", id, "a");
            former
        };
        assert_eq!(came("1", "01"), None);
        assert_eq!(came("2", "02").as_deref(), Some("01"));
        assert_eq!(came("1", "01"), None);
        assert_eq!(came("3", "03").as_deref(), Some("02"));
    }

    #[test]
    fn the_last_event_of_each_source_is_remembered() {
        let mut state = state(2);
        let event =
            |data| Predecessor { time: None, fingerprint: Fingerprint { data, ..Fingerprint::default() } };
        assert_eq!(state.follow(state.source("a"), event(1)), None);
        assert_eq!(state.follow(state.source("b"), event(2)), None);
        assert_eq!(state.follow(state.source("a"), event(3)), Some(event(1)));
        assert_eq!(state.follow(state.source("c"), event(4)), None);
        assert_eq!(state.follow(state.source("b"), event(5)), None);
        assert_eq!(state.evictions().sources, 2);
    }

    #[test]
    fn the_least_recently_seen_source_is_forgotten() {
        let mut state = state(2);
        state.learn(state.source("a"), Producer::Legacy);
        state.learn(state.source("b"), Producer::Legacy);
        assert!(state.producer(state.source("a")).is_some());
        state.learn(state.source("c"), Producer::Legacy);
        assert!(state.producer(state.source("a")).is_some());
        assert!(state.producer(state.source("b")).is_none());
        assert_eq!(state.evictions().sources, 1);
    }
}
