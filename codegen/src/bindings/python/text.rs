//! Literals.

use serde_json::Value;

/// A text as the formatter writes it: in the quotation marks that need fewer
/// backslashes.
pub(super) fn quote(text: &str) -> String {
    let mark = if text.matches('"').count() > text.matches('\'').count() { '\'' } else { '"' };
    let mut literal = String::from(mark);
    for character in text.chars() {
        match character {
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\\' => literal.push_str("\\\\"),
            _ if character == mark => literal.extend(['\\', mark]),
            _ if character.is_control() && character.is_ascii() => {
                literal.push_str(&format!("\\x{:02x}", u32::from(character)));
            }
            _ if is_invisible(character) => {
                literal.push_str(&match u32::from(character) {
                    code @ ..=0xffff => format!("\\u{code:04x}"),
                    code => format!("\\U{code:08x}"),
                });
            }
            _ => literal.push(character),
        }
    }
    literal.push(mark);
    literal
}

/// Characters that nobody sees, or that turn the direction of what stands behind them.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A constant of JSON as a literal.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quote(text),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", quote(name), literal(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{literal, quote};

    #[test]
    fn texts_are_quoted_as_the_formatter_does() {
        for (text, expected) in [
            ("", r#""""#),
            ("it's", r#""it's""#),
            (r#"say "a""#, r#"'say "a"'"#),
            (r#"it's "a""#, r#"'it\'s "a"'"#),
            ("\\u0041\n\t\r\0", r#""\\u0041\n\t\r\x00""#),
            ("é\u{202e}\u{feff}\u{85}", r#""é\u202e\ufeff\u0085""#),
        ] {
            assert_eq!(quote(text), expected);
        }
    }

    #[test]
    fn constants_are_literals() {
        let value = json!([null, true, false, 1.5, -1, {"a'": ["b"]}]);
        assert_eq!(literal(&value), r#"[None, True, False, 1.5, -1, {"a'": ["b"]}]"#);
    }
}
