//! Messages between the connection and whoever judges, bounded by their size.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

use lattice_event_model::Message;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a message takes beside its texts, about.
const OVERHEAD: usize = 512;
/// Room is given away in pieces of so many bytes.
const PIECE: usize = 1024;

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

    /// Bytes of memory that it takes, about. A header without a text takes more
    /// than what came over the wire.
    fn size(&self) -> usize {
        let message = &self.message;
        let headers: usize = message
            .headers
            .iter()
            .flatten()
            .map(|(name, values)| {
                let texts = values.iter().map(String::capacity).sum::<usize>();
                let header = size_of::<(String, Vec<String>)>() + name.capacity();
                header + values.capacity() * size_of::<String>() + texts
            })
            .sum();
        let texts = [&message.subject, &message.reply].into_iter().flatten();
        OVERHEAD + message.payload.len() + headers + texts.map(String::len).sum::<usize>()
    }
}

/// The end of a queue into which messages go.
#[derive(Clone)]
pub(crate) struct Sender {
    items: mpsc::Sender<(Delivery, OwnedSemaphorePermit)>,
    space: Arc<Semaphore>,
    /// How many there are of them, all in all.
    pieces: u32,
    /// Messages that were put into it.
    taken: Arc<AtomicU64>,
    /// It is there as long as messages may be put in.
    #[expect(dead_code, reason = "the other end sees that it goes away")]
    open: Arc<()>,
}

/// The end of a queue from which messages come.
pub(crate) struct Receiver {
    items: mpsc::Receiver<(Delivery, OwnedSemaphorePermit)>,
    source: Source,
}

/// What can be known of the other end of a queue.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    taken: Arc<AtomicU64>,
    open: Weak<()>,
}

impl Source {
    /// Whether no more messages come.
    pub(crate) fn has_ended(&self) -> bool {
        self.open.strong_count() == 0
    }

    /// Messages that were put into the queue.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }
}

/// Why a message was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no room for it.
    Full,
    /// Nobody takes messages any more.
    Closed,
}

/// A queue that holds so many bytes, up to 4 TiB, and at least one message.
pub(crate) fn queue(bytes: u64) -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel();
    let pieces = u32::try_from(bytes.div_ceil(PIECE as u64)).unwrap_or(u32::MAX).max(1);
    let space = Arc::new(Semaphore::new(pieces as usize));
    let (taken, open) = (Arc::new(AtomicU64::new(0)), Arc::new(()));
    let source = Source { taken: Arc::clone(&taken), open: Arc::downgrade(&open) };
    (Sender { items: sender, space, pieces, taken, open }, Receiver { items: receiver, source })
}

impl Sender {
    /// Puts a message into the queue if there is room. Never waits.
    pub(crate) fn offer(&self, delivery: Delivery) -> Result<(), Refused> {
        let Ok(permit) = Arc::clone(&self.space).try_acquire_many_owned(self.permits(&delivery)) else {
            return Err(Refused::Full);
        };
        self.put(delivery, permit)
    }

    /// Puts a message into the queue as soon as there is room.
    pub(crate) async fn send(&self, delivery: Delivery) -> Result<(), Refused> {
        let permit = Arc::clone(&self.space).acquire_many_owned(self.permits(&delivery)).await;
        self.put(delivery, permit.map_err(|_| Refused::Closed)?)
    }

    fn put(&self, delivery: Delivery, permit: OwnedSemaphorePermit) -> Result<(), Refused> {
        self.items.send((delivery, permit)).map_err(|_| Refused::Closed)?;
        self.taken.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// A message that is larger than the whole queue takes all of it.
    fn permits(&self, delivery: &Delivery) -> u32 {
        u32::try_from(delivery.size().div_ceil(PIECE)).unwrap_or(u32::MAX).min(self.pieces)
    }
}

impl Receiver {
    /// Who puts messages in.
    pub(crate) fn source(&self) -> Source {
        self.source.clone()
    }

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
    fn headers_take_more_than_their_texts() {
        let size = |headers| Delivery::new(Message { headers: Some(headers), ..Message::default() }).size();
        let value = size_of::<String>();
        // A megabyte of `a:` in one header, and in as many headers as there are lines.
        assert!(size(vec![("a".to_owned(), vec![String::new(); 250_000])]) >= 250_000 * value);
        let many = (0..200_000).map(|number| (format!("{number}"), vec![String::new()])).collect();
        assert!(size(many) >= 200_000 * (2 * value + size_of::<Vec<String>>()));
    }

    #[test]
    fn a_queue_may_be_larger_than_four_gibibytes() {
        let (sender, _receiver) = queue(6 << 30);
        assert_eq!(sender.pieces, 6 << 20);
        assert_eq!(sender.space.available_permits(), 6 << 20);
    }

    #[test]
    fn one_message_always_fits() {
        let (sender, receiver) = queue(10);
        assert_eq!(sender.offer(delivery(1_000_000)), Ok(()));
        assert_eq!(sender.offer(delivery(0)), Err(Refused::Full));
        let source = receiver.source();
        assert!(!source.has_ended());
        drop(sender);
        assert!(source.has_ended());
        assert_eq!(source.taken(), 1);
        assert!(receiver.next(Duration::ZERO, |_| ()).is_ok());
        assert!(receiver.next(Duration::ZERO, |_| ()).is_err());
    }
}
