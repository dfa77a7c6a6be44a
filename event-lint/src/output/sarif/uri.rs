//! Paths of files as URI references (RFC 3986).

use std::path::{Component, Path, Prefix};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded in a segment: everything but unreserved characters (RFC 3986,
/// section 2.3). A colon in a first segment would make it a scheme.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A relative path becomes a relative reference, an absolute one a `file` URI.
pub(super) fn of(path: &str) -> String {
    let mut segments = Vec::new();
    let mut start = "";
    for component in Path::new(path).components() {
        match component {
            Component::Prefix(prefix) => match prefix.kind() {
                Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
                    segments.push(format!("{}:", char::from(letter)));
                }
                Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
                    start = "file://";
                    segments.extend([server, share].map(|name| encoded(&name.to_string_lossy())));
                }
                Prefix::Verbatim(name) | Prefix::DeviceNS(name) => {
                    segments.push(encoded(&name.to_string_lossy()));
                }
            },
            Component::RootDir if start.is_empty() => start = "file:///",
            Component::RootDir | Component::CurDir => {}
            Component::ParentDir => segments.push("..".to_owned()),
            Component::Normal(name) => segments.push(encoded(&name.to_string_lossy())),
        }
    }
    format!("{start}{}", segments.join("/"))
}

fn encoded(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn paths_become_uri_references() {
        for (path, uri) in [
            ("a/b.ndjson", "a/b.ndjson"),
            ("./a//b.ndjson", "a/b.ndjson"),
            ("../x", "../x"),
            ("with space/100%.json", "with%20space/100%25.json"),
            ("a:b?c#d[e]", "a%3Ab%3Fc%23d%5Be%5D"),
            ("naïve/\u{1b}\n", "na%C3%AFve/%1B%0A"),
            ("-~_.x", "-~_.x"),
        ] {
            assert_eq!(of(path), uri);
        }
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_become_file_uris() {
        assert_eq!(of("/var/log/a b.json"), "file:///var/log/a%20b.json");
        assert_eq!(of(r"C:\x"), "C%3A%5Cx");
    }

    #[cfg(windows)]
    #[test]
    fn absolute_paths_become_file_uris() {
        assert_eq!(of(r"C:\logs\a b.json"), "file:///C:/logs/a%20b.json");
        assert_eq!(of(r"\\server\share\a.json"), "file://server/share/a.json");
        assert_eq!(of(r"logs\a.json"), "logs/a.json");
    }
}
