//! A text that nobody may see.

use std::fmt;

use serde::Deserialize;

/// A password, a token, or an address in which one may stand. It is never
/// printed, not even for debugging.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Secret(String);

impl Secret {
    /// The text itself, for whoever authenticates with it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", Some(Secret::from("s3cr3t"))), "Some([secret])");
    }
}
