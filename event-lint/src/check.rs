//! `event-lint check`: files and standard input.

mod progress;

use std::ops::ControlFlow;

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

/// Runs it.
pub(crate) fn run(check: Check) -> anyhow::Result<Exit> {
    let mut judging = Judging::begin(check.judging.clone(), View::Whole)?;
    let signals = Signals::listen(false)?;

    let progress = Progress::new(&check.files);
    let run = judge(&check, &signals, &progress, &mut judging)?;
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

fn judge(
    check: &Check,
    signals: &Signals,
    progress: &Progress,
    judging: &mut Judging,
) -> anyhow::Result<Run> {
    let mut run = Run::default();
    let mut result = Ok(());
    for path in &check.files {
        let mut go_on = true;
        let stop_is_wanted = || signals.stop_is_wanted();
        let advance = |bytes| progress.advance(bytes);
        file::read(path, check.max_line_bytes, stop_is_wanted, advance, &mut |item| {
            match item {
                Item::Input(input) => result = judging.judge(&input).map(drop),
                Item::Unreadable { file, error } => run.unreadable.push((file, error)),
            }
            go_on = result.is_ok() && !judging.has_enough_findings() && !signals.stop_is_wanted();
            if go_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if !go_on || signals.stop_is_wanted() {
            break;
        }
    }
    run.interrupted = signals.stop_is_wanted();
    result.map(|()| run)
}
