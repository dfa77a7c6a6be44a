//! A JetStream stream: messages wait until somebody asks for them.

mod consumer;

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::bail;
use async_nats::jetstream::{
    self, AckKind,
    consumer::{DeliverPolicy, Info, PullConsumer, StreamError, pull},
    context::{ConsumerInfoError, ConsumerInfoErrorKind},
    stream::{RetentionPolicy, Stream},
};
use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::StreamExt;
use lattice_event_model::Message;
use tokio::time::Instant;

use super::queue::{Delivery, Sender};
use crate::nats::{Connected, Fatal, Partition, from_core};
use consumer::{count_expected, deliver_policy, make_consumer};

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
/// How often a message is asked for, first among many and then alone, until it
/// is left out.
const ATTEMPTS: u64 = 3;
/// How often a consumer begins at the same place until that is given up.
const MOST_ATTEMPTS: u64 = 100;
/// How long lies between two of them.
const AGAIN: Duration = Duration::from_millis(20);

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
    /// Messages that were to be read at the beginning, at least: where others
    /// publish meanwhile, some more may be.
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
    /// Behind which sequence a consumer began last, and how often it did.
    begun_behind: (Option<u64>, u64),
    /// A message that was delivered and did not come, and how often.
    suspect: (u64, u64),
    /// The message that was left out last.
    left_out: Option<u64>,
    /// Behind which sequences there are messages that cannot be read.
    unreadable: Arc<Mutex<Vec<u64>>>,
    /// Whether the next message is the one behind the last one.
    is_joined: bool,
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
    /// The consumer or the stream was deleted.
    Deleted,
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
        let consumer = make_consumer(&stream, &wanted, deliver_policy(&wanted.start)).await?;
        let expected = count_expected(&stream, &consumer, &wanted, last).await?;
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
            begun_behind: (None, 0),
            suspect: (0, 0),
            left_out: None,
            unreadable: Arc::default(),
            is_joined: false,
        })
    }

    /// How many messages were for another process, for whoever wants to look.
    pub(crate) fn passed_over(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.passed_over)
    }

    /// Behind which sequences there are messages that could not be read, for
    /// whoever wants to look.
    pub(crate) fn unreadable(&self) -> Arc<Mutex<Vec<u64>>> {
        Arc::clone(&self.unreadable)
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
                Next::BeginAgain => {
                    if let Some(ended) = self.begin_again().await {
                        return ended;
                    }
                }
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

    async fn ask(&self) -> Result<pull::Stream, StreamError> {
        let batch = match &self.wanted.durable {
            Some(_) => SHARED_BATCH,
            // One at a time, to see which one does not come.
            None if self.is_careful() => 1,
            None => BATCH,
        };
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
        if is_alone && sequence > self.end() {
            return Next::Ended(Ended::AtTheEnd);
        }
        // What was read before, where a consumer had to begin with everything again.
        if is_alone && self.latest.is_some_and(|latest| sequence <= latest) {
            self.consumer_sequence = Some(consumer_sequence);
            return Next::GoOn;
        }
        // A consumer of this process alone counts what it delivers. If a number
        // is left out, a message was lost on the way, and a new consumer begins there.
        if is_alone {
            let expected = self.consumer_sequence.map_or(1, |former| former + 1);
            if expected != consumer_sequence {
                if !self.is_careful() {
                    return Next::BeginAgain;
                }
                // The client came back, and asked for one more.
                if !self.suspect(sequence, None) {
                    return Next::BeginAgain;
                }
            }
            self.consumer_sequence = Some(consumer_sequence);
        }
        let is_joined = std::mem::replace(&mut self.is_joined, true);
        let former = self.latest.filter(|_| is_joined);
        let stream = self.wanted.stream.clone();
        let is_last = is_alone && (pending == 0 || self.end() <= sequence);
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
            former,
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

    /// The last sequence to read. Messages that came after the run began are
    /// another run's.
    fn end(&self) -> u64 {
        self.wanted.end.unwrap_or(u64::MAX).min(self.last)
    }

    /// Asks the server why nothing comes.
    async fn find_out(&mut self, progress: &mut Progress, is_broken: bool) -> Next {
        if self.came() > progress.came {
            *progress = Progress { came: self.came(), at: Instant::now() };
        }
        match (self.consumer.get_info().await, &self.wanted.durable) {
            (Ok(info), Some(durable)) => shared(&info, durable, progress, is_broken, self.latest),
            (Ok(info), None) => self.alone(&info, progress, is_broken),
            (Err(error), durable) => {
                let is_durable = durable.is_some();
                let follows = durable.as_ref().is_some_and(|durable| durable.follow);
                match what_is_gone(&error) {
                    Some(Gone::Stream) => Next::Ended(Ended::Deleted),
                    Some(Gone::Consumer) if is_durable => Next::Ended(Ended::Deleted),
                    // The server is not there, or was started anew.
                    _ if follows || progress.at.elapsed() < STALLED => Next::BeginAgain,
                    _ => Next::Ended(Ended::Stalled { after: self.latest }),
                }
            }
        }
    }

    /// How a consumer that nobody shares goes on.
    fn alone(&mut self, info: &Info, progress: &Progress, is_broken: bool) -> Next {
        let delivered = info.delivered.stream_sequence;
        if self.is_careful() && delivered > self.latest.max(self.left_out).unwrap_or(0) {
            self.suspect(delivered, Some(delivered));
            return Next::BeginAgain;
        }
        if info.num_pending > 0 {
            return match (progress.at.elapsed() < STALLED, is_broken) {
                (false, _) => Next::Ended(Ended::Stalled { after: self.latest }),
                (true, true) => Next::BeginAgain,
                (true, false) => Next::GoOn,
            };
        }
        let nothing_is_behind =
            self.begun_behind.0 == self.latest && self.consumer.cached_info().num_pending == 0;
        if self.came() >= self.expected || nothing_is_behind {
            return Next::Ended(Ended::AtTheEnd);
        }
        // The server delivered all of it and not all of it came. A new consumer
        // shows whether there is still something behind the last message.
        Next::BeginAgain
    }

    /// Whether messages are asked for one by one, since asking for many was in
    /// vain some times.
    fn is_careful(&self) -> bool {
        self.begun_behind.0 == self.latest && self.begun_behind.1 >= ATTEMPTS
    }

    /// A message that was delivered and did not come, some times, cannot be
    /// read: its subject or its headers are not what the client expects, and it
    /// closes the connection. It is left out, and told.
    ///
    /// `witness` is the sequence that shows it, which is its own where it is
    /// known. Whether it is left out from now on.
    fn suspect(&mut self, witness: u64, own: Option<u64>) -> bool {
        let times = if self.suspect.0 == witness { self.suspect.1 + 1 } else { 1 };
        self.suspect = (witness, times);
        if times < ATTEMPTS {
            return false;
        }
        let behind = self.latest.max(self.left_out).unwrap_or(0);
        self.unreadable.lock().unwrap_or_else(PoisonError::into_inner).push(behind);
        self.left_out = own.or(self.left_out);
        self.is_joined = false;
        true
    }

    /// Makes a new consumer that begins behind the last message that came. One
    /// that is shared is looked for again: if it is gone, nobody knows what its
    /// other readers have judged.
    async fn begin_again(&mut self) -> Option<Ended> {
        let consumer = match &self.wanted.durable {
            Some(durable) => self.stream.get_consumer(&durable.name).await.map_err(|_| ()),
            None => {
                let former = self.consumer.cached_info().name.clone();
                let delete = self.stream.delete_consumer(&former);
                let _ = tokio::time::timeout(Duration::from_millis(500), delete).await;
                make_consumer(&self.stream, &self.wanted, self.next_deliver_policy()).await.map_err(|_| ())
            }
        };
        let Ok(consumer) = consumer else {
            // The server is not there, or not ready.
            tokio::time::sleep(Duration::from_millis(500)).await;
            return None;
        };
        let attempts = if self.begun_behind.0 == self.latest { self.begun_behind.1 + 1 } else { 1 };
        self.begun_behind = (self.latest, attempts);
        self.consumer = consumer;
        if attempts > MOST_ATTEMPTS && self.wanted.durable.is_none() {
            return Some(Ended::Stalled { after: self.latest });
        }
        if attempts > 1 {
            tokio::time::sleep(AGAIN).await;
        }
        None
    }

    /// Where the next consumer begins: behind the last message, or behind one
    /// that cannot be read.
    fn next_deliver_policy(&self) -> DeliverPolicy {
        // The last message of each subject is a set that no sequence can split:
        // what was read before is read again, and not counted.
        if self.wanted.start == Start::LastPerSubject {
            return DeliverPolicy::LastPerSubject;
        }
        match self.latest.max(self.left_out) {
            Some(last) => DeliverPolicy::ByStartSequence { start_sequence: last + 1 },
            None => deliver_policy(&self.wanted.start),
        }
    }
}

/// How a consumer that several processes share goes on.
fn shared(info: &Info, durable: &Durable, progress: &Progress, is_broken: bool, latest: Option<u64>) -> Next {
    let again = if is_broken { Next::BeginAgain } else { Next::GoOn };
    // Nobody acknowledges them, and they do not come here either.
    let is_stalled = progress.at.elapsed() >= STALLED.max(3 * durable.ack_wait);
    let is_read = info.num_pending == 0 && info.num_ack_pending == 0;
    match (durable.follow, is_read, is_stalled) {
        (true, _, _) => again,
        (false, true, _) => Next::Ended(Ended::AtTheEnd),
        (false, false, true) => Next::Ended(Ended::Stalled { after: latest }),
        // Others may hold messages and die; then these come here.
        (false, false, false) => again,
    }
}

/// What a server does not find any more.
enum Gone {
    Consumer,
    Stream,
}

fn what_is_gone(error: &ConsumerInfoError) -> Option<Gone> {
    use async_nats::jetstream::ErrorCode;
    match error.kind() {
        ConsumerInfoErrorKind::NotFound => Some(Gone::Consumer),
        ConsumerInfoErrorKind::StreamNotFound => Some(Gone::Stream),
        ConsumerInfoErrorKind::JetStream(error) => match error.error_code() {
            ErrorCode::CONSUMER_NOT_FOUND => Some(Gone::Consumer),
            ErrorCode::STREAM_NOT_FOUND => Some(Gone::Stream),
            _ => None,
        },
        _ => None,
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
