//! Values of peers in messages.

use std::fmt::{self, Write};

/// How many characters of a peer's value a message repeats at most.
const LONGEST: usize = 80;

/// A value that came from a peer, safe to print: in backticks, cut after 80
/// characters, and with everything escaped that could move a terminal's cursor
/// or turn the direction of writing.
///
/// ```
/// use lattice_linter::Quoted;
/// assert_eq!(Quoted("host_started").to_string(), "`host_started`");
/// assert_eq!(Quoted("a\u{1b}[2J").to_string(), "`a\\u{1b}[2J`");
/// assert_eq!(Quoted(&"x".repeat(1000)).to_string().chars().count(), 83);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('`')?;
        for (index, character) in self.0.chars().enumerate() {
            if index == LONGEST {
                formatter.write_char('…')?;
                break;
            }
            match character {
                '`' => formatter.write_str("\\u{60}")?,
                _ => write_escaped(formatter, character)?,
            }
        }
        formatter.write_char('`')
    }
}

/// A text from outside, safe to print and to write into XML: whole, but with
/// everything escaped that ends a line, moves a terminal's cursor, turns the
/// direction of writing, or may not stand in XML.
///
/// [`Quoted`] is for values in sentences.
///
/// ```
/// use lattice_linter::Printable;
/// assert_eq!(Printable("na\u{ef}ve `x` <&>").to_string(), "na\u{ef}ve `x` <&>");
/// assert_eq!(Printable("a\r\n::error::b").to_string(), "a\\r\\n::error::b");
/// assert_eq!(Printable("\u{1b}[2J\u{9b}m\0").to_string(), "\\u{1b}[2J\\u{9b}m\\u{0}");
/// assert_eq!(Printable("\u{202e}\u{2028}\u{ffff}").to_string(), "\\u{202e}\\u{2028}\\u{ffff}");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| write_escaped(formatter, character))
    }
}

fn write_escaped(formatter: &mut fmt::Formatter<'_>, character: char) -> fmt::Result {
    match character {
        '\n' => formatter.write_str("\\n"),
        '\r' => formatter.write_str("\\r"),
        '\t' => formatter.write_str("\\t"),
        _ if is_unprintable(character) => write!(formatter, "\\u{{{:x}}}", u32::from(character)),
        _ => formatter.write_char(character),
    }
}

/// Control characters, marks that are not seen or change the direction of
/// writing, and the two that are characters of no text (XML 1.0, section 2.2).
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
}

/// The beginning of a text, for fields of findings that carry values as they are.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Some values in a row: `a`, `b`, `c` and 4 more.
pub(crate) fn listed<'a>(values: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 5;
    let count = values.len();
    let mut text = String::new();
    for (index, value) in values.take(SHOWN).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&Quoted(value).to_string());
    }
    if count > SHOWN {
        text.push_str(&format!(" and {} more", count - SHOWN));
    }
    text
}
