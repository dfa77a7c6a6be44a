//! The last sequence of each source.

use super::bounded::Bounded;

/// Nobody counts so far. Longer ones are not remembered.
const LONGEST: usize = 256;

/// The last sequence of each source that sends any.
#[derive(Debug)]
pub(super) struct Sequences {
    latest: Bounded<Latest>,
}

#[derive(Debug)]
struct Latest {
    sequence: String,
    /// Key of the event.
    event: u128,
}

impl Sequences {
    pub(super) fn new(limit: usize) -> Self {
        Self { latest: Bounded::new(limit) }
    }

    /// Notes the sequence of an event, by the keys of its source and of itself.
    /// Returns what its source sent before, unless that was the same event.
    pub(super) fn follow(&mut self, source: u128, event: u128, sequence: &str) -> Option<String> {
        if sequence.is_empty() || sequence.len() > LONGEST {
            return None;
        }
        let former = self.latest.touch(source);
        if former.is_some_and(|former| former.event == event) {
            return None;
        }
        let former = former.map(|former| former.sequence.clone());
        self.latest.insert(source, Latest { sequence: sequence.to_owned(), event });
        former
    }

    pub(super) fn evictions(&self) -> u64 {
        self.latest.evictions()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_a_sequence_of_its_own() {
        let mut sequences = Sequences::new(10);
        let mut follow = |source, event, sequence: &str| sequences.follow(source, event, sequence);
        assert_eq!(follow(1, 11, "01"), None);
        assert_eq!(follow(2, 21, "07"), None);
        assert_eq!(follow(1, 12, "02").as_deref(), Some("01"));
        // The same event again says nothing new.
        assert_eq!(follow(1, 12, "02"), None);
        assert_eq!(follow(1, 13, ""), None);
        assert_eq!(follow(1, 13, &"9".repeat(257)), None);
        assert_eq!(follow(1, 13, "03").as_deref(), Some("02"));
        assert_eq!(follow(2, 22, "08").as_deref(), Some("07"));
    }

    #[test]
    fn the_source_that_was_silent_longest_is_forgotten() {
        let mut sequences = Sequences::new(2);
        for source in [1, 2, 1, 3] {
            sequences.follow(source, 10, "1");
        }
        assert!(sequences.follow(1, 11, "2").is_some());
        assert!(sequences.follow(2, 11, "2").is_none());
        assert_eq!(sequences.evictions(), 2);
    }
}
