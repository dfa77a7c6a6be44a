//! The characters that no attribute may have (CloudEvents 1.0.2, Type System,
//! String).

/// Whether all characters of a text are printable ASCII.
pub(crate) fn are_plain(text: &str) -> bool {
    // Without a way out of the loop many bytes are looked at at once.
    text.bytes().fold(true, |are_plain, byte| are_plain & matches!(byte, 0x20..0x7f))
}

/// The first control character of a text: U+0000 to U+001F and U+007F to U+009F.
pub(crate) fn control_character(text: &str) -> Option<char> {
    if are_plain(text) {
        return None;
    }
    text.chars().find(|character| character.is_control())
}

/// The first character of a text that Unicode promises never to assign: U+FDD0
/// to U+FDEF, and the last two of each plane.
pub(crate) fn noncharacter(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    text.chars().find(|character| {
        matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(*character) & 0xfffe == 0xfffe
    })
}

/// Whether an attribute may have all characters of a text.
pub(crate) fn are_allowed(text: &str) -> bool {
    control_character(text).is_none() && noncharacter(text).is_none()
}

/// A character as it is named: `U+001B`.
pub(crate) fn name(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_found() {
        for (text, found) in [
            ("", None),
            ("a b~", None),
            ("é \u{a0}😀", None),
            ("a\tb", Some('\t')),
            ("\u{7f}", Some('\u{7f}')),
            ("é\u{85}", Some('\u{85}')),
            ("\u{9f}", Some('\u{9f}')),
            ("a\0", Some('\0')),
        ] {
            assert_eq!(control_character(text), found, "{text:?}");
        }
    }

    #[test]
    fn noncharacters_are_found() {
        for (text, found) in [
            ("a", None),
            ("\u{fdcf}\u{fdf0}\u{fffd}\u{10000}", None),
            ("a\u{fdd0}", Some('\u{fdd0}')),
            ("\u{fdef}", Some('\u{fdef}')),
            ("\u{ffff}", Some('\u{ffff}')),
            ("\u{1fffe}", Some('\u{1fffe}')),
            ("\u{10ffff}", Some('\u{10ffff}')),
        ] {
            assert_eq!(noncharacter(text), found, "{text:?}");
        }
        assert!(are_allowed("é") && !are_allowed("\u{ffff}") && !are_allowed("\n"));
        assert_eq!((name('\u{1b}'), name('\u{10ffff}')), ("U+001B".to_owned(), "U+10FFFF".to_owned()));
    }
}
