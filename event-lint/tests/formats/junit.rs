//! JUnit XML.

use std::{collections::BTreeMap, fmt::Write};

use lattice_event_model::catalog::{Catalog, Directory};
use quick_xml::{Reader, events::Event};

use crate::{
    hostile,
    run::{cases, event_lint},
    settings::settings,
};

/// An element, with its attributes and its own text.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Reads a whole document. Everything in it is checked to be well-formed.
    fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().enable_all_checks(true);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::begin(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::begin(&start)),
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &*name);
                    let text = quick_xml::escape::unescape(&reference).unwrap();
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut document = open.pop().unwrap();
        assert!(open.is_empty());
        assert_eq!(document.children.len(), 1);
        document.children.pop().unwrap()
    }

    fn begin(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap();
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        let name = start.name().as_ref().to_owned();
        Self { name, attributes: attributes.collect(), ..Self::default() }
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

fn junit(arguments: &[&str], input: &[u8]) -> (Element, Option<i32>) {
    let run = event_lint(&cases(), &[&["check", "--format", "junit"], arguments].concat(), input);
    let document = Element::read(&run.stdout);
    assert_eq!(document.name, "testsuites");
    let suite = document.child("testsuite").unwrap();
    // The counts are those of the elements, in both places.
    let count = |name: &str| suite.children("testcase").filter(|case| case.child(name).is_some()).count();
    for element in [&document, suite] {
        for (attribute, counted) in [
            ("tests", suite.children("testcase").count()),
            ("failures", count("failure")),
            ("errors", count("error")),
            ("skipped", count("skipped")),
        ] {
            assert_eq!(element.attribute(attribute), counted.to_string(), "{attribute}");
        }
    }
    (document, run.code)
}

fn suite(document: &Element) -> &Element {
    document.child("testsuite").unwrap()
}

fn case<'e>(document: &'e Element, name: &str) -> &'e Element {
    suite(document).children("testcase").find(|case| case.attribute("name") == name).unwrap()
}

#[test]
fn junit_documents() {
    for name in ["faults.ndjson", "page.md"] {
        let run = event_lint(&cases(), &["check", name, "--format", "junit"], b"");
        let mut settings = settings();
        // How many types the catalogue has is not what this test is about.
        settings.add_filter(r#"    <testcase [^>]*>\n      <skipped [^>]*/>\n    </testcase>\n"#, "");
        settings.add_filter(r#"tests="\d+""#, r#"tests="[n]""#);
        settings.add_filter(r#"skipped="\d+""#, r#"skipped="[n]""#);
        settings.bind(|| insta::assert_snapshot!(format!("junit@{name}"), run.stdout));
    }
}

#[test]
fn every_known_type_is_a_test_case() {
    let generated = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let catalog = Catalog::open(Directory::new(generated)).unwrap();
    let (document, code) = junit(&["clean.ndjson"], b"");
    assert_eq!(code, Some(0));
    let names: Vec<String> = suite(&document)
        .children("testcase")
        .map(|case| format!("{}.{}", case.attribute("classname"), case.attribute("name")))
        .collect();
    let mut expected: Vec<String> =
        catalog.file().events.iter().map(|event| event.event_type.clone()).collect();
    expected.sort();
    expected.extend(["event-lint.messages that are no events", "event-lint.run"].map(str::to_owned));
    assert_eq!(names, expected);
    let seen = suite(&document).children("testcase").filter(|case| case.children.is_empty()).count();
    assert_eq!(seen, 3 + 2, "three types came");
}

#[test]
fn test_cases_fail_when_the_run_does() {
    for (arguments, failed) in [
        (&["many-alike.ndjson"][..], false),
        (&["many-alike.ndjson", "--fail-on", "warning"], true),
        (&["many-alike.ndjson", "--deny", "unknown-field"], true),
        (&["faults.ndjson"], true),
        (&["faults.ndjson", "--fail-on", "never"], false),
        (&["clean.ndjson", "--require-seen", "host_stopped"], true),
        (&["clean.ndjson", "--min-coverage", "99"], true),
    ] {
        let (document, code) = junit(arguments, b"");
        assert_eq!(code, Some(i32::from(failed)), "{arguments:?}");
        assert_eq!(document.attribute("failures") != "0", failed, "{arguments:?}");
        assert_eq!(document.attribute("errors"), "0", "{arguments:?}");
    }
}

#[test]
fn a_run_that_proves_nothing_is_an_error() {
    let (document, code) = junit(&["-"], b"");
    assert_eq!(code, Some(3));
    assert_eq!(document.attribute("errors"), "1");
    let error = case(&document, "run").child("error").unwrap();
    assert_eq!(error.attribute("type"), "incomplete");
    assert!(error.text.contains("no message was seen"), "{}", error.text);
}

#[test]
fn findings_beyond_the_first_are_counted() {
    let (document, _) = junit(&["many-alike.ndjson", "--deny", "unknown-field"], b"");
    let failures: Vec<&Element> =
        suite(&document).children("testcase").filter_map(|case| case.child("failure")).collect();
    assert_eq!(failures.len(), 1);
    assert!(failures[0].attribute("message").starts_with("40 findings; the first: "));
    assert_eq!(failures[0].attribute("type"), "unknown-field");
}

#[test]
fn types_after_the_first_thousand_share_a_test_case() {
    let mut lines = String::new();
    for number in 0..1100 {
        writeln!(
            lines,
            r#"{{"specversion":"1.0","id":"{number}","source":"s","type":"com.example.t{number:04}"}}"#
        )
        .unwrap();
    }
    let (document, _) = junit(&["-", "--deny", "unknown-type"], lines.as_bytes());
    let failure = case(&document, "other event types").child("failure").unwrap();
    assert!(failure.attribute("message").starts_with("100 findings"), "{}", failure.attribute("message"));
    assert!(case(&document, "messages that are no events").child("failure").is_none());
    assert!(case(&document, "t0999").child("failure").is_some());
}

#[test]
fn texts_of_peers_stay_texts() {
    let (document, code) = junit(&["-"], &hostile::recording());
    assert_eq!(code, Some(1));
    let mut texts = Vec::new();
    collect(&document, &mut texts);
    for text in texts {
        for character in text.chars() {
            let allowed = character == '\n' || !(character.is_control() || hostile::is_invisible(character));
            assert!(allowed, "{character:?} in {text}");
        }
    }
    let names = |element: &Element| -> Vec<String> {
        element.children.iter().map(|child| child.name.clone()).collect()
    };
    for element in suite(&document).children("testcase") {
        for name in names(element) {
            assert!(["failure", "error", "skipped", "system-out"].contains(&name.as_str()), "{name}");
        }
    }
    // Nothing is lost on the way: what peers sent stands there, escaped.
    assert!(suite(&document).children("testcase").any(|case| case.attribute("name") == "a<b>&\"'c]]>"));
}

fn collect<'e>(element: &'e Element, texts: &mut Vec<&'e str>) {
    texts.push(&element.text);
    texts.extend(element.attributes.values().map(String::as_str));
    element.children.iter().for_each(|child| collect(child, texts));
}
