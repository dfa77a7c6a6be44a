//! A JetStream stream: messages wait until somebody asks for them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, bail};
use async_nats::jetstream::{
    self, AckKind,
    consumer::{self, AckPolicy, DeliverPolicy, PullConsumer, pull},
    stream::{RetentionPolicy, Stream},
};
use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::StreamExt;
use lattice_event_model::Message;
use tokio::time::Instant;

use super::queue::{Delivery, Sender};
use crate::nats::{Connected, Fatal, Partition, from_core};

/// Messages that are asked for at once.
const BATCH: usize = 500;
/// Messages that one of several processes asks for at once: what it holds when
/// it dies comes to others only after the server's patience is over.
const SHARED_BATCH: usize = 64;
/// Bytes that are asked for at once, at least: twice the largest message.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// How long nothing may come before the server is asked why.
const SILENCE: Duration = Duration::from_secs(2);
/// How long a request waits at the server. It says that it is alive twice as often.
const EXPIRY: Duration = Duration::from_secs(10);
/// How long there may be no progress, although there is more to read.
const STALLED: Duration = Duration::from_secs(60);
/// How long the end waits for a message that is on its way.
const LEFT_OVER: Duration = Duration::from_millis(20);
/// What the server is told of messages that somebody else shall judge.
pub(crate) const GIVEN_BACK: AckKind = AckKind::Nak(Some(Duration::from_secs(1)));
/// How often a message is asked for until it is left out.
const ATTEMPTS: u64 = 3;
/// How long lies between two of them.
const AGAIN: Duration = Duration::from_millis(20);
/// How long the server keeps a consumer of a process that is gone.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(120);

/// What to read.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) stream: String,
    pub(crate) start: Start,
    /// The last sequence to read.
    pub(crate) end: Option<u64>,
    /// Subjects to read; none means all.
    pub(crate) subjects: Vec<String>,
    pub(crate) durable: Option<Durable>,
    /// Which messages are for this process; all, unless somebody says otherwise.
    pub(crate) partition: Option<Partition>,
    /// How many messages are wanted.
    pub(crate) most: Option<u64>,
}

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// With the first message.
    Beginning,
    /// With a sequence, or the first one behind it.
    Sequence(u64),
    /// With what came at a time, or after it.
    Time(DateTime<Utc>),
    /// The last message of each subject only.
    LastPerSubject,
}

/// A consumer that several processes share.
#[derive(Debug, Clone)]
pub(crate) struct Durable {
    pub(crate) name: String,
    /// How long the server waits for a judgement before it delivers again.
    pub(crate) ack_wait: Duration,
    /// Goes on when everything is read.
    pub(crate) follow: bool,
}

/// A stream that is being read.
pub(crate) struct Reading {
    connected: Connected,
    stream: Stream,
    wanted: Wanted,
    sender: Sender,
    /// First and last sequence that the stream held at the beginning.
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// Messages that were to be read at the beginning.
    pub(crate) expected: u64,
    consumer: PullConsumer,
    /// What was asked for, and comes.
    open: Option<pull::Stream>,
    batch_bytes: usize,
    passed_on: u64,
    passed_over: Arc<AtomicU64>,
    /// The sequence in the stream that came last.
    latest: Option<u64>,
    /// The number that the consumer gave to the message that came last.
    consumer_sequence: Option<u64>,
    /// The sequence behind which nothing more was found.
    looked_behind: Option<u64>,
    /// Behind which sequence a consumer began last, and how often it did.
    begun_behind: (Option<u64>, u64),
}

/// How reading ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// There is nothing more to read.
    AtTheEnd,
    /// As many messages were read as were wanted.
    Enough,
    /// Somebody wanted it to.
    Stopped,
    /// It cannot go on.
    Fatal(Fatal),
    /// There is more, but it does not come.
    Stalled {
        /// The last sequence that came.
        after: Option<u64>,
    },
}

