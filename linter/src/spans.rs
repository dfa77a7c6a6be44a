//! From JSON pointers to bytes. serde_json decides what is JSON; this module
//! only looks up where a value stands in a text that is JSON already.

use std::ops::Range;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{ObjectProp, Value},
    common::Ranged,
    parse_to_ast,
};
use lattice_event_model::pointer::tokens;

/// The places of all values of a JSON text.
#[derive(Debug)]
pub(crate) struct Spans<'t> {
    root: Value<'t>,
}

/// Something that a pointer leads to.
enum Target<'a, 't> {
    Root(&'a Value<'t>),
    Element(&'a Value<'t>),
    Member(&'a ObjectProp<'t>),
}

impl<'a, 't> Target<'a, 't> {
    fn value(&self) -> &'a Value<'t> {
        match self {
            Self::Root(value) | Self::Element(value) => value,
            Self::Member(member) => &member.value,
        }
    }
}

impl<'t> Spans<'t> {
    /// Reads a text that is JSON.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let options = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let root = parse_to_ast(text, &CollectOptions::default(), &options).ok()?.value?;
        Some(Self { root })
    }

    /// The value that a pointer leads to.
    pub(crate) fn value(&self, pointer: &str) -> Option<Range<usize>> {
        Some(range(self.find(pointer)?.value()))
    }

    /// The name of the member that a pointer leads to.
    pub(crate) fn name(&self, pointer: &str) -> Option<Range<usize>> {
        match self.find(pointer)? {
            Target::Member(member) => Some(range(&member.name)),
            other => Some(range(other.value())),
        }
    }

    /// The name of the first member of that name, where there are several.
    pub(crate) fn first_name(&self, pointer: &str) -> Option<Range<usize>> {
        let (parent, last) = split(pointer)?;
        match self.find(parent)?.value() {
            Value::Object(object) => object
                .properties
                .iter()
                .find(|member| member.name.as_str() == last)
                .map(|member| range(&member.name)),
            _ => None,
        }
    }

    /// Name and value of the member that a pointer leads to.
    pub(crate) fn member(&self, pointer: &str) -> Option<Range<usize>> {
        match self.find(pointer)? {
            Target::Member(member) => Some(range(member)),
            other => Some(range(other.value())),
        }
    }

    /// The first byte of the object in which the member that a pointer names
    /// should stand, or of the nearest value that is there.
    pub(crate) fn opening(&self, pointer: &str) -> Range<usize> {
        let mut pointer = pointer;
        while let Some((parent, _)) = pointer.rsplit_once('/') {
            pointer = parent;
            if let Some(target) = self.find(pointer) {
                let start = target.value().start();
                return start..start + 1;
            }
        }
        self.root.start()..self.root.start() + 1
    }

    /// Where a name stands twice, readers take the last member, and so do pointers.
    fn find(&self, pointer: &str) -> Option<Target<'_, 't>> {
        let mut target = Target::Root(&self.root);
        for token in tokens(pointer) {
            target = match target.value() {
                Value::Object(object) => Target::Member(
                    object.properties.iter().rev().find(|member| member.name.as_str() == token)?,
                ),
                Value::Array(array) => Target::Element(array.elements.get(token.parse::<usize>().ok()?)?),
                _ => return None,
            };
        }
        Some(target)
    }
}

fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, last) = pointer.rsplit_once('/')?;
    Some((parent, lattice_event_model::pointer::unescape(last)))
}

fn range(ranged: &impl Ranged) -> Range<usize> {
    ranged.start()..ranged.end()
}

#[cfg(test)]
mod tests {
    use super::Spans;

    const TEXT: &str = r#"{"é": {"a/b": [1, {"c": "😀"}]}, "x": 1, "x": [2]}"#;

    fn text(range: Option<std::ops::Range<usize>>) -> &'static str {
        &TEXT[range.unwrap()]
    }

    #[test]
    fn pointers_lead_to_bytes() {
        let spans = Spans::read(TEXT).unwrap();
        assert_eq!(text(spans.value("/é/a~1b/1/c")), r#""😀""#);
        assert_eq!(text(spans.name("/é/a~1b")), r#""a/b""#);
        assert_eq!(text(spans.member("/é/a~1b/1/c")), r#""c": "😀""#);
        assert_eq!(text(spans.name("/é/a~1b/0")), "1");
        assert_eq!(text(Some(spans.opening("/é/a~1b/1/missing"))), "{");
        assert_eq!(spans.opening("/missing"), 0..1);
        assert!(spans.value("/é/a~1b/9").is_none());
        assert!(spans.value("/é/missing").is_none());
    }

    #[test]
    fn of_two_members_the_last_one_counts() {
        let spans = Spans::read(TEXT).unwrap();
        assert_eq!(text(spans.value("/x")), "[2]");
        assert!(spans.first_name("/x").unwrap().start < spans.name("/x").unwrap().start);
    }
}
