//! Where messages come from. A source moves messages; it judges nothing.

pub(crate) mod file;
mod lines;
pub(crate) mod queue;
pub(crate) mod ranges;
mod read_ahead;
pub(crate) mod stream;
pub(crate) mod subscription;

use lattice_linter::Input;

/// What a source hands over.
#[expect(clippy::large_enum_variant, reason = "nearly all are messages, and none is kept")]
pub(crate) enum Item {
    /// A message to judge.
    Input(Input),
    /// An input that could not be opened or read to its end.
    Unreadable {
        /// The file.
        file: String,
        /// What the operating system said.
        error: std::io::Error,
    },
}
