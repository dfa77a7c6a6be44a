//! What every command that judges does: messages in, findings out, a report.

use std::{collections::BTreeMap, fs::File, io::BufReader, path::PathBuf, sync::Arc};

use anyhow::bail;
use lattice_event_model::{Message, catalog::Catalog};
use lattice_linter::{
    Input, Judgement, Level, Linter, Profile, Settings, Severity, SubjectPrefix, View,
    report::{Connection, Report, Stream, Tally, Tool, Truth, Verdict},
};
use lattice_simulator::truth::{Comparison, TruthFile};

use crate::{
    catalog,
    exit::{Exit, FailOn},
    output::{self, Options, Outputs, Wanted},
    tell::tell,
};

/// What is asked of every command that judges.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) outputs: Vec<Wanted>,
    pub(crate) catalog: Option<PathBuf>,
    pub(crate) severities: BTreeMap<String, Level>,
    pub(crate) profile: Profile,
    pub(crate) subject_prefix: Option<SubjectPrefix>,
    pub(crate) fail_on: FailOn,
    pub(crate) max_findings: Option<u64>,
    pub(crate) allow_empty: bool,
    pub(crate) require_seen: Vec<String>,
    pub(crate) min_coverage: Option<f64>,
    /// What `emit` planted, to compare with.
    pub(crate) truth: Option<PathBuf>,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
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
}

impl Judging {
    /// Opens the catalogue and the outputs.
    pub(crate) fn begin(request: Request, view: View) -> anyhow::Result<Self> {
        let catalog = catalog::open(request.catalog.as_deref())?;
        let required = request.require_seen.iter().map(|name| required_type(&catalog, name));
        let required = required.collect::<anyhow::Result<_>>()?;
        let linter = Linter::new(Arc::clone(&catalog), settings(&request, view))?;
        let tally = Tally::new();
        let options = Options { quiet: request.quiet, verbose: request.verbose, fail_on: request.fail_on };
        let outputs = output::open(&request.outputs, options)?;
        let comparison = request.truth.is_some().then(Comparison::new);
        Ok(Self { request, view, catalog, linter, tally, outputs, comparison, required })
    }

    /// The catalogue by which messages are judged.
    pub(crate) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Judges one message, and writes what there is to say.
    pub(crate) fn judge(&mut self, input: &Input) -> anyhow::Result<Judgement> {
        let judgement = self.linter.judge(input);
        self.tally.message(&judgement);
        if let Some(comparison) = self.comparison.as_mut().filter(|_| !judgement.findings.is_empty()) {
            // What was planted knows nothing of the accounts through which it came.
            let prefix = self.request.subject_prefix.as_ref();
            let bare = prefix.and_then(|prefix| prefix.strip(input.message.subject.as_deref()?));
            match bare {
                Some(bare) => {
                    let message = Message { subject: Some(bare.to_owned()), ..input.message.clone() };
                    comparison.message(&message, &judgement);
                }
                None => comparison.message(&input.message, &judgement),
            }
        }
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
        self.request.max_findings.is_some_and(|most| self.findings_that_count() >= most)
    }

    /// Reads the catalogue again. What was counted stays; what the linter
    /// remembers of producers is forgotten.
    ///
    /// # Errors
    ///
    /// If the catalogue cannot be used, or lacks a type that is required. The run
    /// goes on with the former one.
    pub(crate) fn reload(&mut self) -> anyhow::Result<()> {
        let catalog = catalog::open(self.request.catalog.as_deref())?;
        let lacks = |name: &&String| !catalog.file().events.iter().any(|event| event.event_type == **name);
        if let Some(name) = self.required.iter().find(lacks) {
            bail!("it has no event type `{name}` any more, which --require-seen names");
        }
        let mut linter = Linter::new(Arc::clone(&catalog), settings(&self.request, self.view))?;
        linter.preload()?;
        self.catalog = catalog;
        let former = std::mem::replace(&mut self.linter, linter);
        self.linter.continue_coverage(former);
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
        let report = self.report(surroundings, truth);
        let written = self.outputs.finish(&report);
        // Reports for programs are read by people only when it is too late.
        if !self.request.outputs.iter().any(|wanted| wanted.is_read_by_people()) {
            for reason in &report.summary.reasons {
                tell(format_args!("event-lint: {}: {reason}", report.summary.verdict));
            }
        }
        written?;
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
        if needs_messages && self.messages() == 0 && !self.request.allow_empty {
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
        if let Some(least) = self.request.min_coverage {
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
        self.request.fail_on.threshold().map_or(0, |threshold| self.count_from(threshold))
    }

    /// Findings that `--max-findings` counts: those that make the run fail, or
    /// all where none can.
    fn findings_that_count(&self) -> u64 {
        self.count_from(self.request.fail_on.threshold().unwrap_or(Severity::Info))
    }

    fn count_from(&self, threshold: Severity) -> u64 {
        [Severity::Info, Severity::Warning, Severity::Error]
            .into_iter()
            .filter(|severity| *severity >= threshold)
            .map(|severity| self.tally.count(severity))
            .sum()
    }
}

fn settings(request: &Request, view: View) -> Settings {
    Settings {
        severities: request.severities.clone(),
        profile: request.profile,
        subject_prefix: request.subject_prefix.clone(),
        view,
        ..Settings::default()
    }
}

/// The event type that somebody means by a type or by its last part.
fn required_type(catalog: &Catalog, name: &str) -> anyhow::Result<String> {
    let events = &catalog.file().events;
    match events.iter().find(|event| event.event_type == name || event.name == name) {
        Some(event) => Ok(event.event_type.clone()),
        None => bail!(
            "the catalogue {} has no event type `{name}`, so it cannot be required",
            catalog.file().name
        ),
    }
}