impl Reading {
    /// Finds the stream and makes the consumer.
    pub(crate) async fn begin(
        connected: Connected,
        domain: Option<&str>,
        wanted: Wanted,
        sender: Sender,
    ) -> anyhow::Result<Self> {
        let client = connected.client.clone();
        let batch_bytes = BATCH_BYTES.max(2 * client.max_payload());
        let context = match domain {
            Some(domain) => jetstream::with_domain(client, domain),
            None => jetstream::new(client),
        };
        let name = &wanted.stream;
        let stream = context
            .get_stream(name)
            .await
            .map_err(|error| anyhow::anyhow!("failed to find the stream `{name}`: {error}"))?;
        let info = stream.cached_info();
        if info.config.retention != RetentionPolicy::Limits {
            bail!(
                "the stream `{name}` gives each message away only once: reading it would take messages from those \
                 for whom they are; read the stream that it is fed from"
            );
        }
        let (first, last) = (info.state.first_sequence, info.state.last_sequence);
        let deliver = deliver_policy(&wanted.start);
        let consumer = make_consumer(&stream, &wanted, deliver).await?;
        let expected = consumer.cached_info().num_pending;
        Ok(Self {
            connected,
            stream,
            wanted,
            sender,
            first,
            last,
            expected,
            consumer,
            open: None,
            batch_bytes,
            passed_on: 0,
            passed_over: Arc::default(),
            latest: None,
            consumer_sequence: None,
            looked_behind: None,
            begun_behind: (None, 0),
        })
    }

