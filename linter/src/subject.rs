//! Subjects of NATS messages.

/// What is wrong with a subject on which a message came, as the end of a
/// sentence.
///
/// A subject has tokens with dots between them. A token is not empty and has no
/// white space; `*` and `>` stand for tokens in subscriptions only.
pub(crate) fn fault(subject: &str) -> Option<&'static str> {
    if subject.is_empty() {
        return Some("it is empty");
    }
    let (mut start, mut wildcard) = (0, false);
    for (offset, byte) in subject.bytes().chain([b'.']).enumerate() {
        match byte {
            b'.' if offset == start => return Some("one of its tokens is empty"),
            b'.' => {
                wildcard |= matches!(subject.get(start..offset), Some("*" | ">"));
                start = offset + 1;
            }
            b' ' => return Some(WHITE_SPACE),
            _ if byte.is_ascii_control() => return Some(CONTROL),
            _ => {}
        }
    }
    if !subject.is_ascii() {
        if subject.chars().any(char::is_control) {
            return Some(CONTROL);
        }
        if subject.chars().any(char::is_whitespace) {
            return Some(WHITE_SPACE);
        }
    }
    wildcard.then_some("one of its tokens is a wildcard, and those are for subscriptions")
}

const CONTROL: &str = "it has a control character";
const WHITE_SPACE: &str = "it has white space";

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn subjects_of_messages_pass() {
        for subject in
            ["a", "wasmbus.evt.default.config_set", "a.b*c.>d", "$JS.ACK.x", "größe.日本", "a-b.c_d"]
        {
            assert_eq!(fault(subject), None, "{subject}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for subject in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a b",
            "a.\u{a0}b",
            "a\tb",
            "a\n",
            "a\0",
            "\u{7f}",
            "\u{85}",
            "a.*",
            ">",
            "*.b",
        ] {
            assert!(fault(subject).is_some(), "{subject:?}");
        }
    }
}
