//! Why a message is no event of the expected type.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A message that is no event of the expected type.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// The bytes are no JSON text.
    #[error("payload is no JSON text")]
    Json(#[source] serde_json::Error),
    /// A value has not the type that its place demands.
    #[error("{} should be {expected} and is {got}", place(pointer))]
    Shape {
        /// JSON pointer of the value; empty for the whole event. Of a member that
        /// is missing, the pointer that it would have. Within data that several
        /// structs share, the pointer of what is around them.
        pointer: String,
        /// What should stand there: `a text`, `u64`, or an event type.
        expected: String,
        /// What stands there: its kind, never the value itself.
        got: String,
        /// What serde said, where it read the value. It may repeat the value.
        #[source]
        source: Option<serde_json::Error>,
    },
}

impl ParseError {
    pub(crate) fn shape(pointer: &str, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Shape { pointer: pointer.to_owned(), expected: expected.into(), got: got.into(), source: None }
    }

    /// A value that is of another kind, or missing.
    pub(crate) fn unexpected(pointer: &str, expected: &str, value: Option<&Value>) -> Self {
        Self::shape(pointer, expected, kind(value))
    }

    /// Reads a value that stands at `at` and belongs to `owner`.
    pub(crate) fn typed<T: DeserializeOwned>(value: Value, at: &str, owner: &str) -> Result<T, Self> {
        serde_path_to_error::deserialize(&value).map_err(|error| {
            let mut inside = pointer(error.path());
            let source = error.into_inner();
            let message = source.to_string();
            let message = match split_place(&message) {
                Some((place, rest)) => {
                    inside.push_str(place);
                    rest
                }
                None => &message,
            };
            let mut expected = owner.to_owned();
            let mut got = kind(value.pointer(&inside));
            // serde says these two things in words only.
            let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
            if let Some((name, _)) = missing {
                inside.push('/');
                inside.push_str(&crate::pointer::escape(name));
                expected = "a value".to_owned();
                got = kind(None);
            } else if let Some((_, words)) = message.rsplit_once(", expected ") {
                expected = words.to_owned();
            }
            Self::Shape {
                pointer: format!("{at}{inside}"),
                expected,
                got: got.to_owned(),
                source: Some(source),
            }
        })
    }
}

/// Reads a value from within another one's `Deserialize`, without losing the
/// place of what does not fit: the error tells it where it is read by
/// [`ParseError`].
///
/// # Errors
///
/// Those of serde, with the place in front.
pub fn read_inside<T: DeserializeOwned, E: serde::de::Error>(value: Value) -> Result<T, E> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let inside = pointer(error.path());
        let message = error.into_inner().to_string();
        // A value within the value has put its own place in front already.
        let (below, message) = split_place(&message).unwrap_or(("", &message));
        E::custom(format_args!("`{inside}{below}`: {message}"))
    })
}

/// What [`read_inside`] puts in front of a message: a pointer, and the rest.
fn split_place(message: &str) -> Option<(&str, &str)> {
    let (place, rest) = message.strip_prefix('`')?.split_once("`: ")?;
    (place.is_empty() || place.starts_with('/')).then_some((place, rest))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&crate::pointer::escape(key));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn place(pointer: &str) -> String {
    if pointer.is_empty() { "the event".to_owned() } else { format!("`{pointer}`") }
}

/// The kind of a value in words: `null`, `a text`; `nothing` where there is none.
fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a text",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}
