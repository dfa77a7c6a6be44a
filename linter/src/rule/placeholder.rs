//! What documentation leaves open with `{{…}}`, to be filled in when it is shown
//! or run.

/// Fills in the placeholders of a text.
///
/// - `{{base-address}}` is the base address of the catalogue: a fork publishes
///   under an address of its own.
/// - `{{repeat:TEXT:COUNT}}` is a text that stands there many times, for events
///   that are too large to be written out.
pub(super) fn fill_in(text: &str, base_address: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled.push_str(before);
        let value =
            behind.split_once("}}").and_then(|(name, behind)| Some((value(name, base_address)?, behind)));
        match value {
            Some((value, behind)) => {
                filled.push_str(&value);
                rest = behind;
            }
            None => {
                filled.push_str("{{");
                rest = behind;
            }
        }
    }
    filled + rest
}

/// What a placeholder stands for; `None` if it is none.
fn value(name: &str, base_address: &str) -> Option<String> {
    if name == "base-address" {
        return Some(base_address.to_owned());
    }
    let (text, count) = name.strip_prefix("repeat:")?.rsplit_once(':')?;
    Some(text.repeat(count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::fill_in;

    #[test]
    fn placeholders_are_filled_in_and_other_texts_stay() {
        let filled = |text| fill_in(text, "https://example.com");
        assert_eq!(filled("{{base-address}}/a {{repeat:ab:3}}!"), "https://example.com/a ababab!");
        assert_eq!(filled("{{ {{other}} {\"a\": {}}"), "{{ {{other}} {\"a\": {}}");
    }
}
