//! The command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{bench_command, demo, gen_command, new_command, test_command, verify_command};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the main job: generate, simulate a small lattice, lint it
    Demo {
        /// The same seed plays the same lattice
        #[arg(long, default_value_t = 26)]
        seed: u64,
        /// Write the report as a picture, as in the README
        #[arg(long, value_name = "FILE.svg")]
        picture: Option<PathBuf>,
    },
    /// Run all tests: formatting, lints, Rust, nats-server, schemas, pages, SARIF, packages, dependencies
    Test {
        /// Also what takes many minutes
        #[arg(long)]
        all: bool,
        /// Fail where a tool is missing, in place of skipping its tests (also with CI=true)
        #[arg(long)]
        require_all: bool,
    },
    /// Write everything under generated/: schemas, catalogue, pages, vectors, packages
    Gen {
        /// Write nothing; name every stale, missing, orphaned and hand-edited file
        #[arg(long)]
        check: bool,
        /// Write (or check) another directory
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Scaffold an event or a rule: one file and its line in the list
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Compile the packages for other languages, check them, and run every vector
    Verify {
        /// The languages: typescript, python, go, java, rust. All of them without a name
        languages: Vec<String>,
        /// Fail where a toolchain is missing, in place of skipping its language (also with CI=true)
        #[arg(long)]
        require_all: bool,
    },
    /// Measure what judging costs beside a bare validator
    Bench {
        /// Size of the file of events that is judged
        #[arg(long, default_value_t = 150)]
        megabytes: u64,
        /// How often each program runs
        #[arg(long, default_value_t = 5)]
        rounds: usize,
    },
    /// Run what CI runs
    Ci,
}

#[derive(Debug, Subcommand)]
enum New {
    /// A new event; its test fails until it is filled in
    Event {
        /// Name of its family: host, component, provider, link, config, manifest, identity
        family: String,
        /// Last part of its CloudEvents type, such as host_paused
        name: String,
    },
    /// A new rule of the linter; its test fails until it is filled in
    Rule {
        /// A name that reads well after "allow", such as empty-host-id
        name: String,
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
        Command::Demo { seed, picture } => demo::run(seed, picture),
        Command::Test { require_all, all } => test_command::run(require_all, all),
        Command::Gen { check, out } => gen_command::run(check, out),
        Command::New { what: New::Event { family, name } } => new_command::event(&family, &name),
        Command::New { what: New::Rule { name } } => new_command::rule(&name),
        Command::Verify { languages, require_all } => {
            verify_command::run(&languages, require_all || test_command::is_ci())
        }
        Command::Bench { megabytes, rounds } => {
            bench_command::run(bench_command::Request { megabytes, rounds })
        }
        Command::Ci => test_command::run(true, false),
    }
}
