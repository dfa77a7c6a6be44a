//! `event-lint check`: messages in, findings out, a report at the end.

mod progress;

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use anyhow::Context;
use lattice_linter::{
    Level, Linter, Settings, Severity,
    report::{Tally, Tool, Verdict},
};

use crate::{
    catalog,
    exit::{Exit, FailOn},
    interrupt::Interrupt,
    output::{self, Format, Options, Output},
    source::{Item, file},
};
use progress::Progress;

/// What `check` is asked to do.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) files: Vec<String>,
    pub(crate) format: Format,
    pub(crate) output: Option<PathBuf>,
    pub(crate) catalog: Option<PathBuf>,
    pub(crate) severities: BTreeMap<String, Level>,
    pub(crate) fail_on: FailOn,
    pub(crate) allow_empty: bool,
    pub(crate) max_line_bytes: usize,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

/// Messages that may wait to be judged. Each may be as long as the longest line,
/// so a long queue would hold gigabytes of a hostile file.
const QUEUE: usize = 16;
/// How often a waiting run looks whether somebody wants it to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// Runs it.
pub(crate) fn run(check: Check) -> anyhow::Result<Exit> {
    let catalog = catalog::open(check.catalog.as_deref())?;
    let settings = Settings { severities: check.severities.clone(), ..Settings::default() };
    let mut linter = Linter::new(catalog.clone(), settings)?;
    let mut tally = Tally::new(catalog.clone());
    let options = Options { quiet: check.quiet, verbose: check.verbose };
    let mut output = output::open(check.format, check.output.as_deref(), options)?;
    let interrupt = Interrupt::listen()?;

    let progress = Progress::new(&check.files);
    let items = read_in_background(check.files.clone(), check.max_line_bytes, progress.clone());
    let run = judge(&items, &interrupt, &mut linter, &mut tally, &mut *output)?;
    progress.finish();
    if let Some(error) = linter.take_error() {
        return Err(error.into());
    }
    tally.evictions(linter.evictions());

    let verdict = verdict(&check, &tally, &run);
    let report = tally.report(
        Tool {
            name: "event-lint".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            catalog: format!("{} {}", catalog.file().name, catalog.file().version),
        },
        verdict,
    );
    output.finish(&report)?;
    for (file, error) in &run.unreadable {
        anstream::eprintln!("error: cannot read `{file}`: {error}");
    }
    if run.interrupted {
        anstream::eprintln!("event-lint was interrupted: the report covers what was read until then");
    } else if report.summary.messages == 0 && run.unreadable.is_empty() && !check.allow_empty {
        anstream::eprintln!(
            "event-lint saw no message, so nothing is proven (exit code 3; --allow-empty makes it 0)"
        );
    }
    Ok(if run.unreadable.is_empty() { verdict.into() } else { Exit::CouldNotRun })
}

/// What happened beside findings.
#[derive(Debug, Default)]
struct Run {
    unreadable: Vec<(String, std::io::Error)>,
    interrupted: bool,
}

/// Reading waits for pipes and disks; judging must stay able to stop.
fn read_in_background(files: Vec<String>, cap: usize, progress: Progress) -> Receiver<Item> {
    let (sender, receiver) = mpsc::sync_channel(QUEUE);
    std::thread::spawn(move || {
        for path in files {
            let mut gone = false;
            let read = progress.clone();
            file::read(&path, cap, move |bytes| read.advance(bytes), &mut |item| {
                if sender.send(item).is_ok() {
                    ControlFlow::Continue(())
                } else {
                    gone = true;
                    ControlFlow::Break(())
                }
            });
            if gone {
                break;
            }
        }
    });
    receiver
}

fn judge(
    items: &Receiver<Item>,
    interrupt: &Interrupt,
    linter: &mut Linter,
    tally: &mut Tally,
    output: &mut dyn Output,
) -> anyhow::Result<Run> {
    let mut run = Run::default();
    loop {
        if interrupt.is_set() {
            run.interrupted = true;
            return Ok(run);
        }
        match items.recv_timeout(PATIENCE) {
            Ok(Item::Input(input)) => {
                let judgement = linter.judge(&input);
                tally.message(&judgement);
                for finding in &judgement {
                    output.finding(finding, &input).context("failed to write the findings")?;
                }
            }
            Ok(Item::Unreadable { file, error }) => run.unreadable.push((file, error)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(run),
        }
    }
}

fn verdict(check: &Check, tally: &Tally, run: &Run) -> Verdict {
    let nothing_seen = tally.messages() == 0 && !check.allow_empty;
    if run.interrupted || nothing_seen || !run.unreadable.is_empty() {
        return Verdict::Incomplete;
    }
    let failed = |threshold: Severity| {
        [Severity::Info, Severity::Warning, Severity::Error]
            .into_iter()
            .filter(|severity| *severity >= threshold)
            .any(|severity| tally.count(severity) > 0)
    };
    if check.fail_on.threshold().is_some_and(failed) { Verdict::Fail } else { Verdict::Pass }
}
