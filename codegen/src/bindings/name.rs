//! Names in other languages: cased, allowed, and unique.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// How a kind of names is made from the names on the wire.
#[derive(Debug, Clone, Copy)]
pub struct NameRule {
    /// Brings a name into the case of the language.
    pub case: fn(&str) -> String,
    /// Stands before a name that would begin with a digit: `field_`.
    pub prefix: &'static str,
    /// Words that are no names.
    pub reserved: &'static [&'static str],
    /// Makes a name of a word that is none.
    pub escape: fn(&str) -> String,
}

impl NameRule {
    /// Names as they are on the wire, whatever they are. Templates quote them.
    pub const VERBATIM: Self = Self { case: str::to_owned, prefix: "", reserved: &[], escape: str::to_owned };

    /// The names of one scope, in the order of `wire`. Where two become the same,
    /// the later one gets a number, so that a new name does not change older ones.
    pub fn names<'n>(&self, wire: impl IntoIterator<Item = &'n str>, taken: &[&str]) -> Vec<String> {
        let mut used: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
        wire.into_iter()
            .map(|name| {
                let name = self.name(name, &used);
                used.insert(name.clone());
                name
            })
            .collect()
    }

    fn name(&self, wire: &str, used: &BTreeSet<String>) -> String {
        if self.is_verbatim() {
            return wire.to_owned();
        }
        let mut name = (self.case)(&ascii(wire));
        if name.is_empty() {
            name = (self.case)(&format!("{} empty", self.prefix));
        } else if name.starts_with(|first: char| first.is_ascii_digit()) {
            name = (self.case)(&format!("{} {name}", self.prefix));
        }
        if self.reserved.contains(&name.as_str()) {
            name = (self.escape)(&name);
        }
        if !used.contains(&name) {
            return name;
        }
        let separator = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        (2_u32..)
            .map(|number| format!("{name}{separator}{number}"))
            .find(|numbered| !used.contains(numbered) && !self.reserved.contains(&numbered.as_str()))
            .unwrap_or(name)
    }

    fn is_verbatim(&self) -> bool {
        self.prefix.is_empty()
    }
}

/// Letters and digits of ASCII. Other letters become their numbers, other
/// characters divide words. A text of nothing but signs becomes their numbers.
fn ascii(text: &str) -> String {
    let number = |character: char| format!(" u{:x} ", u32::from(character));
    if !text.is_empty() && !text.chars().any(char::is_alphanumeric) {
        return text.chars().map(number).collect();
    }
    text.chars()
        .map(|character| match character {
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter if letter.is_alphanumeric() => number(letter),
            _ => " ".to_owned(),
        })
        .collect()
}

/// `HostStarted`
pub fn upper_camel(text: &str) -> String {
    text.to_upper_camel_case()
}

/// `hostStarted`
pub fn lower_camel(text: &str) -> String {
    text.to_lower_camel_case()
}

/// `host_started`
pub fn snake(text: &str) -> String {
    text.to_snake_case()
}

/// `HOST_STARTED`
pub fn shouty(text: &str) -> String {
    text.to_shouty_snake_case()
}

/// `class` → `class_`
pub fn trailing_underscore(text: &str) -> String {
    format!("{text}_")
}

#[cfg(test)]
mod tests {
    use super::{NameRule, lower_camel, snake, trailing_underscore, upper_camel};

    const FIELDS: NameRule = NameRule {
        case: snake,
        prefix: "field",
        reserved: &["class", "class_2"],
        escape: trailing_underscore,
    };

    #[test]
    fn names_are_allowed_and_unique() {
        let wire = ["class", "Class", "fooBar", "foo_bar", "foo-bar", "1st", "", "a b", "+", "é", "x2", "X2"];
        let names = FIELDS.names(wire, &[]);
        let expected = [
            "class_",
            "class_2_",
            "foo_bar",
            "foo_bar2",
            "foo_bar3",
            "field_1st",
            "field_empty",
            "a_b",
            "u2b",
            "ue9",
            "x2",
            "x2_2",
        ];
        // `class_2` is reserved too, so that the second one has to go on.
        assert_eq!(names[0], expected[0]);
        assert_eq!(names[2..], expected[2..]);
        assert!(!["class", "class_", "class_2"].contains(&names[1].as_str()), "{}", names[1]);
    }

    #[test]
    fn a_new_name_changes_no_older_one() {
        let before = FIELDS.names(["fooBar", "foo_bar"], &[]);
        let after = FIELDS.names(["fooBar", "foo_bar", "foo-bar"], &[]);
        assert_eq!(before[..], after[..2]);
    }

    #[test]
    fn names_of_the_templates_are_taken() {
        let rule = NameRule { case: upper_camel, prefix: "Type", reserved: &[], escape: trailing_underscore };
        assert_eq!(rule.names(["event", "Event"], &["Event"]), ["Event2", "Event3"]);
        let rule =
            NameRule { case: lower_camel, prefix: "value", reserved: &[], escape: trailing_underscore };
        assert_eq!(rule.names(["2fa", "EC-P256"], &[]), ["value2fa", "ecP256"]);
    }

    #[test]
    fn names_may_stay_as_they_are() {
        assert_eq!(NameRule::VERBATIM.names(["", "a b", "class"], &[]), ["", "a b", "class"]);
    }
}
