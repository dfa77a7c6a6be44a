//! What every command that judges does: messages in, findings out, a report.

use std::{fs::File, io::BufReader, path::PathBuf, sync::Arc};

use anyhow::bail;
use lattice_event_model::{Message, catalog::Catalog};
use lattice_linter::{
    Input, Judgement, Linter, LinterError, Printable, Settings, Severity, SubjectPrefix, Thresholds, View,
    report::{Connection, Report, Stream, Tally, Tool, Truth, Verdict},
};
use lattice_simulator::truth::{Comparison, TruthFile};

use crate::{
    baseline, catalog,
    configuration::{Choices, Origin, Typed},
    exit::Exit,
    output::{self, Options, Outputs, Wanted},
    tell::tell,
};

/// What is asked of every command that judges.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) outputs: Vec<Wanted>,
    pub(crate) catalog: Option<PathBuf>,
    pub(crate) typed: Typed,
    pub(crate) configuration: Origin,
    /// What holds, of what was typed and what the configuration says.
    pub(crate) choices: Choices,
    /// Findings that are known and accepted.
    pub(crate) baseline: Option<baseline::Wanted>,
    /// What `emit` planted, to compare with.
    pub(crate) truth: Option<PathBuf>,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

impl Request {
    /// Tokens that stand before every subject.
    pub(crate) fn subject_prefix(&self) -> Option<SubjectPrefix> {
        self.choices.settings.subject_prefix.clone()
    }
}

/// What happened around the messages.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// Messages that were lost before they could be judged.
    pub(crate) lost: u64,
    pub(crate) connection: Option<Connection>,
    pub(crate) stream: Option<Stream>,
    /// Why not everything was judged, one sentence each.
    pub(crate) incomplete: Vec<String>,
    /// Whether no message at all means that nothing is proven.
    pub(crate) needs_messages: bool,
}

/// A run that judges.
pub(crate) struct Judging {
    request: Request,
    view: View,
    catalog: Arc<Catalog>,
    linter: Linter,
    tally: Tally,
    outputs: Outputs,
    comparison: Option<Comparison>,
    /// The whole names of the types that have to be seen.
    required: Vec<String>,
    baseline: Option<baseline::Known>,
    /// The largest payload that the server takes, in bytes.
    max_payload: Option<u64>,
}

impl Judging {
    /// Opens the catalogue and the outputs.
    pub(crate) fn begin(request: Request, view: View) -> anyhow::Result<Self> {
        let catalog = catalog::open(request.catalog.as_deref())?;
        let required = catalog::required_types(&catalog, &request.choices.require_seen)?;
        let linter = linter(&catalog, &request.choices, view)?;
        let baseline = request.baseline.as_ref().map(baseline::Known::open).transpose()?;
        let tally = Tally::new();
        let options =
            Options { quiet: request.quiet, verbose: request.verbose, fail_on: request.choices.fail_on };
        let outputs = output::open(&request.outputs, options)?;
        let comparison = request.truth.is_some().then(Comparison::new);
        Ok(Self {
            request,
            view,
            catalog,
            linter,
            tally,
            outputs,
            comparison,
            required,
            baseline,
            max_payload: None,
        })
    }

    /// The catalogue by which messages are judged.
    pub(crate) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Notes how large a payload the server takes. What the configuration says
    /// goes before.
    pub(crate) fn set_max_payload(&mut self, bytes: u64) {
        self.max_payload = Some(bytes);
        if self.request.choices.settings.thresholds.max_payload == Thresholds::default().max_payload {
            self.linter.set_max_payload(bytes);
        }
    }

    /// Judges one message, and writes what there is to say.
    pub(crate) fn judge(&mut self, input: &Input) -> anyhow::Result<Judgement> {
        let mut judgement = self.linter.judge(input);
        if let Some(comparison) = self.comparison.as_mut().filter(|_| !judgement.findings.is_empty()) {
            // What was planted knows nothing of the accounts through which it came.
            let prefix = self.request.choices.settings.subject_prefix.as_ref();
            let bare = prefix.and_then(|prefix| prefix.strip(input.message.subject.as_deref()?));
            match bare {
                Some(bare) => {
                    let message = Message { subject: Some(bare.to_owned()), ..input.message.clone() };
                    comparison.message(&message, &judgement);
                }
                None => comparison.message(&input.message, &judgement),
            }
        }
        if let Some(baseline) = &mut self.baseline {
            baseline.take(&mut judgement);
        }
        self.tally.message(&judgement);
        for finding in &judgement {
            self.outputs.finding(finding, input)?;
        }
        Ok(judgement)
    }

