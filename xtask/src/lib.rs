//! The commands of this repository, `cargo xtask …`.

pub mod cli;
mod gen_command;
pub mod sync;
pub mod workspace;

pub use gen_command::{GenerationError, files};
