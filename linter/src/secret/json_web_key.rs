//! Private members of JSON web keys (RFC 7518, section 6; RFC 8037).

/// Members that only a private or a symmetric key has.
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// The texts of an object that may be a JSON web key.
#[derive(Debug, Default)]
pub(super) struct Members {
    is_key: bool,
    private: Vec<(String, String)>,
}

impl Members {
    /// Notes a text. Whether it was kept, since what it is depends on the others.
    pub(super) fn note(&mut self, name: &str, text: &str) -> bool {
        self.is_key |= name == "kty";
        let is_private = PRIVATE.contains(&name) && !text.is_empty();
        if is_private {
            self.private.push((name.to_owned(), text.to_owned()));
        }
        is_private
    }

    /// The private members, if the object is a key.
    pub(super) fn private(&self) -> Option<impl Iterator<Item = (&str, &str)>> {
        self.is_key.then(|| self.all())
    }

    /// All that was kept.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.private.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
