//! Ending a run whose output nobody reads.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use anyhow::Context;

use crate::source::{queue::Source, subscription::Counters};

/// How long a message may take to be judged and written when nothing more comes.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often that is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// How long it may take to say so: standard error may be the same pipe.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Ends the program if judging stands still after the source has ended.
///
/// Whoever writes to a pipe that is full waits until somebody reads it, and
/// cannot look at signals or the time meanwhile. So another thread does.
pub(super) struct Watchdog {
    judged: Arc<AtomicU64>,
    done: Arc<AtomicBool>,
}

impl Watchdog {
    /// Watches until it is dropped. `counters` say what was lost, where that can be.
    ///
    /// # Errors
    ///
    /// If the system has no room for another thread.
    pub(super) fn begin(source: Source, counters: Option<Arc<Counters>>) -> anyhow::Result<Self> {
        let (judged, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let watched = Self { judged: Arc::clone(&judged), done: Arc::clone(&done) };
        std::thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(move || {
                if watched.stands_still(&source) {
                    let lost = counters.map_or(0, |counters| counters.lost());
                    give_up(watched.judged.load(Ordering::Relaxed), source.taken(), lost);
                }
            })
            .context("failed to watch over the output")?;
        Ok(Self { judged, done })
    }

    /// A message was judged, and what there was to say is written.
    pub(super) fn judged(&self) {
        self.judged.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until judging stands still, or is done.
    fn stands_still(&self, source: &Source) -> bool {
        let mut last = (self.judged.load(Ordering::Relaxed), Instant::now());
        while !self.done.load(Ordering::Relaxed) {
            let judged = self.judged.load(Ordering::Relaxed);
            if judged != last.0 || !source.has_ended() {
                last = (judged, Instant::now());
            } else if last.1.elapsed() >= PATIENCE {
                return true;
            }
            std::thread::sleep(LOOK);
        }
        false
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

/// Says what became of the messages, and ends the program with 3.
fn give_up(judged: u64, taken: u64, lost: u64) -> ! {
    let (sender, said) = mpsc::channel();
    std::thread::spawn(move || {
        crate::tell::tell(format_args!(
            "event-lint: incomplete: nobody reads what is written, so there is no report: {taken} messages were \
             taken, {judged} of them were judged, {lost} were lost before"
        ));
        let _ = sender.send(());
    });
    let _ = said.recv_timeout(LAST_WORDS);
    std::process::exit(3)
}
