//! Texts that try to be more than texts.

/// Each stands in the id, the type, the source, the subject, as the name of a
/// field and as a value.
pub(crate) const TEXTS: &[&str] = &[
    "x\n::error::injected",
    "x\r\n::error file=a::injected",
    "%0A::error::injected",
    "##[error]injected",
    "a<b>&\"'c]]>",
    "]]></failure><failure message=\"injected\"/>",
    "<!-- injected",
    "&lt;&#0;&unknown;",
    "a|b|c",
    "`</code><img src=x onerror=injected()>`",
    "[injected](https://example.com)",
    "![injected](https://example.com)",
    "# injected",
    "https://example.com/injected",
    "\u{0}\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{9b}31m",
    "\u{1b}[2J\u{1b}]0;injected\u{7}",
    "\u{202e}detcejni\u{2066}\u{2028}\u{2029}",
    "\u{feff}\u{200b}\u{fffe}\u{ffff}",
    "{0} {{1}}",
    "",
];

/// A recording in which peers sent them.
pub(crate) fn recording() -> Vec<u8> {
    let mut lines = Vec::new();
    let mut push = |subject: &str, event: &serde_json::Value| {
        let line = serde_json::json!({"subject": subject, "headers": null, "payload": event.to_string()});
        lines.extend_from_slice(format!("{line}\n").as_bytes());
    };
    for text in TEXTS {
        push(
            text,
            &serde_json::json!({
                "specversion": text, "id": text, "type": text, "source": text, "time": text,
                "dataschema": text, text.to_owned(): text, "data": {text.to_owned(): text}
            }),
        );
        push(
            &format!("wasmbus.evt.default.{text}"),
            &serde_json::json!({
                "specversion": "1.0", "id": text, "source": text, "datacontenttype": "application/json",
                "type": "com.wasmcloud.lattice.labels_changed",
                "data": {"host_id": text, "labels": {text.to_owned(): null}, text.to_owned(): text}
            }),
        );
    }
    lines
}

/// Marks that turn the direction of writing or are not to be seen.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
