//! Subscriptions on core NATS: messages come whether anybody is ready or not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use async_nats::Subscriber;
use futures_util::{FutureExt, StreamExt, stream::SelectAll};
use tokio::time::Instant;

use super::queue::{Delivery, Refused, Sender};
use crate::nats::{Connected, Fatal, Partition, Subjects, from_core};

/// How long the end waits for what is already on its way.
const LAST_MESSAGES: Duration = Duration::from_millis(250);
/// How long the end takes at most, if messages never stop coming.
const AT_MOST: Duration = Duration::from_secs(3);
/// How long lies between two looks at the counts.
const STILL: Duration = Duration::from_millis(20);

/// Messages that are taken at once.
const FOLLOWERS: usize = 1024;

/// Messages of one connection that were not judged.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// The queue was full.
    overflowed: AtomicU64,
    /// The client dropped them before they were taken.
    dropped: AtomicU64,
    /// They are for another process.
    passed_over: AtomicU64,
}

impl Counters {
    /// How many should have been.
    pub(crate) fn lost(&self) -> u64 {
        self.overflowed.load(Ordering::Relaxed) + self.dropped.load(Ordering::Relaxed)
    }

    /// How many were for another process.
    pub(crate) fn passed_over(&self) -> u64 {
        self.passed_over.load(Ordering::Relaxed)
    }
}

/// Takes messages of subscriptions and puts them into a queue.
///
/// It never waits for the queue. A connection that is not read is one from
/// which the client drops messages, so it is better to drop them here, where
/// they are counted one by one and their bytes are bounded.
pub(crate) struct Subscription {
    connected: Connected,
    messages: SelectAll<Subscriber>,
    sender: Sender,
    counters: Arc<Counters>,
    taken: u64,
    passed_on: u64,
    wanted: Wanted,
}

/// What somebody wants of the messages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// How many.
    pub(crate) most: Option<u64>,
    /// Which ones are for this process; all, unless somebody says otherwise.
    pub(crate) partition: Option<Partition>,
}

/// How a subscription ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Somebody wanted it to, or enough messages came.
    Wanted,
    /// It cannot go on.
    Fatal(Fatal),
}

impl Subscription {
    /// Subscribes, and waits until the server knows it.
    pub(crate) async fn begin(
        connected: Connected,
        subjects: &Subjects,
        queue_group: Option<&str>,
        sender: Sender,
        wanted: Wanted,
    ) -> anyhow::Result<Self> {
        let mut messages = SelectAll::new();
        for subject in subjects.list() {
            let subscriber = match queue_group {
                Some(group) => connected.client.queue_subscribe(subject.clone(), group.to_owned()).await,
                None => connected.client.subscribe(subject.clone()).await,
            };
            messages.push(subscriber.with_context(|| format!("failed to subscribe to `{subject}`"))?);
        }
        connected.settle(subjects, queue_group).await?;
        Ok(Self { connected, messages, sender, counters: Arc::default(), taken: 0, passed_on: 0, wanted })
    }

    /// The counters, for whoever wants to look on the way.
    pub(crate) fn counters(&self) -> Arc<Counters> {
        Arc::clone(&self.counters)
    }

    /// Passes messages on until `stop` is there.
    pub(crate) async fn run(self, stop: impl Future<Output = ()>) -> Ended {
        // The cooperative budget of the runtime would make a full channel look empty.
        tokio::task::unconstrained(self.pump(stop)).await
    }

    async fn pump(mut self, stop: impl Future<Output = ()>) -> Ended {
        let journal = self.connected.journal.clone();
        let fatal = journal.fatal();
        let (mut stop, mut fatal) = (std::pin::pin!(stop), std::pin::pin!(fatal));
        let ended = loop {
            if self.wanted.most.is_some_and(|most| self.passed_on >= most) {
                break Ended::Wanted;
            }
            tokio::select! {
                biased;
                () = &mut stop => break Ended::Wanted,
                reason = &mut fatal => break Ended::Fatal(reason),
                message = self.messages.next() => match message {
                    Some(message) => {
                        if self.take_with_followers(&message).is_err() {
                            break Ended::Wanted;
                        }
                    }
                    None => break Ended::Fatal(Fatal::Closed),
                },
            }
        };
        self.settle_accounts().await;
        ended
    }

    /// Takes a message and those that wait behind it, before anything else is
    /// looked at: a flood has thousands of them.
    fn take_with_followers(&mut self, first: &async_nats::Message) -> Result<(), Refused> {
        self.take(first)?;
        for _ in 0..FOLLOWERS {
            match self.messages.next().now_or_never() {
                Some(Some(message)) => self.take(&message)?,
                _ => break,
            }
        }
        Ok(())
    }

    fn take(&mut self, message: &async_nats::Message) -> Result<(), Refused> {
        self.taken += 1;
        if self.wanted.most.is_some_and(|most| self.passed_on >= most) {
            return Ok(());
        }
        if self.wanted.partition.as_ref().is_some_and(|partition| !partition.takes(&message.subject)) {
            self.counters.passed_over.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        match self.sender.offer(Delivery::new(from_core(message))) {
            Ok(()) => self.passed_on += 1,
            Err(Refused::Full) => {
                self.counters.overflowed.fetch_add(1, Ordering::Relaxed);
            }
            Err(Refused::Closed) => return Err(Refused::Closed),
        }
        Ok(())
    }

    /// Finds out how many messages the client dropped.
    ///
    /// The client counts what reaches it. What was not taken when nothing more
    /// waits was dropped. Messages go on coming meanwhile, so the moment has to
    /// be found: first those that are on their way are passed on, and then what
    /// comes is thrown away, which is faster than anybody can send.
    async fn settle_accounts(&mut self) {
        let end = Instant::now() + LAST_MESSAGES;
        let very_end = Instant::now() + AT_MOST;
        let mut before = None;
        loop {
            let dropped = self.dropped_if_nothing_waits(end, very_end);
            let upper_bound = self.connected.received().saturating_sub(self.taken);
            self.counters.dropped.store(dropped.unwrap_or(upper_bound), Ordering::Relaxed);
            // The client counts a message a moment before it passes it on, so
            // one look may see one too many; two of them do not.
            let is_sure = dropped.is_some() && dropped == before && Instant::now() >= end;
            if is_sure || Instant::now() >= very_end {
                return;
            }
            before = dropped;
            tokio::time::sleep(STILL).await;
        }
    }

    /// Takes everything that waits. If nothing more came while that was seen,
    /// says how many messages the client dropped until now.
    fn dropped_if_nothing_waits(&mut self, end: Instant, very_end: Instant) -> Option<u64> {
        loop {
            let received = self.connected.received();
            match self.messages.next().now_or_never() {
                Some(Some(message)) if Instant::now() < end => {
                    // Nobody takes messages any more: they are not missed either.
                    let _ = self.take(&message);
                }
                Some(Some(_)) => self.taken += 1,
                _ if received == self.connected.received() => {
                    return Some(received.saturating_sub(self.taken));
                }
                _ => {}
            }
            if Instant::now() >= very_end {
                return None;
            }
        }
    }
}
