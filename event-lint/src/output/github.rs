//! Annotations of GitHub Actions: workflow commands as findings come, and a
//! summary of the step.
//!
//! GitHub shows ten annotations of a kind in a step. What comes after them is
//! counted, and told in the last one.

mod command;
mod step_summary;

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Write},
};

use anyhow::Context;
use lattice_linter::{
    Finding, Input, Printable, Quoted,
    report::{Report, Verdict},
};

use self::command::{Command, Level};
use super::{
    Options, Output,
    place::{End, Place},
};

/// Annotations of one kind in a step. One more is kept for the summary.
const SHOWN: usize = 9;

/// The variable that names the file for the summary of the step.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

pub(super) struct Github<W> {
    writer: W,
    options: Options,
    summary: Option<File>,
    /// How many annotations there are of each severity.
    shown: [usize; 3],
    /// What was annotated: of findings that are alike the first one is.
    alike: HashSet<[String; 4]>,
    not_shown: u64,
}

impl<W: Write> Github<W> {
    /// Opens the file for the summary, if the environment names one.
    pub(super) fn new(writer: W, options: Options) -> anyhow::Result<Self> {
        let summary = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty());
        let summary = summary
            .map(|path| {
                File::options().append(true).create(true).open(&path).with_context(|| {
                    format!("failed to open `{}`, which {STEP_SUMMARY} names", path.display())
                })
            })
            .transpose()?;
        Ok(Self::with_summary(writer, options, summary))
    }

    fn with_summary(writer: W, options: Options, summary: Option<File>) -> Self {
        Self { writer, options, summary, shown: [0; 3], alike: HashSet::new(), not_shown: 0 }
    }

    /// Whether this finding is annotated. The set stays as small as what is shown.
    fn takes(&mut self, finding: &Finding) -> bool {
        let shown = &mut self.shown[finding.severity as usize];
        if self.options.quiet || *shown >= SHOWN {
            return false;
        }
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let place = [
            finding.rule.to_string(),
            finding.location.file.clone(),
            text(&finding.event.event_type),
            text(&finding.pointer),
        ];
        let is_new = self.alike.insert(place);
        *shown += usize::from(is_new);
        is_new
    }
}

impl<W: Write> Output for Github<W> {
    fn finding(&mut self, finding: &Finding, input: &Input) -> io::Result<()> {
        if !self.takes(finding) {
            self.not_shown += finding.count;
            return Ok(());
        }
        self.not_shown += finding.count - 1;
        let location = &finding.location;
        let level = Level::from(finding.severity);
        let mut message = Printable(&finding.message).to_string();
        if let Some(help) = &finding.help {
            message.push_str(&format!("\nhelp: {}", Printable(help)));
        }
        let command = Command::new(level).property("title", &finding.rule);
        let command = match Place::of(location) {
            Place::File(path) => in_file(command, path, finding, input),
            Place::StandardInput => {
                message.push_str(&format!("\nline {}, column {}", location.line, location.column));
                command
            }
            Place::Live(name) => {
                message.push_str(&format!("\nmessage {} from {}", location.line, Printable(name)));
                command
            }
        };
        if let Some(subject) = &finding.subject {
            message.push_str(&format!("\nsubject {}", Printable(&Quoted(subject).to_string())));
        }
        writeln!(self.writer, "{}", command.message(message))?;
        // Whoever reads the stream wants each line when it is made.
        self.writer.flush()
    }

    fn interim(&mut self, _: &Report) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        let level = match report.summary.verdict {
            Verdict::Pass => Level::Notice,
            Verdict::Fail | Verdict::Incomplete => Level::Error,
        };
        let command = Command::new(level).property("title", "event-lint").message(self.last_word(report));
        writeln!(self.writer, "{command}")?;
        self.writer.flush()?;
        if let Some(file) = &mut self.summary {
            // One write, so that what other programs append does not get between.
            file.write_all(step_summary::of(report).as_bytes())?;
        }
        Ok(())
    }
}

impl<W> Github<W> {
    fn last_word(&self, report: &Report) -> String {
        let summary = &report.summary;
        let found = &summary.findings;
        let mut text = format!(
            "{}: {} errors, {} warnings and {} infos in {} messages with {} events",
            summary.verdict, found.error, found.warning, found.info, summary.messages, summary.events
        );
        if self.not_shown > 0 {
            text.push_str(&format!("; {} of them have no annotation of their own", self.not_shown));
        }
        for reason in &summary.reasons {
            text.push_str(&format!("\n{}", Printable(reason)));
        }
        text
    }
}

fn in_file(command: Command, path: &str, finding: &Finding, input: &Input) -> Command {
    let location = &finding.location;
    let command = command.property("file", path).property("line", &location.line.to_string());
    let column = location.column.to_string();
    match End::of(finding, input) {
        // GitHub takes columns only where they stand on one line.
        Some(end) if end.line > location.line => command.property("endLine", &end.line.to_string()),
        Some(end) => command.property("col", &column).property("endColumn", &end.column.to_string()),
        None => command.property("col", &column),
    }
}

#[cfg(test)]
mod tests {
    use lattice_linter::{EventIdentity, Input, Location, Origin, Severity};

    use super::*;
    use crate::exit::FailOn;

    #[test]
    fn live_messages_have_a_subject_in_place_of_a_file() {
        let finding = Finding {
            rule: "unknown-field".into(),
            severity: Severity::Info,
            message: "the schema has no field `x`".to_owned(),
            help: None,
            reference: None,
            pointer: None,
            schema_pointer: None,
            event: EventIdentity::default(),
            subject: Some("wasmbus.evt.default.host_started".to_owned()),
            location: Location {
                file: "nats://a:4222".to_owned(),
                line: 12,
                column: 1,
                offset: 0,
                length: 0,
            },
            count: 1,
            labels: Vec::new(),
            withheld: Vec::new(),
        };
        let input = Input::new(lattice_event_model::Message::default(), Origin::live("nats://a:4222", 12));
        let mut text = Vec::new();
        let options = Options { quiet: false, verbose: false, fail_on: FailOn::Error };
        Github::with_summary(&mut text, options, None).finding(&finding, &input).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "::notice title=unknown-field::the schema has no field `x`%0Amessage 12 from nats://a:4222\
             %0Asubject `wasmbus.evt.default.host_started`\n"
        );
    }
}
