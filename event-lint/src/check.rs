//! `event-lint check`: files and standard input.

mod progress;

use std::{
    cell::RefCell,
    ops::ControlFlow,
    sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    time::Duration,
};

use lattice_linter::View;

use crate::{
    exit::Exit,
    judging::{Judging, Request, Surroundings},
    signals::Signals,
    source::{
        Item,
        file::{self, Reader},
    },
};
use progress::Progress;

/// What `check` is asked to do.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) files: Vec<String>,
    pub(crate) max_line_bytes: usize,
    pub(crate) judging: Request,
}

/// Batches that may wait to be judged.
const QUEUE: usize = 2;
/// How many bytes of payloads make a batch full. Handing over messages one by one
/// would cost more than judging them; many large ones would fill the memory.
const BATCH: usize = 256 * 1024;
/// How often a waiting run looks whether somebody wants it to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// Runs it.
pub(crate) fn run(check: Check) -> anyhow::Result<Exit> {
    let mut judging = Judging::begin(check.judging, View::Whole)?;
    let signals = Signals::listen(false)?;

    let progress = Progress::new(&check.files);
    let batches = read_in_background(check.files, check.max_line_bytes, progress.clone());
    let run = judge(&batches, &signals, &mut judging)?;
    progress.finish();

    let mut incomplete: Vec<String> =
        run.unreadable.iter().map(|(file, error)| format!("`{file}` cannot be read: {error}")).collect();
    if run.interrupted {
        incomplete.push("the run was interrupted".to_owned());
    }
    let exit = judging.finish(Surroundings {
        // Where something else went wrong, that is what has to be told.
        needs_messages: incomplete.is_empty(),
        incomplete,
        ..Surroundings::default()
    })?;
    for (file, error) in &run.unreadable {
        crate::tell::tell(format_args!("error: cannot read `{file}`: {error}"));
    }
    Ok(if run.unreadable.is_empty() { exit } else { Exit::CouldNotRun })
}

/// What happened beside findings.
#[derive(Debug, Default)]
struct Run {
    unreadable: Vec<(String, std::io::Error)>,
    interrupted: bool,
}

/// Reading waits for pipes and disks; judging must stay able to stop.
fn read_in_background(files: Vec<String>, cap: usize, progress: Progress) -> Receiver<Vec<Item>> {
    let (sender, receiver) = mpsc::sync_channel(QUEUE);
    std::thread::spawn(move || {
        let batches = Batches { sender, batch: Vec::new(), bytes: 0, is_gone: false, progress };
        let batches = RefCell::new(batches);
        for path in files {
            file::read(&path, cap, &batches);
            if batches.borrow().is_gone {
                return;
            }
        }
        batches.borrow_mut().hand_over();
    });
    receiver
}

/// What was read and waits to be handed over. Nothing waits longer than until
/// more has to be read, so that what comes through a pipe is judged at once.
struct Batches {
    sender: SyncSender<Vec<Item>>,
    batch: Vec<Item>,
    /// Of all payloads in the batch.
    bytes: usize,
    /// Whether nobody takes them any more.
    is_gone: bool,
    progress: Progress,
}

impl Batches {
    fn hand_over(&mut self) {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if !batch.is_empty() && self.sender.send(batch).is_err() {
            self.is_gone = true;
        }
    }
}

impl Reader for Batches {
    fn take(&mut self, item: Item) -> ControlFlow<()> {
        if let Item::Input(input) = &item {
            self.bytes += input.message.payload.len();
        }
        self.batch.push(item);
        if self.bytes >= BATCH {
            self.hand_over();
        }
        if self.is_gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn before_waiting(&mut self) {
        self.hand_over();
    }

    fn advance(&mut self, bytes: u64) {
        self.progress.advance(bytes);
    }
}

fn judge(batches: &Receiver<Vec<Item>>, signals: &Signals, judging: &mut Judging) -> anyhow::Result<Run> {
    let mut run = Run::default();
    loop {
        if signals.stop_is_wanted() {
            run.interrupted = true;
            return Ok(run);
        }
        let batch = match batches.recv_timeout(PATIENCE) {
            Ok(batch) => batch,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(run),
        };
        for item in batch {
            match item {
                Item::Input(input) => {
                    judging.judge(&input)?;
                    if judging.has_enough_findings() {
                        return Ok(run);
                    }
                }
                Item::Unreadable { file, error } => run.unreadable.push((file, error)),
            }
        }
    }
}
