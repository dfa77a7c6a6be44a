//! Globs.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Nobody writes a longer one.
const LONGEST: usize = 1000;

/// A glob over types, sources, subjects or lattices. `*` stands for any
/// characters, `?` for one, `[a-z]` for one of some, `{a,b}` for one of several.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Glob {
    text: String,
    matcher: globset::GlobSet,
}

impl Glob {
    /// Whether a text is one of those that are meant.
    pub fn matches(&self, text: &str) -> bool {
        self.matcher.is_match(text)
    }

    /// `separated` where `*` ends at a slash.
    fn read(text: String, separated: bool) -> Result<Self, String> {
        if text.is_empty() {
            return Err("an empty glob matches nothing".to_owned());
        }
        if text.len() > LONGEST {
            return Err(format!("a glob is longer than {LONGEST} bytes"));
        }
        if text.split('.').any(|token| token == ">") {
            return Err(format!(
                "`{text}` would match nothing: in a glob, `*` stands for any number of tokens"
            ));
        }
        // A set of one: unlike `compile_matcher`, it refuses what is too large.
        globset::GlobBuilder::new(&text)
            .literal_separator(separated)
            .backslash_escape(true)
            .build()
            .and_then(|glob| globset::GlobSet::builder().add(glob).build())
            .map_err(|error| format!("`{text}` is no glob: {}", error.kind()))
            .map(|matcher| Self { matcher, text: text.clone() })
    }
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl TryFrom<String> for Glob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(text, false)
    }
}

impl From<Glob> for String {
    fn from(glob: Glob) -> Self {
        glob.text
    }
}

/// Globs of which one has to match.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Globs(Vec<Glob>);

impl Globs {
    /// Whether one of them matches. What is not there matches none.
    pub fn match_any(&self, text: Option<&str>) -> bool {
        text.is_some_and(|text| self.0.iter().any(|glob| glob.matches(text)))
    }
}

impl<'de> Deserialize<'de> for Globs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let globs = Vec::deserialize(deserializer)?;
        if globs.is_empty() {
            return Err(D::Error::custom("an empty list matches nothing: leave it out, or write `[\"*\"]`"));
        }
        Ok(Self(globs))
    }
}

/// A glob over JSON pointers. `*` stands for a part of a name or an index, and
/// `**` for any number of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PointerGlob(Glob);

impl PointerGlob {
    /// Whether a pointer is one of those that are meant.
    pub fn matches(&self, pointer: &str) -> bool {
        self.0.matches(pointer)
    }
}

impl TryFrom<String> for PointerGlob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.starts_with('/') || text.starts_with("**") {
            Glob::read(text, true).map(Self)
        } else {
            Err(format!("`{text}` would match nothing: a pointer begins with `/`, such as `/data/id`"))
        }
    }
}

impl From<PointerGlob> for String {
    fn from(glob: PointerGlob) -> Self {
        glob.0.text
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Globs, PointerGlob};

    impl JsonSchema for Globs {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Globs".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "Globs of which one has to match: `*` stands for any characters, `?` for one, `[a-z]` for one of some, `{a,b}` for one of several.",
                "type": "array",
                "items": { "type": "string", "minLength": 1 },
                "minItems": 1
            })
        }
    }

    impl JsonSchema for PointerGlob {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "PointerGlob".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A glob over JSON pointers: `*` stands for a part of a name or an index, `**` for any number of them.",
                "type": "string",
                "minLength": 1
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Glob, PointerGlob};

    #[test]
    fn globs_match_whole_texts() {
        for (glob, text, matches) in [
            ("com.wasmcloud.*", "com.wasmcloud.lattice.host_started", true),
            ("com.wasmcloud", "com.wasmcloud.lattice", false),
            ("*", "urn:example:/a/b\nc", true),
            ("*", "", true),
            ("prod-{a,b}", "prod-b", true),
            ("NA?", "NAé", false),
            (r"a\*", "a*", true),
            (r"a\*", "ab", false),
            ("*.evt.*.config_set", "wasmbus.evt.default.config_set", true),
        ] {
            assert_eq!(Glob::try_from(glob.to_owned()).unwrap().matches(text), matches, "{glob} {text}");
        }
    }

    #[test]
    fn pointers_are_matched_name_by_name() {
        for (glob, pointer, matches) in [
            ("/data/*/id", "/data/12/id", true),
            ("/data/*/id", "/data/a/b/id", false),
            ("/data/**", "/data/a/b", true),
            ("**/id", "/data/a/id", true),
            ("/time", "/time", true),
            ("/time", "/timestamp", false),
        ] {
            assert_eq!(PointerGlob::try_from(glob.to_owned()).unwrap().matches(pointer), matches, "{glob}");
        }
        assert!(PointerGlob::try_from("data".to_owned()).is_err());
    }
}
