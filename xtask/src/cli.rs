//! The command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::gen_command;

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write everything under generated/: schemas, catalogue, pages
    Gen {
        /// Write nothing; name every stale, missing, orphaned and hand-edited file
        #[arg(long)]
        check: bool,
        /// Write (or check) another directory
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// Runs the command that was typed.
///
/// # Errors
///
/// Whatever kept the command from running. A command that ran and found
/// something says so by its exit code.
pub fn run() -> anyhow::Result<ExitCode> {
    match Arguments::parse().command {
        Command::Gen { check, out } => gen_command::run(check, out),
    }
}
