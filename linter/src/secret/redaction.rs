//! Taking secrets out of texts.
//!
//! A text about a message repeats values that were cut, escaped, decoded or put
//! into a pointer, so that a secret comes out in another form than the one in
//! which it was found. Therefore neither is compared as it is written: only
//! letters and digits count, in lower case, and escapes of JSON, of pointers, of
//! URLs and of [`Quoted`](crate::Quoted) are read first. Every piece of a text
//! that has six such characters in a row with a secret is taken out.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

/// How many characters in a row a text may not have in common with a secret.
const WINDOW: usize = 6;
/// Pieces of one secret that are so near to each other, in bytes, are one.
const GAP: usize = 24;

type Window = [char; WINDOW];

/// The secrets of a message, and what stands in place of each.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    labels: Vec<String>,
    windows: HashMap<Window, usize>,
    /// Secrets that are too short for a window: whole words are compared.
    short: Vec<(Vec<char>, usize)>,
    /// Secrets without a letter or a digit, as they are.
    odd: Vec<(String, usize)>,
}

/// A character that counts, and the bytes of the text that say it.
#[derive(Debug, Clone)]
struct Unit {
    character: char,
    bytes: Range<usize>,
}

impl Redaction {
    pub(super) fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Notes what is to be taken out, and what to write instead.
    pub(super) fn add(&mut self, secret: &str, label: &str) {
        let index = match self.labels.last() {
            Some(last) if last == label => self.labels.len() - 1,
            _ => {
                self.labels.push(label.to_owned());
                self.labels.len() - 1
            }
        };
        let characters: Vec<char> = units(secret).into_iter().map(|unit| unit.character).collect();
        if characters.is_empty() {
            self.odd.push((secret.to_owned(), index));
        } else if characters.len() < WINDOW {
            self.short.push((characters, index));
        } else {
            for window in characters.windows(WINDOW).filter_map(|window| Window::try_from(window).ok()) {
                if let Entry::Vacant(entry) = self.windows.entry(window) {
                    entry.insert(index);
                }
            }
        }
    }

    /// The bytes of a text that belong to secrets, in order.
    pub(super) fn spans(&self, text: &str) -> Vec<Range<usize>> {
        self.pieces(text).into_iter().map(|(range, _)| range).collect()
    }

    /// The text with what belongs to secrets replaced.
    pub(super) fn redacted(&self, text: &str) -> String {
        let mut redacted = String::with_capacity(text.len());
        let mut at = 0;
        for (range, index) in self.pieces(text) {
            redacted.push_str(text.get(at..range.start).unwrap_or_default());
            redacted.push_str(self.labels.get(index).map_or("[secret]", String::as_str));
            at = range.end;
        }
        redacted.push_str(text.get(at..).unwrap_or_default());
        redacted
    }

    fn pieces(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let units = units(text);
        let mut pieces = Vec::new();
        if !self.windows.is_empty() {
            for window in units.windows(WINDOW) {
                let characters: Vec<char> = window.iter().map(|unit| unit.character).collect();
                let index = Window::try_from(characters).ok().and_then(|key| self.windows.get(&key));
                if let (Some(index), [first, .., last]) = (index, window) {
                    pieces.push((first.bytes.start..last.bytes.end, *index));
                }
            }
        }
        for (characters, index) in &self.short {
            for window in units.windows(characters.len()) {
                let is_same =
                    window.iter().zip(characters).all(|(unit, character)| unit.character == *character);
                let (Some(first), Some(last)) = (window.first(), window.last()) else { continue };
                let range = first.bytes.start..last.bytes.end;
                if is_same && is_word(text, &range, characters.len()) {
                    pieces.push((range, *index));
                }
            }
        }
        for (secret, index) in &self.odd {
            for quote in ['`', '"'] {
                let quoted = format!("{quote}{secret}{quote}");
                pieces.extend(
                    text.match_indices(&quoted).map(|(at, _)| (at + 1..at + 1 + secret.len(), *index)),
                );
            }
            if text == secret {
                pieces.push((0..text.len(), *index));
            }
        }
        pieces.sort_by_key(|(range, _)| range.start);
        let mut merged: Vec<(Range<usize>, usize)> = Vec::new();
        for (range, index) in pieces {
            match merged.last_mut() {
                Some((last, own)) if range.start <= last.end + self.gap(index, *own) => {
                    last.end = last.end.max(range.end);
                }
                _ => merged.push((range, index)),
            }
        }
        merged
    }

    /// How far two pieces may be apart to be one. Words are not pieces of more.
    fn gap(&self, one: usize, other: usize) -> usize {
        let is_word =
            self.short.iter().map(|(_, index)| index).chain(self.odd.iter().map(|(_, index)| index));
        if one == other && !is_word.into_iter().any(|index| *index == one) { GAP } else { 0 }
    }
}