    /// How many messages were judged.
    pub(crate) fn messages(&self) -> u64 {
        self.tally.messages()
    }

    /// Whether everybody who read the outputs went away.
    pub(crate) fn nobody_reads(&self) -> bool {
        self.outputs.is_empty()
    }

    /// Whether as many findings were made as somebody wants to see.
    pub(crate) fn has_enough_findings(&self) -> bool {
        self.request.choices.max_findings.is_some_and(|most| self.findings_that_count() >= most)
    }

    /// Reads the catalogue and the configuration again. What was counted stays;
    /// what the linter remembers of producers is forgotten.
    ///
    /// # Errors
    ///
    /// If one of them cannot be used, or the catalogue lacks a type that is
    /// required. The run goes on with the former ones.
    pub(crate) fn reload(&mut self) -> anyhow::Result<()> {
        let choices = Choices::of(&self.request.typed, &self.request.configuration)?;
        let former = &self.request.choices;
        if choices.settings.subject_prefix != former.settings.subject_prefix {
            bail!("`subject-prefix` says what was subscribed to, and cannot change in a run");
        }
        if choices.fail_on != former.fail_on {
            bail!("`fail-on` cannot change in a run: there are reports that began with it");
        }
        let catalog = catalog::open(self.request.catalog.as_deref())?;
        let lacks = |name: &&String| !catalog.file().events.iter().any(|event| event.event_type == **name);
        if choices.require_seen == former.require_seen
            && let Some(name) = self.required.iter().find(lacks)
        {
            bail!("it has no event type `{name}` any more, which --require-seen names");
        }
        let required = catalog::required_types(&catalog, &choices.require_seen)?;
        let mut linter = linter(&catalog, &choices, self.view)?;
        linter.preload()?;
        self.catalog = catalog;
        self.required = required;
        self.request.choices = choices;
        let former = std::mem::replace(&mut self.linter, linter);
        self.linter.continue_coverage(former);
        if let Some(bytes) = self.max_payload {
            self.set_max_payload(bytes);
        }
        Ok(())
    }

    /// Writes how the run stands.
    pub(crate) fn interim(&mut self, surroundings: Surroundings) {
        let report = self.report(surroundings, None);
        self.outputs.interim(&report);
    }

    /// Writes the report.
    pub(crate) fn finish(mut self, mut surroundings: Surroundings) -> anyhow::Result<Exit> {
        if let Some(error) = self.linter.take_error() {
            return Err(error.into());
        }
        let truth = self.compare(&mut surroundings);
        let sees_a_part = surroundings.connection.as_ref().is_some_and(|on| on.partition.is_some());
        let mut report = self.report(surroundings, truth);
        let complete = report.summary.verdict != Verdict::Incomplete
            && self.view == View::Whole
            && !(sees_a_part || self.has_enough_findings() || self.nobody_reads());
        if complete {
            report.summary.notes.extend(self.linter.unused_ignores());
        }
        let baseline = self.baseline.as_ref().map_or(Ok(Vec::new()), |baseline| baseline.finish(complete));
        if let Ok(notes) = &baseline {
            report.summary.notes.extend_from_slice(notes);
        }
        let written = self.outputs.finish(&report);
        // Reports for programs are read by people only when it is too late.
        if !self.request.outputs.iter().any(|wanted| wanted.is_read_by_people()) {
            for reason in &report.summary.reasons {
                tell(format_args!("event-lint: {}: {reason}", report.summary.verdict));
            }
            for note in &report.summary.notes {
                tell(format_args!("event-lint: note: {}", Printable(note)));
            }
        }
        written?;
        baseline?;
        Ok(report.summary.verdict.into())
    }

    /// Compares the findings with what was planted. The file may have been
    /// written while the run went on, so it is read at its end. Without it there
    /// is still a report, which says so.
    fn compare(&self, surroundings: &mut Surroundings) -> Option<Truth> {
        let (Some(comparison), Some(path)) = (&self.comparison, &self.request.truth) else { return None };
        let read =
            || -> anyhow::Result<TruthFile> { Ok(TruthFile::read(BufReader::new(File::open(path)?))?) };
        let truth = match read() {
            Ok(truth) => truth,
            Err(error) => {
                surroundings
                    .incomplete
                    .push(format!("what was planted cannot be read from `{}`: {error:#}", path.display()));
                return None;
            }
        };
        if !truth.is_complete() {
            surroundings
                .incomplete
                .push(format!("`{}` has no end: `emit` is still running, or was cut off", path.display()));
        }
        if comparison.left_out() > 0 {
            surroundings.incomplete.push(format!(
                "{} findings were too many to be compared with what was planted",
                comparison.left_out()
            ));
        }
        Some(comparison.compare(&truth))
    }

