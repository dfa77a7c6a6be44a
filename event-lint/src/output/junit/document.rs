//! Test cases as XML. The elements are those that Ant's JUnit task writes, which
//! every reader knows.

use std::io::{self, Write};

use lattice_linter::report::Report;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::cases::{Case, Outcome, Trouble};

/// Some readers want a time everywhere, in seconds. Event types take none.
const TIME: &str = "0";

/// Writes the document. Texts of cases hold nothing that XML forbids.
pub(super) fn write(writer: &mut dyn Write, report: &Report, cases: &[Case]) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(writer, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = counts(cases);
    let counts = || counts.iter().map(|(name, count)| (*name, count.as_str()));
    xml.create_element("testsuites")
        .with_attribute(("name", "event-lint"))
        .with_attributes(counts())
        .write_inner_content(|xml| {
            xml.create_element("testsuite")
                .with_attribute(("name", "event-lint"))
                .with_attributes(counts())
                .write_inner_content(|xml| {
                    properties(xml, report)?;
                    cases.iter().try_for_each(|case| test_case(xml, case))
                })
                .map(drop)
        })?;
    writeln!(xml.into_inner())
}

fn counts(cases: &[Case]) -> [(&'static str, String); 5] {
    let count = |of: fn(&Outcome) -> bool| cases.iter().filter(|case| of(&case.outcome)).count().to_string();
    [
        ("tests", cases.len().to_string()),
        ("failures", count(|outcome| matches!(outcome, Outcome::Failed(_)))),
        ("errors", count(|outcome| matches!(outcome, Outcome::Incomplete(_)))),
        ("skipped", count(|outcome| matches!(outcome, Outcome::Skipped(_)))),
        ("time", TIME.to_owned()),
    ]
}

type Xml<'w> = Writer<&'w mut dyn Write>;

fn properties(xml: &mut Xml<'_>, report: &Report) -> io::Result<()> {
    let summary = &report.summary;
    let properties = [
        ("version", report.tool.version.clone()),
        ("catalog", report.tool.catalog.clone()),
        ("verdict", summary.verdict.to_string()),
        ("messages", summary.messages.to_string()),
        ("events", summary.events.to_string()),
        ("lost", summary.lost.to_string()),
    ];
    xml.create_element("properties")
        .write_inner_content(|xml| {
            for (name, value) in &properties {
                xml.create_element("property")
                    .with_attribute(("name", *name))
                    .with_attribute(("value", value.as_str()))
                    .write_empty()?;
            }
            Ok(())
        })
        .map(drop)
}

fn test_case(xml: &mut Xml<'_>, case: &Case) -> io::Result<()> {
    let element = xml
        .create_element("testcase")
        .with_attribute(("classname", case.class.as_str()))
        .with_attribute(("name", case.name.as_str()))
        .with_attribute(("time", TIME));
    if case.outcome == Outcome::Passed && case.remarks.is_empty() {
        return element.write_empty().map(drop);
    }
    element
        .write_inner_content(|xml| {
            match &case.outcome {
                Outcome::Passed => {}
                Outcome::Skipped(message) => {
                    xml.create_element("skipped")
                        .with_attribute(("message", message.as_str()))
                        .write_empty()?;
                }
                Outcome::Failed(trouble) => self::trouble(xml, "failure", trouble)?,
                Outcome::Incomplete(trouble) => self::trouble(xml, "error", trouble)?,
            }
            if !case.remarks.is_empty() {
                let text = case.remarks.join("\n");
                xml.create_element("system-out").write_text_content(BytesText::new(&text))?;
            }
            Ok(())
        })
        .map(drop)
}

fn trouble(xml: &mut Xml<'_>, element: &str, trouble: &Trouble) -> io::Result<()> {
    let text = trouble.details.join("\n");
    xml.create_element(element)
        .with_attribute(("message", trouble.message.as_str()))
        .with_attribute(("type", trouble.kind.as_str()))
        .write_text_content(BytesText::new(&text))
        .map(drop)
}
