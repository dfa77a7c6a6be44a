//! The encoding that a media type names (RFC 2046, section 4.1.2).

/// An encoding that a media type names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// UTF-8.
    Utf8,
    /// The 128 characters of ASCII.
    Ascii,
    /// The first 256 characters of Unicode.
    Latin1,
    /// An encoding that is none of these.
    Other,
    /// A name that no encoding has.
    Unknown,
}

/// The encodings besides, by the beginnings of their names.
const OTHERS: [&str; 11] = [
    "utf-16",
    "utf-32",
    "ucs-",
    "iso-8859-",
    "windows-",
    "koi8-",
    "shift_jis",
    "euc-",
    "iso-2022-",
    "gb",
    "big5",
];

/// The parameter `charset` of a media type, as it is written.
pub(crate) fn charset(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let value = value.trim();
    Some(value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(value))
}

impl Charset {
    /// The encoding of a name, in upper or lower case.
    pub(crate) fn named(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "us-ascii" | "ascii" => Self::Ascii,
            "iso-8859-1" | "latin1" => Self::Latin1,
            _ if OTHERS.iter().any(|start| name.starts_with(start)) => Self::Other,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_is_found() {
        for (media_type, expected) in [
            ("text/plain", None),
            ("text/plain; charset=utf-8", Some("utf-8")),
            ("text/plain;format=flowed;CHARSET = \"US-ASCII\" ", Some("US-ASCII")),
            ("charset=utf-8", None),
            ("text/plain; charset", None),
            ("text/plain; charset=\"", Some("\"")),
            ("", None),
        ] {
            assert_eq!(charset(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn names_are_read_in_any_case() {
        for (name, expected) in [
            ("UTF-8", Charset::Utf8),
            ("us-ascii", Charset::Ascii),
            ("ISO-8859-1", Charset::Latin1),
            ("iso-8859-15", Charset::Other),
            ("Shift_JIS", Charset::Other),
            ("klingon", Charset::Unknown),
            ("", Charset::Unknown),
        ] {
            assert_eq!(Charset::named(name), expected, "{name}");
        }
    }
}