    fn report(&mut self, surroundings: Surroundings, truth: Option<Truth>) -> Report {
        let Surroundings { lost, connection, stream, mut incomplete, needs_messages } = surroundings;
        self.tally.evictions(self.linter.evictions());
        self.tally.set_lost(lost);
        if lost > 0 {
            incomplete.push(format!("{lost} messages were lost before they could be judged"));
        }
        if needs_messages && self.messages() == 0 && !self.request.choices.allow_empty {
            incomplete
                .push("no message was seen, so nothing is proven (--allow-empty takes that)".to_owned());
        }
        let tool = Tool {
            name: "event-lint".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            catalog: format!("{} {}", self.catalog.file().name, self.catalog.file().version),
        };
        let mut report = self.tally.report(tool, Verdict::Pass, self.linter.coverage());
        report.truth = truth;
        let mut failures = self.failures(&report);
        let (verdict, reasons) = if !incomplete.is_empty() {
            incomplete.extend(failures);
            (Verdict::Incomplete, incomplete)
        } else if !failures.is_empty() || self.findings_that_fail() > 0 {
            failures.extend(self.ended_early());
            (Verdict::Fail, failures)
        } else {
            (Verdict::Pass, Vec::new())
        };
        report.summary.verdict = verdict;
        report.summary.reasons = reasons;
        report.summary.switched_off = self.linter.switched_off();
        report.summary.configuration.clone_from(&self.request.choices.file);
        report.summary.notes = self.linter.expired_ignores();
        report.summary.ignored = self.linter.ignored();
        report.summary.baselined = self.baseline.as_ref().map_or(0, baseline::Known::taken);
        report.connection = connection;
        report.stream = stream;
        report
    }

    /// What is to be said of a run that failed because of findings: that there
    /// may be more of them.
    fn ended_early(&self) -> Option<String> {
        let count = self.findings_that_count();
        let noun = if count == 1 { "finding" } else { "findings" };
        self.has_enough_findings().then(|| format!("the run ended after {count} {noun} (--max-findings)"))
    }

    /// Why the run failed, beside findings.
    fn failures(&self, report: &Report) -> Vec<String> {
        let coverage = &report.summary.coverage;
        let mut failures: Vec<String> = self
            .required
            .iter()
            .filter(|event_type| coverage.unseen.contains(*event_type))
            .map(|event_type| format!("no event of the type {event_type} was seen, which is required"))
            .collect();
        if let Some(least) = self.request.choices.min_coverage {
            let seen = 100.0 * coverage.types_seen as f64 / coverage.types_known.max(1) as f64;
            if seen < least {
                failures.push(format!(
                    "{} of {} event types were seen, {seen:.1} %, less than {least} %",
                    coverage.types_seen, coverage.types_known
                ));
            }
        }
        if let Some(truth) = &report.truth {
            if truth.missed_count > 0 {
                failures.push(format!(
                    "{} of {} planted faults were not found",
                    truth.missed_count, truth.planted
                ));
            }
            if truth.unexpected_count > 0 {
                failures
                    .push(format!("{} findings are about nothing that was planted", truth.unexpected_count));
            }
        }
        failures
    }

    /// Findings at or above `--fail-on`.
    fn findings_that_fail(&self) -> u64 {
        self.request.choices.fail_on.threshold().map_or(0, |threshold| self.count_from(threshold))
    }

    /// Findings that `--max-findings` counts: those that make the run fail, or
    /// all where none can.
    fn findings_that_count(&self) -> u64 {
        self.count_from(self.request.choices.fail_on.threshold().unwrap_or(Severity::Info))
    }

    fn count_from(&self, threshold: Severity) -> u64 {
        [Severity::Info, Severity::Warning, Severity::Error]
            .into_iter()
            .filter(|severity| *severity >= threshold)
            .map(|severity| self.tally.count(severity))
            .sum()
    }
}

fn linter(catalog: &Arc<Catalog>, choices: &Choices, view: View) -> Result<Linter, LinterError> {
    Linter::new(Arc::clone(catalog), Settings { view, ..choices.settings.clone() })
}
