//! `event-lint watch`: a live lattice on NATS.

use std::sync::Arc;

use anyhow::Context;
use lattice_linter::{View, report};

use crate::{
    exit::Exit,
    judging::{Judging, Request, Surroundings},
    live::{self, Live, Stop, ready},
    nats::{self, Connected, Partition, Share, SubjectSelection, Subjects},
    signals::Signals,
    source::{
        queue::queue,
        subscription::{Counters, Ended, Subscription, Wanted},
    },
};

/// What `watch` is asked to do.
#[derive(Debug)]
pub(crate) struct Watch {
    pub(crate) connection: nats::Options,
    pub(crate) selection: SubjectSelection,
    pub(crate) queue_group: Option<String>,
    /// Which share of the lattices is judged here.
    pub(crate) share: Option<Share>,
    pub(crate) live: live::Request,
    pub(crate) judging: Request,
}

/// Runs it.
pub(crate) fn run(watch: Watch) -> anyhow::Result<Exit> {
    let view = if watch.queue_group.is_some() { View::Part } else { View::Whole };
    let quiet = watch.judging.quiet;
    let mut judging = Judging::begin(watch.judging, view)?;
    let subjects = Subjects::select(judging.catalog(), &watch.selection)?;
    let prefix = watch.selection.prefix.clone();
    let partition = watch.share.map(|share| Partition::new(share, judging.catalog(), prefix));
    let wanted = Wanted { most: watch.live.count, partition };
    let signals = Signals::listen(true)?;
    let runtime = nats::runtime()?;
    let stop = Stop::new();
    let (sender, receiver) = queue(watch.live.queue_bytes);

    let begun = runtime.block_on(signals.unless_stopped(async {
        let connected = nats::connect(&watch.connection, "watch", nats::CAPACITY, quiet).await?;
        let group = watch.queue_group.as_deref();
        let subscription = Subscription::begin(connected.clone(), &subjects, group, sender, wanted).await?;
        anyhow::Ok((connected, subscription))
    }))?;
    let Some((connected, subscription)) = begun else {
        return judging.finish(Surroundings {
            incomplete: vec!["the run was interrupted before it began".to_owned()],
            ..Surroundings::default()
        });
    };
    judging.set_max_payload(connected.client.max_payload() as u64);
    let counters = subscription.counters();
    let mut live = Live::new(&mut judging, signals.clone(), stop.clone(), &watch.live, &connected.server)?;
    live.counters = Some(Arc::clone(&counters));
    let duration = watch.live.duration;
    let until = signals.clone();
    let pump = runtime.spawn(async move { subscription.run(stop.wait(until, duration)).await });
    let ready = format!("watching {} on {} (ready)", connected.server, subjects.list().join(", "));
    ready::tell(&ready, watch.live.ready_file.as_deref(), quiet)?;

    let surroundings = Seen { connected, counters, subjects, share: watch.share, request: &watch.live };
    live.run(&receiver, || surroundings.now(), |_| {})?;
    // Nobody takes messages any more, so the subscription ends, if it has not yet.
    drop(receiver);
    live.stop.now();
    let ended = runtime.block_on(pump).context("the subscription ended in an unexpected way")?;

    let mut surroundings = surroundings.now();
    let refused = match ended {
        Ended::Wanted => false,
        Ended::Fatal(fatal) => {
            crate::tell::tell(format_args!("error: {fatal}"));
            surroundings.incomplete.push(fatal.to_string());
            true
        }
    };
    let exit = judging.finish(surroundings)?;
    Ok(if refused { Exit::CouldNotRun } else { exit })
}

/// What can be said about the connection at any time.
struct Seen<'a> {
    connected: Connected,
    counters: Arc<Counters>,
    subjects: Subjects,
    share: Option<Share>,
    request: &'a live::Request,
}

impl Seen<'_> {
    fn now(&self) -> Surroundings {
        let gaps = self.connected.gaps();
        let (lost, passed_over) = (self.counters.lost(), self.counters.passed_over());
        let mut incomplete = Vec::new();
        if gaps.count > 0 && !self.request.allow_gaps {
            incomplete.push(format!(
                "the connection was gone {}, and what was published then is unknown (--allow-gaps takes that)",
                gaps.in_words()
            ));
        }
        Surroundings {
            lost,
            connection: Some(report::Connection {
                passed_over,
                dropped: lost,
                ..self.connected.summary(self.subjects.list(), self.share)
            }),
            stream: None,
            incomplete,
            // What is left to others was seen.
            needs_messages: passed_over == 0
                && (self.request.duration.is_some() || self.request.count.is_some()),
        }
    }
}
