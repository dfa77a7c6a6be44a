//! `event-lint emit`: a simulated lattice, published on NATS.

mod pace;

use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use async_nats::jetstream;
use chrono::Utc;
use lattice_event_model::Message;
use lattice_simulator::{
    Endless, Options, Simulation,
    faults::Planting,
    messages_per_second,
    truth::{Header, TruthWriter},
};

use crate::{
    catalog,
    exit::Exit,
    live::Stop,
    nats::{self, Connected, Fatal},
    signals::Signals,
};
use pace::Pacer;
pub(crate) use pace::Rate;

/// What `emit` is asked to do.
#[derive(Debug)]
pub(crate) struct Emit {
    pub(crate) connection: nats::Options,
    pub(crate) lattice: String,
    pub(crate) hosts: usize,
    pub(crate) seed: u64,
    /// Which share of the messages begin a fault, from 0.0 to 1.0.
    pub(crate) faults: f64,
    pub(crate) rate: Rate,
    pub(crate) duration: Option<Duration>,
    pub(crate) count: Option<u64>,
    pub(crate) truth: Option<PathBuf>,
    /// Waits for a stream to take each message.
    pub(crate) jetstream: bool,
    pub(crate) quiet: bool,
}

/// Messages that a stream may have to take yet.
const UNACKNOWLEDGED: usize = 256;
/// How long the server may take to get what was published last.
const LAST_MESSAGES: Duration = Duration::from_secs(2);
/// How long the server may take to refuse what was published last.
const REFUSAL: Duration = Duration::from_millis(100);

