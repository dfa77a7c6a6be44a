//! For people: findings with the offending JSON, then a summary.

mod excerpt;
mod surroundings;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use annotate_snippets::{Level, Origin, Renderer};
use lattice_linter::{
    Finding, Input, Printable, Quoted, Severity,
    report::{Report, Summary},
};

use super::{
    Options, Output,
    place::{Place, live_message},
};

/// How many findings of a rule are printed in full.
const SHOWN_A_RULE: u64 = 10;
/// How many of them may say the same of the same place.
const SHOWN_ALIKE: u64 = 2;

/// Up to how many event types that did not come are listed.
const FEW_UNSEEN: usize = 8;

pub(super) struct Human<W> {
    writer: W,
    renderer: Renderer,
    options: Options,
    shown: BTreeMap<String, u64>,
    shown_alike: BTreeMap<String, u64>,
    not_shown: u64,
}

impl<W: Write> Human<W> {
    /// `styled` where the writer takes colours away by itself if nobody sees them.
    pub(super) fn new(writer: W, styled: bool, options: Options) -> Self {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        Self {
            writer,
            renderer: renderer.term_width(100),
            options,
            shown: BTreeMap::new(),
            shown_alike: BTreeMap::new(),
            not_shown: 0,
        }
    }

    /// Whether this finding is printed. The maps stay as small as the number of
    /// rules times what is shown of each.
    fn takes(&mut self, finding: &Finding) -> bool {
        if self.options.quiet {
            return false;
        }
        if self.options.verbose {
            return true;
        }
        let shown = self.shown.entry(finding.rule.to_string()).or_default();
        if *shown >= SHOWN_A_RULE {
            return false;
        }
        let place = format!(
            "{} {} {}",
            finding.rule,
            finding.event.event_type.as_deref().unwrap_or_default(),
            finding.pointer.as_deref().unwrap_or_default()
        );
        let alike = self.shown_alike.entry(place).or_default();
        if *alike >= SHOWN_ALIKE {
            return false;
        }
        *alike += 1;
        *shown += 1;
        true
    }
}

impl<W: Write> Output for Human<W> {
    fn finding(&mut self, finding: &Finding, input: &Input) -> io::Result<()> {
        if !self.takes(finding) {
            self.not_shown += 1;
            return Ok(());
        }
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let location = &finding.location;
        let (origin, id) = match Place::of(location) {
            Place::Live(name) => {
                (Origin::path(live_message(name, finding, input)), finding.event.id.as_ref())
            }
            Place::File(_) | Place::StandardInput => {
                let path = Origin::path(Printable(&location.file).to_string());
                (path.line(location.line as usize).char_column(location.column as usize), None)
            }
        };
        let mut group =
            level.primary_title(finding.message.clone()).id(finding.rule.to_string()).element(origin);
        if let Some(snippet) = excerpt::snippet(finding, input) {
            group = group.element(snippet);
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help.clone()));
        }
        if let Some(reference) = finding.reference.as_ref().filter(|reference| can_be_looked_up(reference)) {
            group = group.element(Level::NOTE.message(format!("see {reference}")));
        }
        if let Some(id) = id {
            group = group.element(Level::NOTE.message(format!("the event has the id {}", Quoted(id))));
        }
        let rendered = self.renderer.render(&[group]);
        for line in rendered.lines().filter(|line| !is_nameless_file(line)) {
            writeln!(self.writer, "{line}")?;
        }
        writeln!(self.writer)
    }

    fn interim(&mut self, report: &Report) -> io::Result<()> {
        writeln!(self.writer, "So far:")?;
        self.counts(&report.summary)?;
        self.surroundings(report)?;
        writeln!(self.writer)?;
        self.writer.flush()
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        let summary = &report.summary;
        self.counts(summary)?;
        self.coverage(summary)?;
        self.surroundings(report)?;
        for note in &summary.notes {
            writeln!(self.writer, "Note: {}", Printable(note))?;
        }
        let verdict = summary.verdict;
        for reason in &summary.reasons {
            writeln!(self.writer, "  {verdict}, because {}", Printable(reason))?;
        }
        write!(self.writer, "Verdict: {verdict} (catalogue {}", report.tool.catalog)?;
        if let Some(configuration) = &summary.configuration {
            write!(self.writer, ", configuration {}", Printable(configuration))?;
        }
        writeln!(self.writer, ")")?;
        self.writer.flush()
    }
}

impl<W: Write> Human<W> {
    fn counts(&mut self, summary: &Summary) -> io::Result<()> {
        writeln!(
            self.writer,
            "{}, {}: {}, {}, {}",
            plural(summary.messages, "message"),
            plural(summary.events, "event"),
            plural(summary.findings.error, "error"),
            plural(summary.findings.warning, "warning"),
            plural(summary.findings.info, "info"),
        )?;
        for (rule, count) in &summary.by_rule {
            writeln!(self.writer, "  {count:>6}  {rule}")?;
        }
        if self.not_shown > 0 && !self.options.quiet {
            writeln!(
                self.writer,
                "  {} not shown above: they are like others, or too many of one rule (-v shows all)",
                plural(self.not_shown, "finding")
            )?;
        }
        if summary.ignored > 0 {
            writeln!(
                self.writer,
                "  {} left out, as the configuration says",
                plural(summary.ignored, "finding")
            )?;
        }
        if summary.baselined > 0 {
            writeln!(
                self.writer,
                "  {} left out, as the baseline says",
                plural(summary.baselined, "finding")
            )?;
        }
        Ok(())
    }

