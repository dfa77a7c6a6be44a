//! `event-lint`: proves that the events of a lattice are what their schemas say.

mod catalog;
mod check;
mod cli;
mod emit;
mod exit;
mod judging;
mod live;
mod nats;
mod output;
mod permissions;
mod record;
mod replay;
mod signals;
mod source;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            exit::Exit::CouldNotRun.into()
        }
    }
}

/// Whoever read the output has seen enough, as with `event-lint check x | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
