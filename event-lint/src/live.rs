//! Judging what comes over NATS, until somebody wants it to end.

pub(crate) mod judgements;
pub(crate) mod ready;
mod watchdog;

use std::{
    path::PathBuf,
    sync::{Arc, mpsc::RecvTimeoutError},
    time::{Duration, Instant},
};

use async_nats::jetstream::{AckKind, message::Acker};
use lattice_linter::{Input, Origin};
use tokio::sync::{mpsc::UnboundedSender, watch};

use crate::{
    judging::{Judging, Surroundings},
    signals::Signals,
    source::{
        queue::{Delivery, Receiver},
        subscription::Counters,
    },
};
use judgements::Judgements;
use watchdog::Watchdog;

/// How often a waiting run looks whether there is something else to do.
const PATIENCE: Duration = Duration::from_millis(100);

/// What is asked of every command that judges what comes over NATS.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// How long to run, from the moment on when everything is ready.
    pub(crate) duration: Option<Duration>,
    /// How many messages to judge.
    pub(crate) count: Option<u64>,
    pub(crate) report_every: Option<Duration>,
    pub(crate) ready_file: Option<PathBuf>,
    /// A connection that broke does not make the run incomplete.
    pub(crate) allow_gaps: bool,
    pub(crate) judgements: Option<PathBuf>,
    /// Bytes of messages that may wait to be judged.
    pub(crate) queue_bytes: u64,
}

/// When to say again how the run stands; never, if that is longer than times can tell.
fn next_report(request: &Request) -> Option<Instant> {
    request.report_every.and_then(|every| Instant::now().checked_add(every))
}

/// Tells the source that nothing more is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Nothing more is wanted.
    pub(crate) fn now(&self) {
        self.0.send_replace(true);
    }

    /// Waits until nothing more is wanted, a signal comes, or the time is over.
    pub(crate) async fn wait(&self, mut signals: Signals, duration: Option<Duration>) {
        let mut stop = self.0.subscribe();
        let over = async {
            match duration {
                Some(duration) => tokio::time::sleep(duration).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            () = signals.stop() => {}
            () = over => {}
        }
    }
}

/// A run that judges what comes over NATS.
pub(crate) struct Live<'a> {
    pub(crate) judging: &'a mut Judging,
    pub(crate) signals: Signals,
    pub(crate) stop: Stop,
    pub(crate) request: &'a Request,
    pub(crate) judgements: Option<Judgements>,
    /// Who tells the server what became of messages.
    pub(crate) acknowledge: Option<UnboundedSender<(Acker, AckKind)>>,
    /// What findings name as the place of messages without a stream.
    pub(crate) server: Arc<str>,
    /// What was lost, where that can be.
    pub(crate) counters: Option<Arc<Counters>>,
    next_report: Option<Instant>,
}

impl<'a> Live<'a> {
    pub(crate) fn new(
        judging: &'a mut Judging,
        signals: Signals,
        stop: Stop,
        request: &'a Request,
        server: &str,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            judging,
            signals,
            stop,
            judgements: request.judgements.as_deref().map(Judgements::open).transpose()?,
            acknowledge: None,
            counters: None,
            server: server.into(),
            next_report: next_report(request),
            request,
        })
    }

    /// Judges until the queue ends. If nobody reads what is written, the program
    /// ends some seconds after the queue. `surroundings` is asked for interim reports,
    /// `judged` is told of each message.
    pub(crate) fn run(
        &mut self,
        receiver: &Receiver,
        mut surroundings: impl FnMut() -> Surroundings,
        mut judged: impl FnMut(&Delivery),
    ) -> anyhow::Result<()> {
        let watchdog = Watchdog::begin(receiver.source(), self.counters.clone())?;
        loop {
            match receiver.next(PATIENCE, |delivery| self.judge(delivery, &mut judged)) {
                Ok(result) => {
                    result?;
                    watchdog.judged();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            // As with `event-lint watch | head`.
            let nobody_reads = self.judging.nobody_reads() && self.judgements.is_none();
            if self.judging.has_enough_findings() || nobody_reads {
                self.stop.now();
                return Ok(());
            }
            if self.next_report.is_some_and(|next| next <= Instant::now()) {
                self.judging.interim(surroundings());
                self.next_report = next_report(self.request);
            }
            if self.signals.reload_is_wanted() {
                match self.judging.reload() {
                    Ok(()) => crate::tell::tell(format_args!(
                        "event-lint: the catalogue was read again, and so was the configuration"
                    )),
                    Err(error) => crate::tell::tell(format_args!(
                        "event-lint: catalogue or configuration cannot be read again, the former one stays: {error:#}"
                    )),
                }
            }
        }
    }

    fn judge(&mut self, delivery: Delivery, judged: &mut impl FnMut(&Delivery)) -> anyhow::Result<()> {
        let origin = match (&delivery.message.stream, delivery.message.sequence) {
            (Some(stream), Some(sequence)) => Origin::live(stream.as_str(), sequence),
            _ => Origin::live(Arc::clone(&self.server), self.judging.messages() + 1),
        };
        let redelivered = delivery.redelivered;
        judged(&delivery);
        let Delivery { message, acknowledgement, .. } = delivery;
        let input = Input::new(message, origin);
        let judgement = self.judging.judge(&input)?;
        if let Some(judgements) = &mut self.judgements {
            judgements.write(&input.message, redelivered, &judgement)?;
        }
        if let (Some(acker), Some(acknowledge)) = (acknowledgement, &self.acknowledge) {
            // Where nobody acknowledges any more, the message comes again.
            let _ = acknowledge.send((acker, AckKind::Ack));
        }
        Ok(())
    }
}
