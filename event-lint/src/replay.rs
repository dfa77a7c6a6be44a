//! `event-lint replay`: what a JetStream stream holds.

use std::{
    cell::RefCell,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use async_nats::jetstream::{AckKind, message::Acker};
use lattice_linter::{View, report};
use tokio::sync::mpsc;

use crate::{
    exit::Exit,
    judging::{Judging, Request, Surroundings},
    live::{self, Live, Stop, ready},
    nats::{self, Connected, Partition, Share, SubjectSelection, Subjects},
    signals::Signals,
    source::{
        queue::{Delivery, queue},
        ranges::Ranges,
        stream::{Durable, Ended, GIVEN_BACK, Reading, Start, Wanted},
    },
};

/// What `replay` is asked to do.
#[derive(Debug)]
pub(crate) struct Replay {
    pub(crate) connection: nats::Options,
    pub(crate) stream: String,
    pub(crate) start: Start,
    pub(crate) end: Option<u64>,
    /// Which subjects to read; `None` is all of them.
    pub(crate) selection: Option<SubjectSelection>,
    pub(crate) durable: Option<Durable>,
    /// Which share of the lattices is judged here.
    pub(crate) share: Option<Share>,
    /// No other process reads what this one reads.
    pub(crate) sole_reader: bool,
    pub(crate) live: live::Request,
    pub(crate) judging: Request,
}

/// Runs it.
pub(crate) fn run(replay: Replay) -> anyhow::Result<Exit> {
    let is_shared = replay.durable.is_some() && !replay.sole_reader;
    let quiet = replay.judging.quiet;
    let mut judging =
        Judging::begin(replay.judging.clone(), if is_shared { View::Part } else { View::Whole })?;
    let subjects = match &replay.selection {
        Some(selection) => Subjects::select(judging.catalog(), selection)?.list().to_vec(),
        None => Vec::new(),
    };
    let signals = Signals::listen(true)?;
    let runtime = nats::runtime()?;
    let stop = Stop::new();
    let (sender, receiver) = queue(replay.live.queue_bytes);
    let wanted = Wanted {
        stream: replay.stream.clone(),
        start: replay.start,
        end: replay.end,
        subjects: subjects.clone(),
        durable: replay.durable.clone(),
        partition: replay
            .share
            .map(|share| Partition::new(share, judging.catalog(), replay.judging.subject_prefix())),
        most: replay.live.count,
    };

    let begun = runtime.block_on(signals.unless_stopped(async {
        let connected = nats::connect(&replay.connection, "replay", nats::CAPACITY, quiet).await?;
        let domain = replay.connection.jetstream_domain.as_deref();
        let journal = connected.journal.clone();
        // A refused request is answered by nobody; what the server says of it comes here.
        let reading = tokio::select! {
            biased;
            fatal = journal.fatal() => return Err(fatal.into()),
            reading = Reading::begin(connected.clone(), domain, wanted, sender) => reading?,
        };
        anyhow::Ok((connected, reading))
    }))?;
    let Some((connected, reading)) = begun else {
        return judging.finish(Surroundings {
            incomplete: vec!["the run was interrupted before it began".to_owned()],
            ..Surroundings::default()
        });
    };

    judging.set_max_payload(connected.client.max_payload() as u64);
    let progress = RefCell::new(Progress::new(&replay, &connected, &subjects, &reading));
    let mut live = Live::new(&mut judging, signals.clone(), stop.clone(), &replay.live, &connected.server)?;
    let (acknowledge, to_acknowledge) = mpsc::unbounded_channel();
    live.acknowledge = Some(acknowledge);
    let duration = replay.live.duration;
    let pump = runtime.spawn(async move { reading.run(stop.wait(signals, duration)).await });
    let acknowledging = runtime.spawn(acknowledge_all(connected.clone(), to_acknowledge));
    let ready = format!("reading the stream {} on {} (ready)", replay.stream, connected.server);
    ready::tell(&ready, replay.live.ready_file.as_deref(), quiet)?;

    live.run(
        &receiver,
        || progress.borrow().surroundings(None),
        |delivery| progress.borrow_mut().judged(delivery),
    )?;
    live.stop.now();
    let ended = runtime.block_on(pump).context("reading the stream ended in an unexpected way")?;
    if let Some(acknowledge) = live.acknowledge.take() {
        let give_back = |delivery: Delivery| {
            if let Some(acker) = delivery.acknowledgement {
                let _ = acknowledge.send((acker, GIVEN_BACK));
            }
        };
        while receiver.next(Duration::ZERO, give_back).is_ok() {}
    }
    runtime.block_on(acknowledging).context("acknowledging ended in an unexpected way")?;

    let had_enough = live.judging.has_enough_findings();
    drop(live);
    let could_not_go_on = matches!(ended, Ended::Fatal(_));
    if let Ended::Fatal(fatal) = &ended {
        crate::tell::tell(format_args!("error: {fatal}"));
    }
    let ended = if had_enough { Ended::Enough } else { ended };
    let exit = judging.finish(progress.borrow().surroundings(Some(&ended)))?;
    Ok(if could_not_go_on { Exit::CouldNotRun } else { exit })
}

/// Tells the server what was judged. Each message was written down before.
async fn acknowledge_all(connected: Connected, mut ackers: mpsc::UnboundedReceiver<(Acker, AckKind)>) {
    while let Some((acker, kind)) = ackers.recv().await {
        // What is not acknowledged comes again, and is recognised.
        let _ = acker.ack_with(kind).await;
    }
    let _ = tokio::time::timeout(Duration::from_secs(5), connected.client.flush()).await;
}

/// What is known about the reading at any time.
struct Progress {
    connected: Connected,
    subjects: Vec<String>,
    stream: report::Stream,
    ranges: Ranges,
    unreadable: Arc<Mutex<Vec<u64>>>,
    share: Option<Share>,
    passed_over: Arc<AtomicU64>,
    is_durable: bool,
    is_sole: bool,
    follows: bool,
    end: Option<u64>,
}

impl Progress {
    fn new(replay: &Replay, connected: &Connected, subjects: &[String], reading: &Reading) -> Self {
        Self {
            connected: connected.clone(),
            subjects: subjects.to_vec(),
            stream: report::Stream {
                name: replay.stream.clone(),
                first: reading.first,
                last: reading.last,
                expected: reading.expected,
                ..report::Stream::default()
            },
            ranges: Ranges::default(),
            unreadable: reading.unreadable(),
            share: replay.share,
            passed_over: reading.passed_over(),
            is_durable: replay.durable.is_some(),
            is_sole: replay.durable.is_none() || replay.sole_reader,
            follows: replay.durable.as_ref().is_some_and(|durable| durable.follow),
            end: replay.end,
        }
    }

    fn judged(&mut self, delivery: &Delivery) {
        let Some(sequence) = delivery.message.sequence else { return };
        self.stream.redelivered += u64::from(delivery.redelivered);
        let is_new = if self.is_durable {
            self.ranges.insert(sequence)
        } else {
            self.ranges.extend(delivery.former, sequence);
            true
        };
        self.stream.judged += u64::from(is_new);
    }

    fn surroundings(&self, ended: Option<&Ended>) -> Surroundings {
        let mut stream = self.stream.clone();
        (stream.judged_ranges, stream.ranges_left_out) = self.ranges.listed();
        // On a stream that grew meanwhile, what was expected is a lower bound.
        stream.expected = stream.expected.max(stream.judged);
        Surroundings {
            lost: 0,
            connection: Some(report::Connection {
                passed_over: self.passed_over.load(Ordering::Relaxed),
                ..self.connected.summary(&self.subjects, self.share)
            }),
            incomplete: ended.map(|ended| self.missing(ended)).unwrap_or_default(),
            // Where others read as well, nothing may be left for this process.
            needs_messages: self.stream.last == 0
                || (!self.is_durable && self.passed_over.load(Ordering::Relaxed) == 0),
            stream: Some(stream),
        }
    }

    /// What was not read although it should have been. A broken connection is
    /// none: the stream keeps what was published meanwhile.
    fn missing(&self, ended: &Ended) -> Vec<String> {
        let stream = &self.stream;
        let judged_or_not_ours = stream.judged + self.passed_over.load(Ordering::Relaxed);
        let share =
            format!("{} of {} messages of the stream {}", stream.judged, stream.expected, stream.name);
        let mut missing = Vec::new();
        match ended {
            Ended::Enough => {}
            Ended::Stopped if self.follows => {}
            Ended::Stopped => missing.push(format!("the run was stopped: {share} were judged")),
            Ended::Fatal(fatal) => missing.push(format!("{fatal}: {share} were judged")),
            Ended::Deleted if self.is_durable => {
                missing.push(format!("somebody deleted the consumer or the stream: {share} were judged here"));
            }
            Ended::Deleted => missing.push(format!("somebody deleted the stream: {share} were judged")),
            Ended::Stalled { after } => missing.push(format!(
                "the server delivers nothing more after sequence {}, although there is more: {share} were judged",
                after.unwrap_or(0)
            )),
            // Others judged the rest.
            Ended::AtTheEnd if !self.is_sole => {}
            Ended::AtTheEnd if judged_or_not_ours < stream.expected => missing.push(format!(
                "{share} were judged; the others were removed from it meanwhile, or cannot be read"
            )),
            Ended::AtTheEnd => {}
        }
        if let Some(end) = self.end.filter(|end| *end > stream.last) {
            missing.push(format!("the stream ends at sequence {}, before {end}", stream.last));
        }
        let unreadable = self.unreadable.lock().unwrap_or_else(PoisonError::into_inner);
        if !unreadable.is_empty() {
            let listed: Vec<String> = unreadable.iter().take(20).map(u64::to_string).collect();
            missing.push(format!(
                "{} cannot be read, since the client closes the connection on it: behind sequence {}",
                if unreadable.len() == 1 {
                    "one message".to_owned()
                } else {
                    format!("each of {} messages", unreadable.len())
                },
                listed.join(", ")
            ));
        }
        missing
    }
}
