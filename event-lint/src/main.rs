//! `event-lint`: proves that the events of a lattice are what their schemas say.

mod baseline;
mod catalog;
mod check;
mod cli;
mod configuration;
mod emit;
mod exit;
mod explain;
mod judging;
mod live;
mod nats;
mod output;
mod permissions;
mod record;
mod replay;
mod rules;
mod signals;
mod source;
mod tell;
mod watch;

use std::process::ExitCode;

use tell::tell;

fn main() -> ExitCode {
    match cli::run() {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => exit::Exit::Incomplete.into(),
        Err(error) => {
            tell(format_args!("error: {error:#}"));
            exit::Exit::CouldNotRun.into()
        }
    }
}

/// Whoever read judgements or a recording on standard output went away before
/// their end. Reports take care of that themselves, and connections break in
/// errors of their own.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
