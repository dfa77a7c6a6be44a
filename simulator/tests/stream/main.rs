//! Streams without an end, the faults in them, and the truth about them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod comparison;
mod endless;
mod file;
mod lattice;
mod planting;
