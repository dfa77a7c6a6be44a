//! What detectors share: a text and what was found in it so far.

use std::{collections::BTreeMap, ops::Range};

use super::SecretKind;

/// What was found in one text. What stands within something that was found
/// before is a part of it, and not told again: detectors that know more come
/// first.
#[derive(Debug, Default)]
pub(super) struct Hits {
    found: Vec<(SecretKind, Range<usize>)>,
    /// The ends of what was found, by where it begins. No two have a byte in common.
    ends: BTreeMap<usize, usize>,
    /// What is not told, and is no part of something that is.
    overlapping: Vec<(SecretKind, Range<usize>)>,
}

impl Hits {
    /// Notes a piece of the text, unless it is a part of what is known.
    pub(super) fn push(&mut self, kind: SecretKind, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        match self.last_before(range.end) {
            Some(known) if known.start <= range.start && range.end <= known.end => {}
            Some(known) if range.start < known.end => self.overlapping.push((kind, range)),
            _ => {
                self.ends.insert(range.start, range.end);
                self.found.push((kind, range));
            }
        }
    }

    /// Whether something was found in a piece of the text.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        self.last_before(range.end).is_some_and(|known| range.start < known.end)
    }

    /// The last of what was found that begins before an offset.
    fn last_before(&self, offset: usize) -> Option<Range<usize>> {
        self.ends.range(..offset).next_back().map(|(start, end)| *start..*end)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(SecretKind, Range<usize>)> {
        self.found.iter()
    }

    /// What has some bytes in common with what was found, and others beside it.
    /// Pieces that overlap each other are one.
    pub(super) fn overlapping(&self) -> Vec<(SecretKind, Range<usize>)> {
        let mut pieces = self.overlapping.clone();
        pieces.sort_by_key(|(_, range)| range.start);
        let mut merged: Vec<(SecretKind, Range<usize>)> = Vec::new();
        for (kind, range) in pieces {
            match merged.last_mut() {
                Some((_, last)) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push((kind, range)),
            }
        }
        merged
    }
}

/// The pieces of a text whose bytes all belong to some ASCII characters.
pub(super) fn runs(text: &str, belongs: impl Fn(u8) -> bool) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let start = at + rest.iter().position(|byte| belongs(*byte))?;
        let end = bytes
            .get(start..)?
            .iter()
            .position(|byte| !belongs(*byte))
            .map_or(bytes.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

/// The end of the run of some ASCII characters that begins at an offset.
pub(super) fn end_of_run(text: &str, start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len())
}

/// Where a word begins in a text, in upper or lower case.
pub(super) fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.as_bytes()
        .windows(word.len().max(1))
        .enumerate()
        .filter(move |(_, window)| window.eq_ignore_ascii_case(word.as_bytes()))
        .map(|(at, _)| at)
}

/// Whether an ASCII letter or digit stands before an offset, so that no word
/// begins there.
pub(super) fn continues_word(text: &str, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric)
}

/// Characters of Base64 in both alphabets, without the padding.
pub(super) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_is_kept_beside_what_is_told() {
        let mut hits = Hits::default();
        for range in [10..20, 30..40, 12..18, 10..20, 0..0, 20..30, 0..5] {
            hits.push(SecretKind::SecretField, range);
        }
        let found: Vec<_> = hits.iter().map(|(_, range)| range.clone()).collect();
        assert_eq!(found, [10..20, 30..40, 20..30, 0..5]);
        assert!(hits.overlapping().is_empty());
        for range in [4..11, 15..25, 35..45, 44..50] {
            hits.push(SecretKind::RandomText, range);
        }
        let overlapping: Vec<_> = hits.overlapping().into_iter().map(|(_, range)| range).collect();
        assert_eq!(overlapping, [4..11, 15..25, 35..45]);
        assert!(hits.touches(&(49..60)) && hits.touches(&(0..1)) && hits.touches(&(0..100)));
        assert!(!hits.touches(&(50..60)) && !hits.touches(&(5..10)));
    }

    /// Each look at what is known must not look at all of it.
    #[test]
    fn many_hits_take_no_time() {
        let begin = std::time::Instant::now();
        let mut hits = Hits::default();
        for at in 0..300_000 {
            hits.push(SecretKind::SecretField, at * 3..at * 3 + 2);
        }
        assert_eq!(hits.iter().count(), 300_000);
        assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
    }
}