/// Runs it.
pub(crate) fn run(emit: Emit) -> anyhow::Result<Exit> {
    let catalog = catalog::open(None)?;
    let options =
        Options { seed: emit.seed, lattice: emit.lattice.clone(), hosts: emit.hosts, ..Options::default() };
    let natural = messages_per_second(&options);
    let options = Options { start: Utc::now(), pace: emit.rate.pace(natural), ..options };
    // Without a bound, one lattice is played from its first host to its last.
    let is_endless = emit.duration.is_some() || emit.count.is_some();
    let messages: Box<dyn Iterator<Item = Message> + Send> =
        if is_endless { Box::new(Endless::new(options)) } else { Box::new(Simulation::new(options)) };
    let planting = Planting::new(messages, catalog, &emit.lattice, emit.faults, emit.seed)
        .context("failed to prepare the faults")?;
    let signals = Signals::listen(false)?;
    let runtime = nats::runtime()?;
    let connecting = nats::connect(&emit.connection, "emit", 1024, emit.quiet);
    let begun = runtime.block_on(signals.unless_stopped(connecting))?;
    let Some(connected) = begun else {
        crate::tell::tell("event-lint: incomplete: the run was interrupted before it began");
        return Ok(Exit::Incomplete);
    };
    // The truth of an earlier run stays until there is another one.
    let truth = emit.truth.as_deref().map(|path| begin_truth(path, &emit)).transpose()?;

    let publishing = Publishing {
        connected: connected.clone(),
        truth,
        published: 0,
        faults: 0,
        too_large: 0,
        may_be_missing: false,
    };
    let stop = Stop::new();
    let (done, ended) =
        runtime.block_on(publishing.run(planting, &emit, stop.wait(signals, emit.duration)))?;
    if !emit.quiet {
        crate::tell::tell(format_args!(
            "event-lint: {} messages published to {}, {} faults planted",
            done.published, connected.server, done.faults
        ));
    }
    if let Ended::Refused(fatal) = ended {
        return Err(fatal.into());
    }
    let mut problems = Vec::new();
    if done.too_large > 0 {
        problems.push(format!("{} messages were larger than the server takes", done.too_large));
    }
    if done.may_be_missing {
        problems.push("the server took nothing at the end, and the last messages may be missing".to_owned());
    }
    let gaps = connected.gaps();
    if gaps.count > 0 {
        problems.push(format!(
            "the connection was gone {}, and some messages may not have arrived",
            gaps.in_words()
        ));
    }
    if ended == Ended::Stopped && emit.duration.is_none() {
        problems.push("the run was stopped".to_owned());
    }
    for problem in &problems {
        crate::tell::tell(format_args!("event-lint: incomplete: {problem}"));
    }
    Ok(if problems.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

fn begin_truth(path: &Path, emit: &Emit) -> anyhow::Result<Truth> {
    let file = File::create(path).with_context(|| format!("failed to create `{}`", path.display()))?;
    let header = Header { seed: emit.seed, lattice: emit.lattice.clone(), rate: emit.faults };
    TruthWriter::new(BufWriter::new(file), &header)
        .with_context(|| format!("failed to write `{}`", path.display()))
}

type Truth = TruthWriter<BufWriter<File>>;

/// How publishing ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    /// Everything was published.
    Done,
    /// Somebody wanted it to, or the time was over.
    Stopped,
    /// The server does not take it.
    Refused(Fatal),
}

/// Messages on their way to the server.
struct Publishing {
    connected: Connected,
    truth: Option<Truth>,
    published: u64,
    faults: u64,
    too_large: u64,
    /// The last messages could not be handed to the server.
    may_be_missing: bool,
}

impl Publishing {
    async fn run(
        mut self,
        mut planting: Planting<Box<dyn Iterator<Item = Message> + Send>>,
        emit: &Emit,
        stop: impl Future<Output = ()>,
    ) -> anyhow::Result<(Self, Ended)> {
        let journal = self.connected.journal.clone();
        let ended = {
            let publish = self.publish_all(&mut planting, emit);
            tokio::select! {
                biased;
                fatal = journal.fatal() => Ok(Ended::Refused(fatal)),
                () = stop => Ok(Ended::Stopped),
                published = publish => published.map(|()| Ended::Done),
            }
        };
        // Without a connection, the client waits for one for ever.
        let flushed = tokio::time::timeout(LAST_MESSAGES, self.connected.client.flush()).await;
        self.may_be_missing = !matches!(flushed, Ok(Ok(())));
        tokio::time::sleep(REFUSAL).await;
        let ended = match journal.fatal_now() {
            Some(fatal) => Ok(Ended::Refused(fatal)),
            None => ended,
        };
        if let Some(truth) = self.truth.take() {
            truth.end(self.published).context("failed to write the truth")?;
        }
        Ok((self, ended?))
    }

    async fn publish_all(
        &mut self,
        planting: &mut Planting<Box<dyn Iterator<Item = Message> + Send>>,
        emit: &Emit,
    ) -> anyhow::Result<()> {
        let mut pacer = Pacer::new(emit.rate);
        let context = emit.jetstream.then(|| jetstream::new(self.connected.client.clone()));
        let mut acknowledgements = std::collections::VecDeque::new();
        while emit.count.is_none_or(|count| self.published < count) {
            let Some(item) = planting.next() else { break };
            pacer.wait(&item.message, &self.connected.client).await?;
            if let Some(fault) = item.begun() {
                self.faults += 1;
                if let Some(truth) = &mut self.truth {
                    // First the truth, then the message: whoever compares never finds more than was told.
                    truth.fault(fault).context("failed to write the truth")?;
                }
            }
            if let Some(acknowledgement) = self.publish(item.message, context.as_ref()).await? {
                acknowledgements.push_back(acknowledgement);
            }
            if acknowledgements.len() > UNACKNOWLEDGED
                && let Some((subject, first)) = acknowledgements.pop_front()
            {
                acknowledged(&subject, first).await?;
            }
        }
        for (subject, acknowledgement) in acknowledgements {
            acknowledged(&subject, acknowledgement).await?;
        }
        Ok(())
    }

    async fn publish(
        &mut self,
        message: Message,
        context: Option<&jetstream::Context>,
    ) -> anyhow::Result<Option<Acknowledgement>> {
        let Some(subject) = message.subject else { return Ok(None) };
        if message.payload.len() > self.connected.client.max_payload() {
            self.too_large += 1;
            return Ok(None);
        }
        let headers = message.headers.map(|headers| {
            let mut map = async_nats::HeaderMap::new();
            for (name, values) in &headers {
                values.iter().for_each(|value| map.append(name.as_str(), value.as_str()));
            }
            map
        });
        self.published += 1;
        let payload = message.payload.into();
        let client = &self.connected.client;
        let published = match (context, headers, message.reply) {
            (Some(context), headers, _) => {
                let acknowledgement =
                    context.publish_with_headers(subject.clone(), headers.unwrap_or_default(), payload).await;
                return Ok(Some((subject, acknowledgement.context("failed to publish")?)));
            }
            (None, None, None) => client.publish(subject, payload).await,
            (None, Some(headers), None) => client.publish_with_headers(subject, headers, payload).await,
            (None, None, Some(reply)) => client.publish_with_reply(subject, reply, payload).await,
            (None, Some(headers), Some(reply)) => {
                client.publish_with_reply_and_headers(subject, reply, headers, payload).await
            }
        };
        published.context("failed to publish")?;
        Ok(None)
    }
}

/// A subject, and the answer of the stream that has it.
type Acknowledgement = (String, jetstream::context::PublishAckFuture);

async fn acknowledged(
    subject: &str,
    acknowledgement: jetstream::context::PublishAckFuture,
) -> anyhow::Result<()> {
    acknowledgement.await.map(drop).with_context(|| {
        format!(
            "no stream took a message on `{subject}`: make one that has the subjects of the events, or leave out --jetstream"
        )
    })
}
