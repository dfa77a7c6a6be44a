//! The commands of this repository, `cargo xtask …`.

mod bench_command;
pub mod cli;
pub mod conformance;
mod demo;
mod gen_command;
mod new_command;
mod samples;
pub mod sync;
mod test_command;
mod thresholds;
mod tools;
mod verify_command;
pub mod workspace;

pub use gen_command::{GenerationError, files};
pub use new_command::{scaffold_event, scaffold_rule};
