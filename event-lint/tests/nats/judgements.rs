//! The file of `--judgements`, in a folder of its own.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    events::{SUBJECT, good},
    publisher::Publisher,
};

/// A file of judgements.
pub(crate) struct Judgements {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

impl Judgements {
    /// A file that is not there yet.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("judgements");
        Self { _folder: folder, file }
    }

    /// Its path, for the command line.
    pub(crate) fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// What was judged: the sequence, which messages of no stream lack, and
    /// whether it was delivered again. A line that was cut off does not count.
    pub(crate) fn read(&self) -> Vec<(Option<u64>, bool)> {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        text.lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .map(|line| {
                let judgement = &line["judgement"];
                (judgement["sequence"].as_u64(), judgement["redelivered"].as_bool().unwrap())
            })
            .collect()
    }

    /// The sequences that were judged, in order.
    pub(crate) fn sequences(&self) -> Vec<u64> {
        self.read().into_iter().filter_map(|(sequence, _)| sequence).collect()
    }

    /// Waits until so many bytes were written, which is cheaper to see than lines.
    pub(crate) fn wait_for_bytes(&self, bytes: u64) {
        while fs::metadata(&self.file).map_or(0, |file| file.len()) < bytes {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until so many messages were judged.
    pub(crate) fn wait_for(&self, messages: usize) {
        while self.read().len() < messages {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Publishes until something is judged: a server that was killed may take
    /// messages with it, and a client that came back subscribes a moment later.
    pub(crate) fn publish_until_judged(&self, publisher: &Publisher) {
        let (before, deadline) = (self.read().len(), Instant::now() + Duration::from_secs(30));
        for number in 100.. {
            publisher.publish(SUBJECT, good(number));
            std::thread::sleep(Duration::from_millis(100));
            if self.read().len() > before {
                return;
            }
            assert!(Instant::now() < deadline, "nothing is judged");
        }
    }
}
