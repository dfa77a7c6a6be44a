//! `event-lint record`: a live lattice, written down.

mod file;

use std::{
    path::PathBuf,
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

use anyhow::Context;

use crate::{
    catalog,
    exit::Exit,
    live::{Stop, ready},
    nats::{self, SubjectSelection, Subjects},
    signals::Signals,
    source::{
        queue::queue,
        subscription::{Ended, Subscription, Wanted},
    },
};
use file::{Files, Recording};

/// What `record` is asked to do.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) connection: nats::Options,
    pub(crate) selection: SubjectSelection,
    pub(crate) catalog: Option<PathBuf>,
    pub(crate) output: PathBuf,
    /// Bytes after which a new file begins.
    pub(crate) rotate: Option<u64>,
    /// How many files are kept.
    pub(crate) keep: Option<usize>,
    /// Files of an earlier recording may be written over.
    pub(crate) force: bool,
    pub(crate) duration: Option<Duration>,
    pub(crate) count: Option<u64>,
    pub(crate) ready_file: Option<PathBuf>,
    pub(crate) allow_gaps: bool,
    pub(crate) allow_empty: bool,
    pub(crate) queue_bytes: u64,
    pub(crate) quiet: bool,
}

/// How often what was written is handed to the operating system, at least. A
/// process that is killed loses no more than what came in this time.
const FLUSH: Duration = Duration::from_millis(200);

/// Runs it.
pub(crate) fn run(record: Record) -> anyhow::Result<Exit> {
    let catalog = catalog::open(record.catalog.as_deref())?;
    let subjects = Subjects::select(&catalog, &record.selection)?;
    let files =
        Files { path: record.output.clone(), rotate: record.rotate, keep: record.keep, force: record.force };
    files.check()?;
    let signals = Signals::listen(false)?;
    let runtime = nats::runtime()?;
    let stop = Stop::new();
    let (sender, receiver) = queue(record.queue_bytes);

    let begun = runtime.block_on(signals.unless_stopped(async {
        let connected = nats::connect(&record.connection, "record", nats::CAPACITY, record.quiet).await?;
        let wanted = Wanted { most: record.count, ..Wanted::default() };
        let subscription = Subscription::begin(connected.clone(), &subjects, None, sender, wanted).await?;
        anyhow::Ok((connected, subscription))
    }))?;
    let Some((connected, subscription)) = begun else {
        crate::tell::tell("event-lint: incomplete: the run was interrupted before it began");
        return Ok(Exit::Incomplete);
    };
    // An earlier recording stays until there is something to put in its place.
    let mut recording = Recording::create(files)?;
    let counters = subscription.counters();
    let (until, duration) = (stop.clone(), record.duration);
    let pump = runtime.spawn(async move { subscription.run(until.wait(signals, duration)).await });
    let ready = format!("recording {} on {} (ready)", connected.server, subjects.list().join(", "));
    ready::tell(&ready, record.ready_file.as_deref(), record.quiet)?;

    let mut flushed = Instant::now();
    loop {
        let patience = FLUSH.saturating_sub(flushed.elapsed());
        match receiver.next(patience, |delivery| recording.write(&delivery.message)) {
            Ok(written) => written?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if flushed.elapsed() >= FLUSH {
            recording.flush()?;
            flushed = Instant::now();
        }
    }
    let messages = recording.finish()?;
    let ended = runtime.block_on(pump).context("the subscription ended in an unexpected way")?;

    let gaps = connected.gaps();
    let mut problems = Vec::new();
    if counters.lost() > 0 {
        problems.push(format!("{} messages were lost before they could be written", counters.lost()));
    }
    if gaps.count > 0 && !record.allow_gaps {
        problems.push(format!(
            "the connection was gone {}, and what was published then is missing (--allow-gaps takes that)",
            gaps.in_words()
        ));
    }
    if messages == 0 && !record.allow_empty && (record.duration.is_some() || record.count.is_some()) {
        problems.push("no message was seen (--allow-empty takes that)".to_owned());
    }
    if !record.quiet {
        crate::tell::tell(format_args!(
            "event-lint: {messages} messages recorded in {}",
            record.output.display()
        ));
    }
    for problem in &problems {
        crate::tell::tell(format_args!("event-lint: incomplete: {problem}"));
    }
    if let Ended::Fatal(fatal) = ended {
        return Err(fatal.into());
    }
    Ok(if problems.is_empty() { Exit::Clean } else { Exit::Incomplete })
}
