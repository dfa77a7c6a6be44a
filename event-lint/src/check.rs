//! `event-lint check`: files and standard input.

mod progress;

use std::{
    ops::ControlFlow,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use lattice_linter::View;

use crate::{
    exit::Exit,
    judging::{Judging, Request, Surroundings},
    signals::Signals,
    source::{Item, file},
};
use progress::Progress;

/// What `check` is asked to do.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) files: Vec<String>,
    pub(crate) max_line_bytes: usize,
    pub(crate) judging: Request,
}

/// Messages that may wait to be judged. Each may be as long as the longest line,
/// so a long queue would hold gigabytes of a hostile file.
const QUEUE: usize = 16;
/// How often a waiting run looks whether somebody wants it to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// Runs it.
pub(crate) fn run(check: Check) -> anyhow::Result<Exit> {
    let mut judging = Judging::begin(check.judging, View::Whole)?;
    let signals = Signals::listen(false)?;

    let progress = Progress::new(&check.files);
    let items = read_in_background(check.files, check.max_line_bytes, progress.clone());
    let run = judge(&items, &signals, &mut judging)?;
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
fn read_in_background(files: Vec<String>, cap: usize, progress: Progress) -> Receiver<Item> {
    let (sender, receiver) = mpsc::sync_channel(QUEUE);
    std::thread::spawn(move || {
        for path in files {
            let mut gone = false;
            let read = progress.clone();
            file::read(&path, cap, move |bytes| read.advance(bytes), &mut |item| {
                if sender.send(item).is_ok() {
                    ControlFlow::Continue(())
                } else {
                    gone = true;
                    ControlFlow::Break(())
                }
            });
            if gone {
                break;
            }
        }
    });
    receiver
}

fn judge(items: &Receiver<Item>, signals: &Signals, judging: &mut Judging) -> anyhow::Result<Run> {
    let mut run = Run::default();
    loop {
        if signals.stop_is_wanted() {
            run.interrupted = true;
            return Ok(run);
        }
        match items.recv_timeout(PATIENCE) {
            Ok(Item::Input(input)) => {
                judging.judge(&input)?;
                if judging.has_enough_findings() {
                    return Ok(run);
                }
            }
            Ok(Item::Unreadable { file, error }) => run.unreadable.push((file, error)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(run),
        }
    }
}
