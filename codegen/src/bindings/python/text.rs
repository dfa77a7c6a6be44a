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
