//! Texts from outside in places where they are not quoted.

use std::fmt::{self, Write};

/// A text of a peer, a file name or a name of a server, safe to print and to
/// write into XML: whole, but with everything escaped that ends a line, moves a
/// terminal's cursor, turns the direction of writing, or may not stand in XML.
///
/// [`Quoted`](lattice_linter::Quoted) is for values in sentences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printable<'a>(pub(super) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                '\t' => formatter.write_str("\\t")?,
                _ if is_unprintable(character) => write!(formatter, "\\u{{{:x}}}", u32::from(character))?,
                _ => formatter.write_char(character)?,
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::Printable;

    #[test]
    fn what_does_harm_is_escaped_and_the_rest_stays() {
        for (text, printed) in [
            ("naïve ✓ `x` <&>", "naïve ✓ `x` <&>"),
            ("a\r\n::error::b", "a\\r\\n::error::b"),
            ("\u{1b}[2J\u{9b}m\0", "\\u{1b}[2J\\u{9b}m\\u{0}"),
            ("\u{202e}\u{2028}\u{ffff}", "\\u{202e}\\u{2028}\\u{ffff}"),
        ] {
            assert_eq!(Printable(text).to_string(), printed);
        }
    }
}