    /// How many messages were for another process, for whoever wants to look.
    pub(crate) fn passed_over(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.passed_over)
    }

    /// Messages that came until now, whoever they were for.
    fn came(&self) -> u64 {
        self.passed_on + self.passed_over.load(Ordering::Relaxed)
    }

    /// Passes messages on until everything is read, or `stop` is there.
    pub(crate) async fn run(mut self, stop: impl Future<Output = ()>) -> Ended {
        let journal = self.connected.journal.clone();
        let ended = tokio::select! {
            biased;
            () = stop => Ended::Stopped,
            fatal = journal.fatal() => Ended::Fatal(fatal),
            ended = self.read() => ended,
        };
        if self.wanted.durable.is_some() {
            self.give_back().await;
        } else {
            // Best effort: the server forgets it by itself as well.
            let name = self.consumer.cached_info().name.clone();
            let delete = self.stream.delete_consumer(&name);
            let _ = tokio::time::timeout(Duration::from_secs(1), delete).await;
        }
        ended
    }

    async fn read(&mut self) -> Ended {
        if self.expected == 0 && self.wanted.durable.is_none() {
            return Ended::AtTheEnd;
        }
        let mut progress = Progress { came: self.came(), at: Instant::now() };
        loop {
            let next = match self.ask().await {
                Ok(messages) => {
                    self.open = Some(messages);
                    self.read_messages(&mut progress).await
                }
                Err(_) => self.find_out(&mut progress, true).await,
            };
            match next {
                Next::Ended(ended) => return ended,
                Next::GoOn => {}
                Next::BeginAgain => self.begin_again().await,
            }
        }
    }

    /// Lets others have what came here and will not be judged here. The server
    /// waits a moment, until this process is gone, and does not deliver it here again.
    async fn give_back(&mut self) {
        let Some(messages) = &mut self.open else { return };
        for _ in 0..2 * SHARED_BATCH {
            let Ok(Some(Ok(message))) = tokio::time::timeout(LEFT_OVER, messages.next()).await else {
                return;
            };
            let _ = message.ack_with(GIVEN_BACK).await;
        }
    }

    async fn ask(&self) -> Result<pull::Stream, consumer::StreamError> {
        let batch = if self.wanted.durable.is_some() { SHARED_BATCH } else { BATCH };
        self.consumer
            .stream()
            .max_messages_per_batch(batch)
            .max_bytes_per_batch(self.batch_bytes)
            .expires(EXPIRY)
            .heartbeat(EXPIRY / 4)
            .messages()
            .await
    }

    /// Reads until there is nothing more, or it does not go on like this.
    async fn read_messages(&mut self, progress: &mut Progress) -> Next {
        self.consumer_sequence = None;
        loop {
            let Some(messages) = &mut self.open else { return Next::GoOn };
            // The requests that are under way stay: what answers them must not be lost.
            let is_broken = match tokio::time::timeout(SILENCE, messages.next()).await {
                Ok(Some(Ok(message))) => match self.pass_on(message).await {
                    Next::GoOn => continue,
                    other => return other,
                },
                Ok(_) => true,
                Err(_) => false,
            };
            match self.find_out(progress, is_broken).await {
                Next::GoOn if !is_broken => {}
                other => return other,
            }
        }
    }

    async fn pass_on(&mut self, message: jetstream::Message) -> Next {
        let Ok(info) = message.info() else { return Next::GoOn };
        let (sequence, pending) = (info.stream_sequence, info.pending);
        let consumer_sequence = info.consumer_sequence;
        let redelivered = info.delivered > 1;
        let published = info.published.to_rfc3339_opts(SecondsFormat::Nanos, true);
        let is_alone = self.wanted.durable.is_none();
        if is_alone && self.is_behind_the_end(sequence) {
            return Next::Ended(Ended::AtTheEnd);
        }
        // A consumer of this process alone counts what it delivers. If a number
        // is left out, a message was lost on the way, and a new consumer begins there.
        if is_alone {
            let expected = self.consumer_sequence.map_or(1, |former| former + 1);
            if expected != consumer_sequence && self.begun_behind.1 < ATTEMPTS {
                return Next::BeginAgain;
            }
            self.consumer_sequence = Some(consumer_sequence);
        }
        let stream = self.wanted.stream.clone();
        let is_last = pending == 0 || self.wanted.end.unwrap_or(self.last) <= sequence;
        let is_last = is_alone && is_last;
        let (message, acker) = message.split();
        if self.wanted.partition.as_ref().is_some_and(|partition| !partition.takes(&message.subject)) {
            self.passed_over.fetch_add(1, Ordering::Relaxed);
            self.latest = Some(sequence);
            return if is_last { Next::Ended(Ended::AtTheEnd) } else { Next::GoOn };
        }
        let delivery = Delivery {
            message: Message {
                received_at: Some(published),
                reply: None,
                stream: Some(stream),
                sequence: Some(sequence),
                ..from_core(&message)
            },
            redelivered,
            acknowledgement: (!is_alone).then_some(acker),
        };
        if self.sender.send(delivery).await.is_err() {
            return Next::Ended(Ended::Stopped);
        }
        self.passed_on += 1;
        self.latest = Some(sequence);
        if self.wanted.most.is_some_and(|most| self.passed_on >= most) {
            return Next::Ended(Ended::Enough);
        }
        if is_last { Next::Ended(Ended::AtTheEnd) } else { Next::GoOn }
    }

    /// Messages that came after the run began are another run's.
    fn is_behind_the_end(&self, sequence: u64) -> bool {
        sequence > self.wanted.end.unwrap_or(u64::MAX).min(self.last)
    }

    /// Asks the server why nothing comes.
    async fn find_out(&mut self, progress: &mut Progress, is_broken: bool) -> Next {
        if self.came() > progress.came {
            *progress = Progress { came: self.came(), at: Instant::now() };
        }
        let is_stalled = progress.at.elapsed() >= STALLED;
        let again = if is_broken { Next::BeginAgain } else { Next::GoOn };
        let info = self.consumer.get_info().await;
        match (info, &self.wanted.durable) {
            // Others may hold messages and die; then these come here.
            (Ok(info), Some(durable)) if info.num_pending == 0 => {
                let patience = STALLED.max(3 * durable.ack_wait);
                if durable.follow {
                    again
                } else if info.num_ack_pending == 0 {
                    Next::Ended(Ended::AtTheEnd)
                } else if progress.at.elapsed() >= patience {
                    // Nobody acknowledges them, and they do not come here either.
                    Next::Ended(Ended::Stalled { after: self.latest })
                } else {
                    again
                }
            }
            (Ok(info), None) if info.num_pending == 0 => {
                let is_all = self.came() >= self.expected;
                if is_all || self.latest == self.looked_behind || self.wanted.start == Start::LastPerSubject {
                    return Next::Ended(Ended::AtTheEnd);
                }
                // The server delivered all of it and not all of it came. A new
                // consumer shows whether there is still something behind the last message.
                self.looked_behind = self.latest;
                Next::BeginAgain
            }
            (_, Some(durable)) if durable.follow => again,
            _ if is_stalled => Next::Ended(Ended::Stalled { after: self.latest }),
            (Ok(_), _) => again,
            (Err(_), _) => Next::BeginAgain,
        }
    }

    /// Makes a new consumer that begins behind the last message that came. One
    /// that is shared is looked for again: if it is gone, nobody knows what its
    /// other readers have judged.
    async fn begin_again(&mut self) {
        let consumer = match &self.wanted.durable {
            Some(durable) => self.stream.get_consumer(&durable.name).await.map_err(|_| ()),
            None => {
                let deliver = self.next_deliver_policy();
                make_consumer(&self.stream, &self.wanted, deliver).await.map_err(|_| ())
            }
        };
        match consumer {
            Ok(consumer) => {
                let attempts = if self.begun_behind.0 == self.latest { self.begun_behind.1 + 1 } else { 1 };
                self.begun_behind = (self.latest, attempts);
                self.consumer = consumer;
                if attempts > 1 {
                    tokio::time::sleep(AGAIN).await;
                }
            }
            // The server is not there, or not ready.
            Err(()) => tokio::time::sleep(Duration::from_millis(500)).await,
        }
    }

    /// Where the next consumer begins: behind the last message. If that was in
    /// vain some times, a message there cannot be read: a publisher may give its
    /// headers a status line, which the client takes for a word of the server.
    /// It is left out, and missing at the end.
    fn next_deliver_policy(&self) -> DeliverPolicy {
        // The last message of each subject is a set that no sequence can split.
        if self.wanted.start == Start::LastPerSubject {
            return DeliverPolicy::LastPerSubject;
        }
        let in_vain = if self.begun_behind.0 == self.latest { self.begun_behind.1 } else { 0 };
        let left_out = in_vain.saturating_sub(ATTEMPTS);
        match self.latest {
            Some(latest) => DeliverPolicy::ByStartSequence { start_sequence: latest + 1 + left_out },
            None if left_out > 0 => DeliverPolicy::ByStartSequence { start_sequence: self.first + left_out },
            None => deliver_policy(&self.wanted.start),
        }
    }
}

