//! Texts, names and values as TypeScript writes them, in the form that its
//! formatter leaves alone.

use std::fmt::Write;

/// The largest whole number up to which a `number` holds every one.
const MAX_SAFE_INTEGER: i128 = (1 << 53) - 1;

/// A text as a literal. Its quotation marks are those that need fewer escapes;
/// characters beyond ASCII are escaped, so that its width is its length.
pub(super) fn text(text: &str) -> String {
    let count = |mark: char| text.chars().filter(|character| *character == mark).count();
    let mark = if count('"') > count('\'') { '\'' } else { '"' };
    let mut literal = String::from(mark);
    for character in text.chars() {
        match character {
            '\n' => literal.push_str("\\n"),
            _ if character == mark || character == '\\' => literal.extend(['\\', character]),
            ' '..='~' => literal.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a text cannot fail.
                    let _ = write!(literal, "\\u{unit:04x}");
                }
            }
        }
    }
    literal.push(mark);
    literal
}

/// The name of a property in a type.
pub(super) fn property(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { text(name) }
}

/// The name of a property in an object. `__proto__` alone would set the prototype.
pub(super) fn key(name: &str) -> String {
    if name == "__proto__" { format!("[{}]", text(name)) } else { property(name) }
}

/// What stands behind an object for its property.
pub(super) fn access(name: &str) -> String {
    if is_identifier(name) { format!(".{name}") } else { format!("[{}]", text(name)) }
}

fn is_identifier(name: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic() || matches!(character, '_' | '$');
    name.starts_with(is_letter)
        && name.chars().all(|character| is_letter(character) || character.is_ascii_digit())
}

/// Whether a whole number may be one that no `number` holds.
pub(super) fn is_large(number: i128) -> bool {
    !(-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::{access, is_large, key, property, text};

    #[test]
    fn texts_are_quoted_with_few_escapes() {
        for (given, literal) in [
            ("", r#""""#),
            ("it's", r#""it's""#),
            (r#"a "b""#, r#"'a "b"'"#),
            (r#""'"#, r#""\"'""#),
            (r#""it's""#, r#"'"it\'s"'"#),
            ("\\\n\u{1}", r#""\\\n\u0001""#),
            ("é😀\u{2028}", r#""\u00e9\ud83d\ude00\u2028""#),
        ] {
            assert_eq!(text(given), literal, "{given}");
        }
    }

    #[test]
    fn names_are_quoted_where_they_have_to_be() {
        for (name, in_type, in_object, behind) in [
            ("class", "class", "class", ".class"),
            ("a_$1", "a_$1", "a_$1", ".a_$1"),
            ("1st", "\"1st\"", "\"1st\"", "[\"1st\"]"),
            ("", "\"\"", "\"\"", "[\"\"]"),
            ("é", "\"\\u00e9\"", "\"\\u00e9\"", "[\"\\u00e9\"]"),
            ("__proto__", "__proto__", "[\"__proto__\"]", ".__proto__"),
        ] {
            assert_eq!(property(name), in_type);
            assert_eq!(key(name), in_object);
            assert_eq!(access(name), behind);
        }
    }

    #[test]
    fn large_numbers_are_those_beyond_53_bits() {
        assert!(!is_large(9_007_199_254_740_991));
        assert!(is_large(9_007_199_254_740_992));
        assert!(is_large(-9_007_199_254_740_992));
    }
}
