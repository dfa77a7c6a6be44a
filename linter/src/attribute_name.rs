//! The names of attributes (CloudEvents 1.0.2, Attribute Naming Convention).

use crate::{context::ATTRIBUTES, extensions, suggest::nearest};

/// Whether an attribute may have this name: letters from a to z and digits, and
/// at least one of them.
pub(crate) fn is_legal(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// An attribute of a version before 1.0.
#[derive(Debug)]
pub(crate) struct Obsolete {
    /// Its name, in lower case.
    pub(crate) name: &'static str,
    /// The last version that had it.
    pub(crate) version: &'static str,
    /// What to write today.
    pub(crate) help: &'static str,
}

const fn obsolete_since(version: &'static str, name: &'static str, help: &'static str) -> Obsolete {
    Obsolete { name, version, help }
}

const OBSOLETE: [Obsolete; 8] = [
    obsolete_since("0.1", "cloudeventsversion", "in version 1.0 it is `specversion`"),
    obsolete_since("0.2", "contenttype", "in version 1.0 it is `datacontenttype`"),
    obsolete_since("0.3", "datacontentencoding", "in version 1.0 data in Base64 stands in `data_base64`"),
    obsolete_since("0.1", "eventid", "in version 1.0 it is `id`"),
    obsolete_since("0.1", "eventtime", "in version 1.0 it is `time`"),
    obsolete_since("0.1", "eventtype", "in version 1.0 it is `type`"),
    obsolete_since("0.1", "eventtypeversion", "in version 1.0 a version stands in `type` or `dataschema`"),
    obsolete_since("0.3", "schemaurl", "in version 1.0 it is `dataschema`"),
];

/// What a name was before version 1.0, in upper or lower case.
pub(crate) fn obsolete(name: &str) -> Option<&'static Obsolete> {
    OBSOLETE.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// What to write in place of a name that is not legal. The name itself, which
/// may be anything, is not repeated.
pub(crate) fn instead(name: &str) -> String {
    if let Some(known) = obsolete(name) {
        return known.help.to_owned();
    }
    let known = ATTRIBUTES.into_iter().chain(["data", "data_base64"]).chain(extensions::names());
    if let Some(meant) = nearest(name, known) {
        return format!("did you mean `{meant}`?");
    }
    "use letters from `a` to `z` and digits only".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_legal() {
        for name in ["a", "0", "traceparent", "x1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            assert!(is_legal(name), "{name}");
        }
        for name in ["", "A", "a_b", "a-b", "a.b", "é", "a b", "ａ"] {
            assert!(!is_legal(name), "{name}");
        }
    }

    #[test]
    fn names_are_corrected() {
        for (name, help) in [
            ("dataContentType", "did you mean `datacontenttype`?"),
            ("data_content_type", "did you mean `datacontenttype`?"),
            ("spec-version", "did you mean `specversion`?"),
            ("Data", "did you mean `data`?"),
            ("traceParent", "did you mean `traceparent`?"),
            ("trace_id", "use letters from `a` to `z` and digits only"),
            ("eventType", "in version 1.0 it is `type`"),
            ("", "use letters from `a` to `z` and digits only"),
            ("☃", "use letters from `a` to `z` and digits only"),
        ] {
            assert_eq!(instead(name), help, "{name}");
        }
        assert_eq!(instead(&"X".repeat(1000)), "use letters from `a` to `z` and digits only");
    }
}
