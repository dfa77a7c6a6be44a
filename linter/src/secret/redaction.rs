//! Taking secrets out of texts.
//!
//! A text about a message repeats values that were cut, escaped, decoded or put
//! into a pointer, so that a secret comes out in another form than the one in
//! which it was found. Therefore neither is compared as it is written: only
//! letters and digits count, in lower case, and escapes of JSON, of pointers, of
//! URLs and of [`Quoted`](crate::Quoted) are read first. Every piece of a text
//! that has six such characters in a row with a secret is taken out.

use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    ops::Range,
};

/// How many characters in a row a text may not have in common with a secret.
const WINDOW: usize = 6;
/// Pieces of one secret that are so near to each other, in bytes, are one.
const GAP: usize = 24;
/// How many bytes of a secret without a letter or a digit are compared.
const ODD: usize = 32;

type Window = [char; WINDOW];

/// The secrets of a message, and what stands in place of each.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    labels: Vec<String>,
    windows: HashMap<Window, usize>,
    /// Secrets that are too short for a window, by their length: whole words are
    /// compared.
    short: BTreeMap<usize, HashMap<Window, usize>>,
    /// How secrets without a letter or a digit begin, as they are, by the length
    /// of that.
    odd: BTreeMap<usize, HashMap<String, usize>>,
    /// The labels of those that are short or odd.
    words: HashSet<usize>,
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

    /// Notes what is to be taken out, and what to write instead. Returns the
    /// number of that label.
    pub(super) fn add(&mut self, secret: &str, label: &str) -> usize {
        let index = match self.labels.last() {
            Some(last) if last == label => self.labels.len() - 1,
            _ => {
                self.labels.push(label.to_owned());
                self.labels.len() - 1
            }
        };
        let characters: Vec<char> = units(secret).into_iter().map(|unit| unit.character).collect();
        if characters.is_empty() {
            let end = (0..=ODD.min(secret.len())).rev().find(|end| secret.is_char_boundary(*end));
            let beginning = secret.get(..end.unwrap_or_default()).unwrap_or_default();
            self.odd.entry(beginning.len()).or_default().entry(beginning.to_owned()).or_insert(index);
            self.words.insert(index);
        } else if characters.len() < WINDOW {
            self.short.entry(characters.len()).or_default().entry(window(&characters)).or_insert(index);
            self.words.insert(index);
        } else {
            for characters in characters.windows(WINDOW) {
                if let Entry::Vacant(entry) = self.windows.entry(window(characters)) {
                    entry.insert(index);
                }
            }
        }
        index
    }

    /// The label of a number.
    pub(super) fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).map(String::as_str)
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
        let characters: Vec<char> = units.iter().map(|unit| unit.character).collect();
        let range = |start: usize, length: usize| {
            let pair = units.get(start).zip(units.get(start + length - 1));
            pair.map(|(first, last)| first.bytes.start..last.bytes.end)
        };
        let mut pieces = Vec::new();
        if !self.windows.is_empty() {
            for (start, characters) in characters.windows(WINDOW).enumerate() {
                if let Some(index) = self.windows.get(&window(characters)) {
                    pieces.extend(range(start, WINDOW).map(|range| (range, *index)));
                }
            }
        }
        for (length, secrets) in &self.short {
            for (start, characters) in characters.windows(*length).enumerate() {
                let Some(index) = secrets.get(&window(characters)) else { continue };
                let range = range(start, *length).filter(|range| is_word(text, range, *length));
                pieces.extend(range.map(|range| (range, *index)));
            }
        }
        if !self.odd.is_empty() {
            self.odd_pieces(text, &mut pieces);
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

    /// Pieces without a letter or a digit. They must be quoted, or be the whole text.
    fn odd_pieces(&self, text: &str, pieces: &mut Vec<(Range<usize>, usize)>) {
        let bytes = text.as_bytes();
        let found = |start: usize, length: usize| {
            let secrets = self.odd.get(&length)?;
            secrets.get(text.get(start..start + length)?).copied()
        };
        // Of long ones only the beginning is known: what is like it goes with it.
        let end_of_long = |start: usize, quote: char| {
            let rest = text.get(start..).unwrap_or_default();
            let rest = rest.split(char::is_alphanumeric).next().unwrap_or(rest);
            start + rest.rfind(quote).unwrap_or(rest.len())
        };
        let is_long = |length: usize| length + 4 > ODD;
        let mut known = 0;
        for (at, quote) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'`' | b'"')) {
            if at < known {
                continue;
            }
            for length in self.odd.keys().rev() {
                let end = at + 1 + length;
                let is_quoted = bytes.get(end) == Some(quote);
                if (is_quoted || is_long(*length))
                    && let Some(index) = found(at + 1, *length)
                {
                    let end = if is_quoted { end } else { end_of_long(at + 1, char::from(*quote)) };
                    known = end;
                    pieces.push((at + 1..end, index));
                    break;
                }
            }
        }
        let is_odd = !text.contains(char::is_alphanumeric);
        let length = self.odd.keys().rev().find(|length| {
            let may_be = **length == text.len() || (is_odd && is_long(**length) && **length <= text.len());
            may_be && found(0, **length).is_some()
        });
        if let Some(index) = length.and_then(|length| found(0, *length)) {
            pieces.push((0..text.len(), index));
        }
    }

    /// How far two pieces may be apart to be one. Words are not pieces of more.
    fn gap(&self, one: usize, other: usize) -> usize {
        if one == other && !self.words.contains(&one) { GAP } else { 0 }
    }
}

/// Some characters, at most as many as a window has. No secret has a NUL, which
/// is neither a letter nor a digit.
fn window(characters: &[char]) -> Window {
    std::array::from_fn(|at| characters.get(at).copied().unwrap_or('\0'))
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
        [b'u', b'{', ..] => match behind.bytes().skip(2).take(7).position(|byte| byte == b'}') {
            Some(length) => (behind.get(2..2 + length).and_then(code), at + length + 3),
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
    fn long_texts_of_marks_are_taken_out() {
        let marks = "!?".repeat(40);
        for text in [format!("`{marks}`"), format!("x \"{marks}"), marks.clone()] {
            let redacted = redaction(&marks).redacted(&text);
            assert!(redacted.contains("[x]") && !redacted.contains("!?"), "{redacted}");
        }
        let accents = "é".replace('é', "¡").repeat(40);
        assert_eq!(redaction(&accents).redacted(&format!("`{accents}`")), "`[x]`");
    }

    /// Equal secrets are one, and many of them are not compared one by one.
    #[test]
    fn many_short_secrets_take_no_time() {
        let begin = std::time::Instant::now();
        let mut redaction = Redaction::default();
        let mut text = String::new();
        for number in 0..60_000_u32 {
            let word: String = (0..5)
                .map(|at| char::from(b'a' + u8::try_from(number / 10_u32.pow(at) % 10).unwrap()))
                .collect();
            let marks: String = (0..16).map(|at| if number >> at & 1 == 0 { '!' } else { '?' }).collect();
            redaction.add(&word, &format!("[{number}]"));
            redaction.add("a", "[a]");
            redaction.add(&marks, &format!("[{number} marks]"));
            text.push_str(&format!("`{word}` `{marks}` \\u{{"));
        }
        let redacted = redaction.redacted(&text);
        assert!(redacted.starts_with("`[0]` `[0 marks]`"), "{}", &redacted[..40]);
        assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
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
