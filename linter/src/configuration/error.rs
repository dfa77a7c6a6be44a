//! What is wrong with a configuration, and where.

use std::fmt;

use crate::{quoted::shortened, suggest::nearest};

/// How long a message is at most, in characters: names in it are as long as somebody wrote them.
const LONGEST: usize = 500;

/// A configuration that says something which nobody understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationError {
    line: usize,
    column: usize,
    message: String,
}

impl std::error::Error for ConfigurationError {}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl ConfigurationError {
    pub(super) fn of(error: &toml::de::Error, text: &str) -> Self {
        Self::at(error.span().map_or(0, |span| span.start), text, &in_words(error.message()))
    }

    /// About the table of a list of tables, by its index.
    pub(super) fn about(list: &str, index: usize, text: &str, message: &str) -> Self {
        let document = toml::de::DeTable::parse(text).ok();
        let offset = document.as_ref().and_then(|document| {
            let tables = document.get_ref().get(list)?.get_ref().as_array()?;
            Some(tables.get(index)?.span().start)
        });
        Self::at(offset.unwrap_or_default(), text, message)
    }

    /// Line and column are counted from 1 on, columns in characters.
    fn at(offset: usize, text: &str, message: &str) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: shortened(message, LONGEST),
        }
    }
}

/// What serde says, with the name that was probably meant.
fn in_words(message: &str) -> String {
    let name = |prefix: &str| message.strip_prefix(prefix)?.split_once('`');
    if let Some((field, _)) = name("missing field `") {
        return format!("`{field}` is missing");
    }
    let (what, known) = if let Some((field, known)) = name("unknown field `") {
        (format!("there is no key `{field}`"), (field, known))
    } else if let Some((variant, known)) = name("unknown variant `") {
        (format!("`{variant}` is not known"), (variant, known))
    } else {
        return message.trim().replace('\n', ", ");
    };
    let (written, known) = known;
    let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    match nearest(written, names.iter().copied()) {
        Some(name) => format!("{what}: did you mean `{name}`?"),
        None => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("{what}: write one of {}", names.join(", "))
        }
    }
}
