//! The command line: what was typed, and what it means. One file a command.

mod check;
mod connection;
mod emit;
mod explain;
mod judging;
mod levels;
mod live;
mod permissions;
mod record;
mod replay;
mod rules;
mod secrets;
mod watch;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::exit::Exit;

/// Proves that the events of a wasmCloud lattice are what their schemas say.
#[derive(Debug, Parser)]
#[command(name = "event-lint", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint files or standard input
    ///
    /// Accepts one CloudEvent, a JSON batch, NDJSON of CloudEvents, recordings
    /// of NATS messages, and Markdown or MDX, of which every fenced JSON block
    /// that is meant as a CloudEvent is judged. Nothing is ever read from the
    /// network.
    #[command(after_help = check::HELP)]
    Check(check::Arguments),

    /// Lint a live lattice on NATS until stopped
    ///
    /// Subscribes to the subjects on which the events of the catalogue are
    /// published, and judges what comes. Nothing is published. SIGINT and SIGTERM
    /// end the run with its report, SIGHUP reads the catalogue and the
    /// configuration again.
    #[command(after_help = watch::HELP)]
    Watch(watch::Arguments),

    /// Lint what a JetStream stream holds
    ///
    /// Reads the stream from its beginning, or from where it is told to, to the
    /// message that was the last one when the run began, and judges everything.
    /// With --durable, several processes share the work.
    #[command(after_help = replay::HELP)]
    Replay(replay::Arguments),

    /// Write a live lattice to a recording
    ///
    /// A recording has one message a line: its subject, headers and payload, and
    /// when it came. `event-lint check` judges it as `watch` would have.
    #[command(after_help = record::HELP)]
    Record(record::Arguments),

    /// Publish the events of a simulated lattice, with faults if wanted
    ///
    /// Plays hosts, components, providers, links and identities from a seed. The
    /// faults are the firing examples of the rules, each from a host of its own.
    #[command(after_help = emit::HELP)]
    Emit(emit::Arguments),

    /// Print the least NATS permissions that a command needs
    ///
    /// The output is a piece of the configuration of nats-server, to be put
    /// behind a user. It depends on the same options as the command itself.
    #[command(after_help = permissions::HELP)]
    Permissions(permissions::Arguments),

    /// List the rules, with their levels as the configuration has them
    #[command(after_help = rules::HELP)]
    Rules(rules::Arguments),

    /// Print the documentation of a rule
    #[command(after_help = explain::HELP)]
    Explain(explain::Arguments),
}

/// Runs the command that was typed.
pub(crate) fn run() -> anyhow::Result<Exit> {
    secrets::hide();
    let matches = Arguments::command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    // Clap demands a subcommand, so there is one.
    let nothing = ArgMatches::default();
    let matches = matches.subcommand().map_or(&nothing, |(_, matches)| matches);
    match arguments.command {
        Command::Check(arguments) => crate::check::run(arguments.resolve(matches)?),
        Command::Watch(arguments) => crate::watch::run(arguments.resolve(matches)?),
        Command::Replay(arguments) => crate::replay::run(arguments.resolve(matches)?),
        Command::Record(arguments) => crate::record::run(arguments.resolve()?),
        Command::Emit(arguments) => crate::emit::run(arguments.resolve()?),
        Command::Permissions(arguments) => crate::permissions::run(&arguments.resolve()?),
        Command::Rules(arguments) => crate::rules::run(&arguments.resolve()?),
        Command::Explain(arguments) => crate::explain::run(&arguments.resolve()),
    }
}