/// Whether a piece of a text is a word. One or two letters must be quoted:
/// else every article would be a secret.
fn is_word(text: &str, range: &Range<usize>, length: usize) -> bool {
    let before = text.get(..range.start).and_then(|head| head.chars().next_back());
    let after = text.get(range.end..).and_then(|tail| tail.chars().next());
    let ends = |neighbour: Option<char>| match neighbour {
        None => true,
        Some('`' | '"' | '\'' | '/') => true,
        Some(character) => length > 2 && !character.is_alphanumeric(),
    };
    ends(before) && ends(after)
}

/// The letters and digits of a text, in lower case, behind all escapes.
fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let bytes = text.as_bytes();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let (read, end) = match character {
            '\\' => backslash(text, start),
            '%' => percent(text, start),
            '~' if matches!(bytes.get(start + 1), Some(b'0' | b'1')) => (None, start + 2),
            _ => (Some(character), start + character.len_utf8()),
        };
        while characters.next_if(|(at, _)| *at < end).is_some() {}
        if let Some(character) = read.filter(|character| character.is_alphanumeric()) {
            let character = character.to_lowercase().next().unwrap_or(character);
            units.push(Unit { character, bytes: start..end });
        }
    }
    units
}

/// What some backslashes and the escape behind them say, and where it ends.
fn backslash(text: &str, start: usize) -> (Option<char>, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let behind = rest.trim_start_matches('\\');
    let at = start + rest.len() - behind.len();
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    match behind.as_bytes() {
        [b'n' | b'r' | b't' | b'b' | b'f', ..] => (None, at + 1),
        [b'u', b'{', ..] => match behind.get(2..).and_then(|digits| digits.get(..digits.find('}')?)) {
            Some(digits) if digits.len() <= 6 => (code(digits), at + digits.len() + 3),
            _ => (None, at),
        },
        [b'u', ..] => {
            match behind.get(1..5).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
                Some(digits) => (code(digits), at + 5),
                None => (None, at),
            }
        }
        _ => (None, at),
    }
}

/// What percent-encoding says, and where it ends.
fn percent(text: &str, start: usize) -> (Option<char>, usize) {
    match text.get(start + 1..start + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
        Some(byte) => (Some(char::from(byte)).filter(char::is_ascii), start + 3),
        None => (None, start + 1),
    }
}

#[cfg(test)]
mod tests {
    use crate::quoted::{Quoted, shortened};

    use super::*;

    const SECRET: &str = "abcd0efghi/jk1lmno+pqrst\"u\nvwx2y`zABCD~EFGHIJK";

    fn redaction(secret: &str) -> Redaction {
        let mut redaction = Redaction::default();
        redaction.add(secret, "[x]");
        redaction
    }

    #[test]
    fn every_form_is_taken_out() {
        let redaction = redaction(SECRET);
        let json = serde_json::to_string(SECRET).unwrap();
        for text in [
            SECRET.to_owned(),
            Quoted(SECRET).to_string(),
            Quoted(&shortened(SECRET, 11)).to_string(),
            Quoted(&SECRET.replace('~', "~0").replace('/', "~1")).to_string(),
            json.clone(),
            serde_json::to_string(&json).unwrap(),
            SECRET.chars().map(|character| format!("\\u{:04x}", u32::from(character))).collect(),
            SECRET.chars().map(|character| format!("%{:02X}", u32::from(character))).collect(),
            SECRET.to_lowercase(),
        ] {
            let redacted = redaction.redacted(&format!("got {text}, no"));
            assert_eq!(redacted.matches("[x]").count(), 1, "{redacted}");
            let left = redacted.replace("[x]", "");
            assert!(left.chars().filter(|character| character.is_alphanumeric()).count() < 12, "{redacted}");
        }
        assert_eq!(redaction.redacted("some other text"), "some other text");
    }

    #[test]
    fn short_secrets_are_words() {
        assert_eq!(redaction("abc").redacted("`abc` abcd /abc/d (abc)"), "`[x]` abcd /[x]/d ([x])");
        assert_eq!(redaction("a").redacted("`a` a letter: \"a\""), "`[x]` a letter: \"[x]\"");
        assert_eq!(redaction("!!").redacted("`!!` no!!"), "`[x]` no!!");
        assert_eq!(redaction("").redacted("``"), "`[x]`");
    }

    #[test]
    fn pieces_are_bytes_of_the_text() {
        let redaction = redaction("sécret-ключ");
        let text = r#"{"é": "s\u00e9cret-клю"}"#;
        let spans = redaction.spans(text);
        assert_eq!(&text[spans[0].clone()], r"s\u00e9cret-клю");
        for odd in ["\\", "\\u", "\\u{", "\\u{ffffffff}", "%", "%é", "~", "\\u12", "\\ud800", "é%4"] {
            redaction.redacted(odd);
        }
    }
}
