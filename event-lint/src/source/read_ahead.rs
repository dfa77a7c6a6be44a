//! A stream that is read ahead by a thread of its own.

use std::{
    io::{self, BufRead, Read},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender},
    time::Duration,
};

/// Bytes that are read at once.
const CHUNK: usize = 256 * 1024;
/// Chunks that are read ahead.
const AHEAD: usize = 2;
/// How often a waiting reader looks whether somebody wants it to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// A stream that is read ahead by a thread of its own: reading waits for pipes
/// and disks, and whoever judges must stay able to stop.
///
/// Only bytes cross from one thread to the other, and their chunks go back to be
/// filled again, since memory that one thread takes and another gives back costs
/// more than judging what is in it.
pub(crate) struct ReadAhead<S> {
    filled: Receiver<io::Result<Vec<u8>>>,
    /// Where chunks go that were consumed.
    empty: Sender<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
    /// Asked while nothing comes, and before each chunk.
    stop_is_wanted: S,
}

/// Somebody wants the run to stop.
#[derive(Debug, thiserror::Error)]
#[error("the run was stopped")]
pub(crate) struct Stopped;

/// Whether a stream ended because somebody wants the run to stop.
pub(crate) fn was_stopped(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Stopped>())
}

impl<S: Fn() -> bool> ReadAhead<S> {
    /// Begins to read a stream.
    pub(crate) fn new(stream: impl Read + Send + 'static, stop_is_wanted: S) -> Self {
        let (fill, filled) = mpsc::sync_channel(AHEAD);
        let (empty, to_fill) = mpsc::channel();
        for _ in 0..=AHEAD {
            // The other end is here, so it takes them.
            let _ = empty.send(vec![0; CHUNK]);
        }
        std::thread::spawn(move || read(stream, &to_fill, &fill));
        Self { filled, empty, chunk: Vec::new(), at: 0, stop_is_wanted }
    }

    /// The next chunk; an empty one is the end.
    fn next(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if (self.stop_is_wanted)() {
                return Err(io::Error::other(Stopped));
            }
            match self.filled.recv_timeout(PATIENCE) {
                Ok(read) => return read,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            }
        }
    }
}

impl<S: Fn() -> bool> BufRead for ReadAhead<S> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.chunk.len() {
            let consumed = std::mem::take(&mut self.chunk);
            if consumed.capacity() > 0 {
                // At the end nobody fills it any more.
                let _ = self.empty.send(consumed);
            }
            self.chunk = self.next()?;
            self.at = 0;
        }
        Ok(self.chunk.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

impl<S: Fn() -> bool> Read for ReadAhead<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// Fills chunks until the stream ends or nobody wants more.
fn read(mut stream: impl Read, empty: &Receiver<Vec<u8>>, fill: &SyncSender<io::Result<Vec<u8>>>) {
    while let Ok(mut chunk) = empty.recv() {
        chunk.resize(CHUNK, 0);
        let read = loop {
            match stream.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let is_last = !matches!(read, Ok(1..));
        let read = read.map(|length| {
            chunk.truncate(length);
            chunk
        });
        if fill.send(read).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_in_order() {
        let bytes: Vec<u8> = (0..3 * CHUNK + 7).map(|index| (index % 251) as u8).collect();
        let mut read = Vec::new();
        ReadAhead::new(io::Cursor::new(bytes.clone()), || false).read_to_end(&mut read).unwrap();
        assert!(read == bytes);
    }

    #[test]
    fn who_waits_can_stop() {
        let (silent, _open) = io::pipe().unwrap();
        let began = std::time::Instant::now();
        let mut stream = ReadAhead::new(silent, || began.elapsed() > PATIENCE);
        assert!(was_stopped(&stream.fill_buf().unwrap_err()));
    }
}