/// When the last message came, and how many had come by then.
struct Progress {
    came: u64,
    at: Instant,
}

/// How to go on.
enum Next {
    GoOn,
    BeginAgain,
    Ended(Ended),
}

fn deliver_policy(start: &Start) -> DeliverPolicy {
    match start {
        Start::Beginning => DeliverPolicy::All,
        Start::Sequence(sequence) => DeliverPolicy::ByStartSequence { start_sequence: (*sequence).max(1) },
        Start::Time(time) => DeliverPolicy::ByStartTime { start_time: *time },
        Start::LastPerSubject => DeliverPolicy::LastPerSubject,
    }
}

async fn make_consumer(
    stream: &Stream,
    wanted: &Wanted,
    deliver_policy: DeliverPolicy,
) -> anyhow::Result<PullConsumer> {
    // The server wants to know of which subjects the last message is meant.
    let filter_subjects = match (&wanted.start, wanted.subjects.is_empty()) {
        (Start::LastPerSubject, true) => vec![">".to_owned()],
        _ => wanted.subjects.clone(),
    };
    let config = pull::Config { deliver_policy, filter_subjects, ..pull::Config::default() };
    let Some(durable) = &wanted.durable else {
        let config = pull::Config {
            ack_policy: AckPolicy::None,
            memory_storage: true,
            num_replicas: 1,
            inactive_threshold: FORGOTTEN_AFTER,
            ..config
        };
        return stream
            .create_consumer(config)
            .await
            .map_err(|error| anyhow::anyhow!("failed to make a consumer of `{}`: {error}", wanted.stream));
    };
    let config = pull::Config {
        durable_name: Some(durable.name.clone()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: durable.ack_wait,
        ..config
    };
    let filters = sorted(&config.filter_subjects);
    let consumer = stream.get_or_create_consumer(&durable.name, config).await.map_err(|error| {
        anyhow::anyhow!("failed to make the consumer `{}` of `{}`: {error}", durable.name, wanted.stream)
    })?;
    check_durable(&consumer.cached_info().config, &filters)
        .with_context(|| format!("the consumer `{}` is there already, and cannot be used", durable.name))?;
    Ok(consumer)
}

/// A consumer that somebody else made for another purpose is left alone.
fn check_durable(config: &consumer::Config, filters: &[String]) -> anyhow::Result<()> {
    if config.ack_policy != AckPolicy::Explicit {
        bail!(
            "it wants no acknowledgement of each message, so a message would be lost with the process that has it"
        );
    }
    let mut present = config.filter_subjects.clone();
    if !config.filter_subject.is_empty() {
        present.push(config.filter_subject.clone());
    }
    let present = sorted(&present);
    if present != filters {
        bail!("it reads {present:?}, and not {filters:?}: name it otherwise, or delete it");
    }
    Ok(())
}

fn sorted(subjects: &[String]) -> Vec<String> {
    let mut sorted = subjects.to_vec();
    sorted.sort();
    sorted
}