    fn coverage(&mut self, summary: &Summary) -> io::Result<()> {
        let coverage = &summary.coverage;
        let places_unseen = !(coverage.unseen_fields.is_empty() && coverage.unseen_values.is_empty());
        let types_hidden = coverage.unseen.len() > FEW_UNSEEN && !self.options.verbose;
        let places_hidden = places_unseen && !self.options.verbose;
        let hint = if types_hidden || places_hidden { " (-v lists the others)" } else { "" };
        let sources = plural(coverage.sources_seen, "source");
        writeln!(
            self.writer,
            "Seen: {} of {} event types, {} of {} fields, {} of {} enumeration values, {}{sources}{hint}",
            coverage.types_seen,
            coverage.types_known,
            coverage.fields.seen,
            coverage.fields.known,
            coverage.values.seen,
            coverage.values.known,
            if coverage.sources_exact { "" } else { "more than " },
        )?;
        if !types_hidden {
            self.names("not", coverage.unseen.iter().map(|name| short(name)))?;
        }
        if self.options.verbose {
            for (event_type, unseen) in coverage.unseen_fields.iter().chain(&coverage.unseen_values) {
                let heading = format!("not in {}", short(event_type));
                self.names(&heading, unseen.iter().map(String::as_str))?;
            }
            if coverage.unseen_left_out > 0 {
                writeln!(self.writer, "  and {} others", coverage.unseen_left_out)?;
            }
        }
        Ok(())
    }

    /// Writes a list of names, as many on a line as there is room for.
    fn names<'a>(&mut self, heading: &str, names: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut names = names.peekable();
        let mut line = format!("  {heading}:");
        if names.peek().is_none() {
            return Ok(());
        }
        while let Some(name) = names.next() {
            if line.len() + name.len() > 88 {
                writeln!(self.writer, "{line}")?;
                line = "   ".to_owned();
            }
            line.push(' ');
            line.push_str(name);
            if names.peek().is_some() {
                line.push(',');
            }
        }
        writeln!(self.writer, "{line}")
    }
}

/// The renderer names the file above each snippet. Ours have no file of their
/// own, since the place is that of the message, which stands above already.
fn is_nameless_file(line: &str) -> bool {
    anstream::adapter::strip_str(line).to_string().trim() == ":::"
}

/// Whether a reference is an address or the name of a specification, and not
/// just "the event catalogue".
fn can_be_looked_up(reference: &str) -> bool {
    reference.contains("://") || reference.starts_with(|c: char| c.is_uppercase())
}

/// The last part of an event type.
fn short(event_type: &str) -> &str {
    event_type.rsplit('.').next().unwrap_or(event_type)
}

fn plural(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use lattice_event_model::Message;
    use lattice_linter::{EventIdentity, Origin};

    use super::*;
    use crate::exit::FailOn;

    #[test]
    fn one_is_not_many() {
        assert_eq!((plural(1, "error"), plural(0, "error")), ("1 error".to_owned(), "0 errors".to_owned()));
    }

    /// What is printed of a finding about a message that stands in no file.
    fn printed(message: Message, origin: Origin, id: Option<&str>) -> String {
        let finding = Finding {
            rule: "unknown-field".into(),
            severity: Severity::Warning,
            message: "the schema has no field `x`".to_owned(),
            help: None,
            reference: None,
            pointer: None,
            schema_pointer: None,
            event: EventIdentity { id: id.map(str::to_owned), ..EventIdentity::default() },
            subject: message.subject.clone(),
            location: origin.locate(b"", 0..0),
            count: 1,
            labels: Vec::new(),
            withheld: Vec::new(),
        };
        let mut text = Vec::new();
        let options = Options { quiet: false, verbose: false, fail_on: FailOn::Error };
        Human::new(&mut text, false, options).finding(&finding, &Input::new(message, origin)).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn live_messages_are_found_by_their_subject_and_number() {
        let subject = Some("wasmbus.evt.default.labels_changed".to_owned());
        let message = Message { subject: subject.clone(), ..Message::default() };
        let text = printed(message, Origin::live("nats://127.0.0.1:4222", 8), Some("a\u{1b}[2Jb"));
        assert!(text.contains("--> wasmbus.evt.default.labels_changed, message 8\n"), "{text}");
        assert!(text.contains("note: the event has the id `a\\u{1b}[2Jb`\n"), "{text}");
        assert!(!text.contains("4222"), "{text}");

        let stream = Some("EVENTS".to_owned());
        let message = Message { subject, stream, sequence: Some(8), ..Message::default() };
        let text = printed(message, Origin::live("EVENTS", 8), None);
        assert!(text.contains("--> wasmbus.evt.default.labels_changed, sequence 8 of EVENTS\n"), "{text}");
        assert!(!text.contains("note:"), "{text}");

        let text = printed(Message::default(), Origin::live("nats://127.0.0.1:4222", 8), None);
        assert!(text.contains("--> message 8 from nats://127.0.0.1:4222\n"), "{text}");

        let message = Message { subject: Some("a\u{1b}[2J`b\u{202e}".to_owned()), ..Message::default() };
        let text = printed(message, Origin::live("nats://127.0.0.1:4222", 8), None);
        assert!(text.contains("--> a\\u{1b}[2J\\u{60}b\\u{202e}, message 8\n"), "{text}");
    }
}
