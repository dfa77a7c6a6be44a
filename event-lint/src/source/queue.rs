//! Messages between the connection and whoever judges, bounded by their size.

use std::{
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

use lattice_event_model::Message;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a message takes beside its texts, about.
const OVERHEAD: usize = 512;

/// A message that waits, or waited, in the queue.
pub(crate) struct Delivery {
    pub(crate) message: Message,
    /// Whether it was delivered before.
    pub(crate) redelivered: bool,
    /// The sequence before this one in its stream, where nothing that was to be
    /// read lies between them.
    pub(crate) former: Option<u64>,
    /// What to tell the server when it was judged.
    pub(crate) acknowledgement: Option<async_nats::jetstream::message::Acker>,
}

impl Delivery {
    /// A message that comes once.
    pub(crate) fn new(message: Message) -> Self {
        Self { message, redelivered: false, former: None, acknowledgement: None }
    }

    fn size(&self) -> usize {
        let message = &self.message;
        let headers: usize = message
            .headers
            .iter()
            .flatten()
            .map(|(name, values)| name.len() + values.iter().map(String::len).sum::<usize>())
            .sum();
        OVERHEAD + message.payload.len() + headers + message.subject.as_ref().map_or(0, String::len)
    }
}

/// The end of a queue into which messages go.
#[derive(Clone)]
pub(crate) struct Sender {
    items: mpsc::Sender<(Delivery, OwnedSemaphorePermit)>,
    space: Arc<Semaphore>,
    bytes: u32,
}

/// The end of a queue from which messages come.
pub(crate) struct Receiver {
    items: mpsc::Receiver<(Delivery, OwnedSemaphorePermit)>,
}

/// Why a message was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no room for it.
    Full,
    /// Nobody takes messages any more.
    Closed,
}

/// A queue that holds so many bytes, and at least one message.
pub(crate) fn queue(bytes: u64) -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel();
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).max(1);
    let space = Arc::new(Semaphore::new(bytes as usize));
    (Sender { items: sender, space, bytes }, Receiver { items: receiver })
}

impl Sender {
    /// Puts a message into the queue if there is room. Never waits.
    pub(crate) fn offer(&self, delivery: Delivery) -> Result<(), Refused> {
        let Ok(permit) = Arc::clone(&self.space).try_acquire_many_owned(self.permits(&delivery)) else {
            return Err(Refused::Full);
        };
        self.items.send((delivery, permit)).map_err(|_| Refused::Closed)
    }

    /// Puts a message into the queue as soon as there is room.
    pub(crate) async fn send(&self, delivery: Delivery) -> Result<(), Refused> {
        let permit = Arc::clone(&self.space).acquire_many_owned(self.permits(&delivery)).await;
        self.items.send((delivery, permit.map_err(|_| Refused::Closed)?)).map_err(|_| Refused::Closed)
    }

    /// A message that is larger than the whole queue takes all of it.
    fn permits(&self, delivery: &Delivery) -> u32 {
        u32::try_from(delivery.size()).unwrap_or(u32::MAX).min(self.bytes)
    }
}

impl Receiver {
    /// The next message. Its room is free when `f` is done with it.
    pub(crate) fn next<R>(
        &self,
        patience: Duration,
        f: impl FnOnce(Delivery) -> R,
    ) -> Result<R, RecvTimeoutError> {
        let (delivery, permit) = self.items.recv_timeout(patience)?;
        let result = f(delivery);
        drop(permit);
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use lattice_event_model::Message;

    use super::{Delivery, Refused, queue};

    fn delivery(bytes: usize) -> Delivery {
        Delivery::new(Message::from_payload(vec![0; bytes]))
    }

    #[test]
    fn a_queue_is_bounded_by_bytes() {
        let (sender, receiver) = queue(3000);
        assert_eq!(sender.offer(delivery(1000)), Ok(()));
        assert_eq!(sender.offer(delivery(1000)), Err(Refused::Full));
        assert_eq!(sender.offer(delivery(500)), Ok(()));
        assert_eq!(receiver.next(Duration::ZERO, |delivery| delivery.message.payload.len()), Ok(1000));
        assert_eq!(sender.offer(delivery(1000)), Ok(()));
    }

    #[test]
    fn one_message_always_fits() {
        let (sender, receiver) = queue(10);
        assert_eq!(sender.offer(delivery(1_000_000)), Ok(()));
        assert_eq!(sender.offer(delivery(0)), Err(Refused::Full));
        drop(sender);
        assert!(receiver.next(Duration::ZERO, |_| ()).is_ok());
        assert!(receiver.next(Duration::ZERO, |_| ()).is_err());
    }
}
