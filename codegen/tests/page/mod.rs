//! A generated page, read again.

use lattice_codegen::markdown;
use lattice_event_model::definition::EventDefinition;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

const FOOTER: &str = "*This page is generated from the catalogue. Do not edit it.*";

/// A page and what a reader can reach on it.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
    body: String,
    headings: Vec<(HeadingLevel, String)>,
    anchors: Vec<String>,
    links: Vec<String>,
}

impl Page {
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let body = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
            Some((_, body)) => body.to_owned(),
            None => text.to_owned(),
        };
        let mut page = Self {
            path: path.to_owned(),
            text: text.to_owned(),
            headings: Vec::new(),
            anchors: Vec::new(),
            links: Vec::new(),
            body: String::new(),
        };
        let mut heading: Option<(HeadingLevel, String)> = None;
        for event in Parser::new_ext(&body, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
                Event::End(TagEnd::Heading(_)) => page.add_heading(heading.take().unwrap()),
                Event::Text(text) | Event::Code(text) => {
                    if let Some((_, heading)) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.into_string()),
                Event::Html(html) | Event::InlineHtml(html) => panic!("{path} has raw HTML: {html}"),
                _ => {}
            }
        }
        page.body = body;
        page
    }

    fn add_heading(&mut self, (level, heading): (HeadingLevel, String)) {
        // The second heading of one anchor gets a number, as on GitHub.
        let slug = markdown::slug(&heading);
        let mut anchor = slug.clone();
        let mut number = 0;
        while self.anchors.contains(&anchor) {
            number += 1;
            anchor = format!("{slug}-{number}");
        }
        self.anchors.push(anchor);
        self.headings.push((level, heading));
    }

    /// Checks that every relative link leads to a file, and to a heading where
    /// it names one. Returns the number of links.
    pub(crate) fn check_links(&self, pages: &[Page], exists: &dyn Fn(&str) -> bool) -> usize {
        for link in &self.links {
            if link.starts_with("https://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { self.path.clone() } else { resolve(&self.path, path) };
            assert!(exists(&target), "{} links to {link}, but there is no {target}", self.path);
            if !anchor.is_empty() {
                let page = pages.iter().find(|page| page.path == target).unwrap();
                assert!(
                    page.anchors.iter().any(|known| known == anchor),
                    "{} links to {link}, but {target} has only {:?}",
                    self.path,
                    page.anchors
                );
            }
        }
        self.links.len()
    }

    pub(crate) fn check_path(&self) {
        let path = self.path.strip_suffix(".md").unwrap();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(path.split('/').all(|name| !name.is_empty() && name.bytes().all(allowed)), "{path}");
    }

    /// Every value is JSON, which YAML reads too.
    pub(crate) fn check_front_matter(&self) {
        let (front, _) = self.text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
        let values: Vec<(&str, serde_json::Value)> = front
            .lines()
            .map(|line| {
                let (name, value) = line.split_once(": ").unwrap();
                (name, serde_json::from_str(value).unwrap())
            })
            .collect();
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["title", "description", "sidebar_position"], "{}", self.path);
        let description = values[1].1.as_str().unwrap();
        assert!(
            !description.is_empty() && description.chars().count() <= 160,
            "{}: {description}",
            self.path
        );
        assert!(!values[0].1.as_str().unwrap().is_empty());
        assert!(values[2].1.is_u64());
    }

    /// One heading of level one, first; no level is left out; the footer last.
    pub(crate) fn check_headings(&self) {
        let levels: Vec<usize> = self.headings.iter().map(|(level, _)| *level as usize).collect();
        assert_eq!(levels.first(), Some(&1), "{}", self.path);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", self.path);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", self.path);
        assert!(self.body.trim_start().starts_with("# "), "{}", self.path);
        assert!(self.text.ends_with(&format!("\n\n{FOOTER}\n")), "{}", self.path);
    }

    /// The twelve parts of an event's page.
    pub(crate) fn check_parts(&self, definition: &EventDefinition) {
        let has = |text: &str| assert!(self.body.contains(text), "{} has no {text:?}", self.path);
        let once = |text: &str| {
            let count = markdown::plain(&self.body).matches(&markdown::plain(text)).count();
            assert_eq!(count, 1, "{} says {text:?} {count} times", self.path);
        };
        // 1, the summary, and 2, the status.
        let mut blocks = self.body.trim_start().split("\n\n");
        assert_eq!(blocks.next(), Some(format!("# `{}`", definition.name).as_str()));
        let first = blocks.find(|block| !block.starts_with('>')).unwrap();
        assert!(first.ends_with('.') && !first.contains('\n'), "{}: {first}", self.path);
        assert!(
            ["**Stable**", "**Experimental**", "**Deprecated**", "**Removed**"]
                .iter()
                .any(|status| self.body.contains(&format!("{status} since version ")))
        );
        // 3 to 12 have headings of their own.
        let headings: Vec<&str> = self
            .headings
            .iter()
            .filter(|(level, _)| *level == HeadingLevel::H2)
            .map(|(_, heading)| heading.as_str())
            .collect();
        let expected = [
            "At a glance",
            "When it is sent",
            "Order and delivery",
            "Fields",
            "Values",
            "Examples",
            "Subscribe",
            "Related events",
            "Changelog",
            "Schemas",
            "Known deviations",
        ];
        assert_eq!(headings, expected, "{}", self.path);
        has(&format!("| Type | `{}` |", definition.event_type()));
        has(&format!("| NATS subject | `{}` |", definition.subject()));
        for text in definition.sent.iter().chain(definition.not_sent).chain(definition.deviations) {
            once(text);
        }
        for text in definition.family.publisher.delivery {
            once(text);
        }
        for example in definition.examples {
            once(example.summary);
        }
        let binary = self.body.matches("```text\nce-specversion: 1.0\n").count();
        assert_eq!(binary, 1, "{}", self.path);
        let structured = self.body.matches("```json\n{\n  \"specversion\": \"1.0\",").count();
        assert_eq!(structured, definition.examples.len(), "{}", self.path);
        for language in ["bash", "rust", "ts", "go", "python"] {
            has(&format!("```{language}\n"));
        }
        for related in definition.related {
            has(&format!("- [`{related}`](./{}.md)\n", related.replace('_', "-")));
        }
        has("```mermaid\nsequenceDiagram\n");
        for change in definition.changes {
            has(&format!("| {} | ", change.version));
        }
        for file in ["", ".event", ".strict", ".event.strict", ".draft-07", ".event.draft-07"] {
            has(&format!("/{}{file}.schema.json)", definition.version));
        }
        has("npx @sourcemeta/jsonschema validate ");
    }
}

fn resolve(page: &str, link: &str) -> String {
    let mut path: Vec<&str> = page.split('/').collect();
    path.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => assert!(path.pop().is_some(), "{page} links to {link}"),
            name => path.push(name),
        }
    }
    path.join("/")
}
