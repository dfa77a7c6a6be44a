//! Texts become portable, or are refused with a reason.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod case;

use lattice_codegen::{
    CodegenError,
    markdown::{self, Passage},
};
use proptest::prelude::*;

fn reason(result: Result<String, CodegenError>) -> String {
    match result {
        Ok(text) => panic!("should be refused, but became {text:?}"),
        Err(CodegenError::Markdown { place, reason }) => {
            assert_eq!(place, "a text");
            reason
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn cases() {
    let cases = case::all();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    for case::Case { name: case, sections } in cases {
        let passage = Passage::new("a text", &sections["input"]);
        let mut judged = 0;
        for (name, expected) in &sections {
            match name.as_str() {
                "" | "input" => continue,
                "block" => {
                    assert_eq!(passage.block().as_ref().map_err(ToString::to_string), Ok(expected), "{case}")
                }
                "cell" => {
                    assert_eq!(passage.cell().as_ref().map_err(ToString::to_string), Ok(expected), "{case}")
                }
                "block refused" => {
                    let reason = reason(passage.block());
                    assert!(reason.contains(expected.as_str()), "{case}: {reason}");
                }
                "cell refused" => {
                    let reason = reason(passage.cell());
                    assert!(reason.contains(expected.as_str()), "{case}: {reason}");
                }
                other => panic!("{case} has a section `{other}`"),
            }
            judged += 1;
        }
        assert!(judged > 0, "{case} expects nothing");
    }
}

#[test]
fn relative_links_lead_to_published_files_only() {
    let files = ["docs/rules/unknown-field.md", "docs/events/a.md"].map(str::to_owned).into();
    let links = markdown::Links::Within { page: "docs/guides/identity.md", files: &files };
    let block = |text| Passage { links, ..Passage::new("a text", text) }.block();
    for text in ["[a](../events/a.md)", "[b](../rules/unknown-field.md#examples)", "[c](#here)"] {
        assert_eq!(block(text).unwrap(), text);
    }
    for text in ["[a](./a.md)", "[b](../../../../etc/passwd)", "[c](/events/a.md)", "[d](../events/)"] {
        assert!(reason(block(text)).contains("no such file is published"), "{text}");
    }
}

/// Texts in which the characters and words that matter are frequent.
fn texts() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => "[a-z]{1,5}",
        4 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        6 => proptest::sample::select(vec![
            "{", "}", "<", ">", "|", ":", "\\", "`", "``", "*", "**", "_", "~", "~~", "[", "]", "(", ")", "](", "&",
            "&lt;", "&#123;", "#", "# ", "- ", "1. ", "> ", "import ", "export ", "    ", "\t", "  \n", "\\\n",
            "```\n", "~~~\n", "---\n", "===\n", "Option<String>", "<br>", "<a href=\"x\">", "<!-- ", " -->", "<x {y}>",
            "https://example.com/", "<https://example.com/a_b>", "<a@example.com>", "www.example.com", "a:b",
            ":::", "| a | b |\n|---|---|\n", "[^1]", "[a]: https://example.com\n", "[a]", "![", "!", "\"", "'",
            "é", "漢", "\u{a0}", "- [ ] ", "{#id}", "{{x}}", "${x}", "<{", "`{x}`", "x_y", "@", "=", "+ ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is not refused reads as before, and is left alone the next time.
    #[test]
    fn a_portable_text_says_what_the_original_said(text in texts()) {
        if let Ok(block) = Passage::new("a text", &text).block() {
            prop_assert_eq!(markdown::plain(&block), markdown::plain(&text));
            let again = Passage::new("a text", &block).block();
            prop_assert_eq!(again.unwrap(), block);
        }
    }

    #[test]
    fn a_cell_says_what_the_original_said(text in texts()) {
        if let Ok(cell) = Passage::new("a text", &text).cell() {
            prop_assert!(!cell.contains('\n'));
            let table = format!("| h |\n| --- |\n| {cell} |\n");
            let expected = format!("h {}", markdown::plain(&text));
            prop_assert_eq!(markdown::plain(&table), expected.trim_matches(' '));
        }
    }

    /// Plain words are never refused, whatever stands between them.
    #[test]
    fn words_and_braces_are_never_refused(text in "([a-z]{1,4}[{}<>|:]? ){1,8}") {
        prop_assert!(Passage::new("a text", &text).block().is_ok(), "{}", text);
    }

    #[test]
    fn literal_text_is_read_as_it_stands(text in "[ -~é漢]{0,30}") {
        prop_assume!(!text.contains("://") && !text.contains("www."));
        let text = text.trim();
        prop_assert_eq!(markdown::plain(&markdown::literal(text)), text.split_whitespace().collect::<Vec<_>>().join(" "));
        let code = markdown::code(text);
        prop_assert_eq!(markdown::plain(&code), text.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn summaries_are_short_and_end_with_a_word(text in "([a-zA-Z]{1,12}[,.]? ){1,60}") {
        let summary = markdown::summary(&text);
        prop_assert!(summary.chars().count() <= markdown::DESCRIPTION_LENGTH);
        prop_assert!(!summary.contains('\n'));
        if let Some(kept) = summary.strip_suffix('…') {
            let rest = text.strip_prefix(kept).unwrap();
            prop_assert!(rest.starts_with([' ', ',', '.']), "{:?} then {:?}", kept, rest);
        } else {
            prop_assert_eq!(summary, text.trim());
        }
    }
}

#[test]
fn front_matter_is_json() {
    assert_eq!(markdown::quoted("a \"b\": {c}\n"), r#""a \"b\": {c}\n""#);
}

#[test]
fn anchors_are_those_of_github() {
    for (heading, anchor) in [
        ("At a glance", "at-a-glance"),
        ("ComponentClaims", "componentclaims"),
        ("`host_started`", "host_started"),
        ("What's new? (1.0)", "whats-new-10"),
        ("a - b", "a---b"),
    ] {
        assert_eq!(markdown::slug(heading), anchor);
    }
}
