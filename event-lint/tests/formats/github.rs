//! Annotations and the step summary of GitHub Actions.

use std::{fs, path::Path};

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::{
    hostile,
    run::{cases, event_lint, event_lint_with_summary},
    settings::settings,
};

/// What the runner makes of a line.
#[derive(Debug)]
struct Annotation {
    kind: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Annotation {
    /// Reads a line as the runner does; `None` where it is no command.
    fn read(line: &str) -> Option<Self> {
        let (head, message) = line.strip_prefix("::")?.split_once("::")?;
        let (kind, properties) = head.split_once(' ').unwrap_or((head, ""));
        let decoded = |text: &str| {
            text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%")
        };
        let properties = properties
            .split(',')
            .filter_map(|property| property.split_once('='))
            .map(|(name, value)| (name.to_owned(), decoded(value)))
            .collect();
        let message = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        Some(Self { kind: kind.to_owned(), properties, message })
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

fn annotations(stdout: &str) -> Vec<Annotation> {
    stdout.split_inclusive(['\n', '\r']).map(|line| Annotation::read(line.trim_end()).unwrap()).collect()
}

#[test]
fn github_annotations_and_summary() {
    for name in ["faults.ndjson", "page.md"] {
        let folder = tempfile::tempdir().unwrap();
        let summary = folder.path().join("summary.md");
        let run =
            event_lint_with_summary(&cases(), Some(&summary), &["check", name, "--format", "github"], b"");
        let summary = fs::read_to_string(summary).unwrap();
        let mut settings = settings();
        settings.add_filter(r"\d+ of \d+ event types", "[n] of [n] event types");
        settings.add_filter(r"lattice-events \d+\.\d+\.\d+", "lattice-events [version]");
        let text = format!("{}\n=== step summary\n{summary}", run.stdout);
        settings.bind(|| insta::assert_snapshot!(format!("github@{name}"), text));
    }
}

#[test]
fn the_summary_is_appended() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    for name in ["clean.ndjson", "faults.ndjson"] {
        event_lint_with_summary(&cases(), Some(&summary), &["check", name, "--format", "github"], b"");
    }
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("## event-lint: pass\n"), "{text}");
    assert!(text.contains("\n\n## event-lint: fail\n"), "{text}");
    // Other formats leave it alone, and a summary that cannot be written is told at once.
    let json = ["check", "clean.ndjson", "--format", "json"];
    event_lint_with_summary(&cases(), Some(&summary), &json, b"");
    assert_eq!(fs::read_to_string(&summary).unwrap(), text);
    let nowhere = event_lint_with_summary(
        &cases(),
        Some(Path::new("no/such/folder/x")),
        &["check", "clean.ndjson", "--format", "github"],
        b"",
    );
    assert_eq!((nowhere.code, nowhere.stdout.as_str()), (Some(2), ""));
}

#[test]
fn no_more_than_github_shows() {
    let mut lines = String::new();
    for number in 0..200 {
        // Errors and warnings, no two of them alike.
        lines.push_str(&format!(
            "{{\"specversion\":\"1.0\",\"id\":\"{number}\",\"source\":\"\",\"type\":\"com.example.t{number}\"}}\n"
        ));
    }
    let run = event_lint(&cases(), &["check", "-", "--format", "github"], lines.as_bytes());
    let annotations = annotations(&run.stdout);
    for kind in ["error", "warning", "notice"] {
        let count = annotations.iter().filter(|annotation| annotation.kind == kind).count();
        assert!(count <= 10, "{count} of {kind}");
    }
    let last = annotations.last().unwrap();
    assert_eq!(last.kind, "error");
    assert!(last.message.starts_with("fail: 200 errors, 200 warnings"), "{}", last.message);
    assert!(last.message.contains("382 of them have no annotation"), "{}", last.message);
    let quiet = event_lint(&cases(), &["check", "-", "--format", "github", "-q"], lines.as_bytes());
    assert_eq!(quiet.stdout.lines().count(), 1);
}

#[test]
fn a_clean_run_is_a_notice() {
    let run = event_lint(&cases(), &["check", "clean.ndjson", "--format", "github"], b"");
    assert_eq!(run.code, Some(0));
    let annotations = annotations(&run.stdout);
    assert_eq!(annotations.len(), 1);
    assert_eq!(annotations[0].kind, "notice");
    assert!(annotations[0].message.starts_with("pass: "));
}

#[cfg(unix)]
#[test]
fn names_of_files_are_kept_whatever_they_are() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a,b:c%25.ndjson", "x::error::y.ndjson", "two\nlines.ndjson"] {
        fs::copy(cases().join("faults.ndjson"), folder.path().join(name)).unwrap();
        let run = event_lint(folder.path(), &["check", name, "--format", "github"], b"");
        let annotations = annotations(&run.stdout);
        assert_eq!(annotations[0].property("file"), Some(name));
        assert_eq!(annotations[0].property("line"), Some("1"));
        assert_eq!(annotations.len(), 10, "{}", run.stdout);
    }
}

#[test]
fn no_text_of_a_peer_becomes_a_command() {
    // Every fault is annotated once if it comes alone.
    for line in String::from_utf8(hostile::recording()).unwrap().lines() {
        let run = event_lint(&cases(), &["check", "-", "--format", "github"], line.as_bytes());
        let annotations = annotations(&run.stdout);
        assert!(annotations.len() > 1, "{line}");
        for Annotation { kind, properties, message } in annotations {
            assert!(["error", "warning", "notice"].contains(&kind.as_str()), "{kind}");
            assert!(properties.iter().all(|(name, _)| name == "title"), "{properties:?}");
            assert!(
                !message.chars().any(|c| c != '\n' && (c.is_control() || hostile::is_invisible(c))),
                "{message:?}"
            );
            assert!(!message.lines().any(|line| line.starts_with("::")), "{message}");
        }
    }
}

#[test]
fn no_text_of_a_peer_becomes_markup_in_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    event_lint_with_summary(
        &cases(),
        Some(&summary),
        &["check", "-", "--format", "github"],
        &hostile::recording(),
    );
    let text = fs::read_to_string(summary).unwrap();
    let mut columns = Vec::new();
    let mut types = 0;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.contains("/docs/rules/"), "{dest_url}")
            }
            Event::Start(Tag::Heading { .. }) => columns.push(0),
            Event::Start(Tag::TableRow) => {
                columns.push(0);
                types += 1;
            }
            Event::Start(Tag::TableCell) => *columns.last_mut().unwrap() += 1,
            _ => {}
        }
    }
    assert_eq!(text.matches("\n#").count() + usize::from(text.starts_with('#')), 1, "one heading");
    assert!(types > hostile::TEXTS.len(), "{types}");
    // An address in plain text would become a link.
    assert!(!text.contains("://example"), "{text}");
}
