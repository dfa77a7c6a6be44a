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
    if subject.chars().any(char::is_control) {
        return Some("it has a control character");
    }
    if subject.chars().any(char::is_whitespace) {
        return Some("it has white space");
    }
    let mut wildcard = false;
    for token in subject.split('.') {
        if token.is_empty() {
            return Some("one of its tokens is empty");
        }
        wildcard |= matches!(token, "*" | ">");
    }
    wildcard.then_some("one of its tokens is a wildcard, and those are for subscriptions")
}

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
