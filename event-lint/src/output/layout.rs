//! Laying out a JSON text for people, one member a line.

use std::ops::Range;

/// A text and, for each of its bytes, the place in the laid out text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The text with line breaks and indentation. Tokens are as they were.
    pub(super) text: String,
    /// For each byte of the original, its offset in `text`; one more for its end.
    offsets: Vec<usize>,
}

impl Layout {
    /// Lays out any text: what is no JSON comes out in some form, whole.
    pub(super) fn new(original: &str) -> Self {
        let mut layout = Self { text: String::new(), offsets: Vec::with_capacity(original.len() + 1) };
        let mut depth = 0_usize;
        let mut in_string = false;
        let mut escaped = false;
        for (at, character) in original.char_indices() {
            let next = original[at + character.len_utf8()..].trim_start().chars().next();
            if in_string {
                layout.push(character);
                in_string = escaped || character != '"';
                escaped = !escaped && character == '\\';
                continue;
            }
            match character {
                '"' => {
                    in_string = true;
                    layout.push(character);
                }
                '{' | '[' => {
                    layout.push(character);
                    if !matches!(next, Some('}' | ']')) {
                        depth += 1;
                        layout.new_line(depth);
                    }
                }
                '}' | ']' => {
                    if !layout.text.ends_with(['{', '[']) {
                        depth = depth.saturating_sub(1);
                        layout.new_line(depth);
                    }
                    layout.push(character);
                }
                ',' => {
                    layout.push(character);
                    layout.new_line(depth);
                }
                ':' => {
                    layout.push(character);
                    layout.text.push(' ');
                }
                ' ' | '\t' | '\r' | '\n' => layout.skip(character),
                _ => layout.push(character),
            }
        }
        layout.offsets.push(layout.text.len());
        layout
    }

    /// Where a range of the original stands in the laid out text.
    pub(super) fn range(&self, original: Range<usize>) -> Range<usize> {
        let end_of_text = self.text.len();
        let at = |offset: usize| self.offsets.get(offset).copied().unwrap_or(end_of_text);
        let start = at(original.start);
        // The end is one behind the last byte, which may be followed by layout.
        let end = match original.end.checked_sub(1) {
            Some(last) if original.end > original.start => {
                let last = at(last);
                last + self.text[last..].chars().next().map_or(0, char::len_utf8)
            }
            _ => start,
        };
        start..end.max(start)
    }

    fn push(&mut self, character: char) {
        for _ in 0..character.len_utf8() {
            self.offsets.push(self.text.len());
        }
        self.text.push(character);
    }

    fn skip(&mut self, character: char) {
        for _ in 0..character.len_utf8() {
            self.offsets.push(self.text.len());
        }
    }

    fn new_line(&mut self, depth: usize) {
        self.text.push('\n');
        // Hostile texts open thousands of brackets; nobody reads that far right.
        self.text.push_str(&"  ".repeat(depth.min(20)));
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn members_stand_on_lines_of_their_own() {
        let layout = Layout::new(r#"{"a":[1,{}],"b":"x,\"{"}"#);
        assert_eq!(layout.text, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x,\\\"{\"\n}");
    }

    #[test]
    fn ranges_follow_their_tokens() {
        for (original, token) in [
            (r#"{"a":1,"ключ":"значение"}"#, r#""значение""#),
            (r#"{ "a" : [true] }"#, "true"),
            ("{\"a\"", "\"a\""),
        ] {
            let layout = Layout::new(original);
            let start = original.find(token).unwrap();
            let range = layout.range(start..start + token.len());
            assert_eq!(&layout.text[range], token);
        }
    }

    #[test]
    fn an_empty_range_stays_empty() {
        let layout = Layout::new("{\"a\":1}");
        assert!(layout.range(7..7).is_empty());
        assert!(layout.range(99..99).is_empty());
    }
}
