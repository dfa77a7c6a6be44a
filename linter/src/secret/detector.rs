//! What detectors share: a text and what was found in it so far.

use std::ops::Range;

use super::SecretKind;

/// What was found in one text. What stands within something that was found
/// before is a part of it, and not told again: detectors that know more come
/// first.
#[derive(Debug, Default)]
pub(super) struct Hits {
    found: Vec<(SecretKind, Range<usize>)>,
}

impl Hits {
    /// Notes a piece of the text, unless it is a part of what is known.
    pub(super) fn push(&mut self, kind: SecretKind, range: Range<usize>) {
        if !range.is_empty() && !self.touches(&range) {
            self.found.push((kind, range));
        }
    }

    /// Whether something was found in a piece of the text.
    pub(super) fn touches(&self, range: &Range<usize>) -> bool {
        self.found.iter().any(|(_, known)| known.start < range.end && range.start < known.end)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(SecretKind, Range<usize>)> {
        self.found.iter()
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
