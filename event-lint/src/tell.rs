//! Telling people something beside the output.

use std::{fmt::Display, io::Write};

/// Prints a line to standard error. Where standard error is full or closed,
/// nobody can be told, and the run goes on.
pub(crate) fn tell(text: impl Display) {
    let line = format!("{text}\n");
    let _ = anstream::stderr().write_all(line.as_bytes());
}
