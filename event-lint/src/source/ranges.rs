//! Which sequences of a stream were seen, within bounds.

use std::collections::BTreeMap;

use lattice_linter::report::SequenceRange;

/// Ranges that are kept apart. Beyond them, those of the smallest sequences are
/// forgotten, and counted.
const KEPT: usize = 100_000;
/// Ranges that a report lists.
const LISTED: usize = 1000;

/// A set of sequences.
#[derive(Debug, Default)]
pub(crate) struct Ranges {
    /// Last sequence of each range, by its first one.
    ranges: BTreeMap<u64, u64>,
    left_out: u64,
}

impl Ranges {
    /// Adds a sequence. Whether it is new.
    pub(crate) fn insert(&mut self, sequence: u64) -> bool {
        let before = self.ranges.range(..=sequence).next_back().map(|(from, to)| (*from, *to));
        if before.is_some_and(|(_, to)| to >= sequence) {
            return false;
        }
        let from = match before {
            Some((from, to)) if to.checked_add(1) == Some(sequence) => from,
            _ => sequence,
        };
        let to = sequence.checked_add(1).and_then(|next| self.ranges.remove(&next)).unwrap_or(sequence);
        self.ranges.insert(from, to);
        if self.ranges.len() > KEPT {
            self.ranges.pop_first();
            self.left_out += 1;
        }
        true
    }

    /// Adds a sequence that came right behind another one: what lies between
    /// them is not in the stream, or was not to be read.
    pub(crate) fn extend(&mut self, former: Option<u64>, sequence: u64) {
        let range = former.and_then(|former| self.ranges.range_mut(..=former).next_back());
        match range {
            Some((_, to)) if former == Some(*to) && *to < sequence => *to = sequence,
            _ => {
                self.insert(sequence);
            }
        }
    }

    /// The ranges for a report, and how many it does not list.
    pub(crate) fn listed(&self) -> (Vec<SequenceRange>, u64) {
        let listed = self.ranges.iter().take(LISTED).map(|(from, to)| SequenceRange { from: *from, to: *to });
        (listed.collect(), self.left_out + self.ranges.len().saturating_sub(LISTED) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    fn listed(ranges: &Ranges) -> Vec<(u64, u64)> {
        ranges.listed().0.iter().map(|range| (range.from, range.to)).collect()
    }

    #[test]
    fn neighbours_become_one_range() {
        let mut ranges = Ranges::default();
        let new: Vec<bool> = [5, 7, 6, 6, 1, 8, u64::MAX].map(|sequence| ranges.insert(sequence)).into();
        assert_eq!(new, [true, true, true, false, true, true, true]);
        assert_eq!(listed(&ranges), [(1, 1), (5, 8), (u64::MAX, u64::MAX)]);
    }

    #[test]
    fn what_is_not_in_the_stream_does_not_part_a_range() {
        let mut ranges = Ranges::default();
        ranges.extend(None, 3);
        ranges.extend(Some(3), 9);
        ranges.extend(Some(9), 10);
        assert_eq!(listed(&ranges), [(3, 10)]);
    }

    #[test]
    fn a_report_lists_a_thousand() {
        let mut ranges = Ranges::default();
        for sequence in 0..1500 {
            ranges.insert(sequence * 2);
        }
        let (listed, left_out) = ranges.listed();
        assert_eq!((listed.len(), left_out), (1000, 500));
    }
}
