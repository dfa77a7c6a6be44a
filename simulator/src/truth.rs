//! What was planted, written down, and compared with what was found.
//!
//! A truth file is JSON lines: the [`Header`], a line for each fault, and at the
//! end how many messages and faults there were. A fault stands in the file
//! before its first message is published.
//!
//! ```text
//! {"truth":"0.1.0","seed":7,"lattice":"default","rate":0.02}
//! {"fault":{"rule":"unknown-type","summary":"…","position":41,"messages":[{"subject":"…","sha256":"…"}]}}
//! {"end":{"messages":96,"faults":1}}
//! ```

mod comparison;
mod digest;
mod file;
mod writer;

use serde::{Deserialize, Serialize};

pub use self::{
    comparison::Comparison,
    digest::{Digest, MessageDigest},
    file::{TruthError, TruthFile},
    writer::TruthWriter,
};

/// The version of the format that is written here.
const VERSION: &str = "0.1.0";

/// What was emitted: enough to do it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The seed of the simulation and of its faults.
    pub seed: u64,
    /// Name of the lattice.
    pub lattice: String,
    /// The share of messages that a fault stood before, from 0.0 to 1.0.
    pub rate: f64,
}

/// The first line of a truth file.
#[derive(Debug, Serialize, Deserialize)]
struct HeaderLine {
    truth: String,
    #[serde(flatten)]
    header: Header,
}

/// Every other line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Fault(Fault),
    End(End),
}

/// A planted fault, as a truth file tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The rule that should notice it.
    pub rule: String,
    /// What is wrong, in one sentence.
    pub summary: String,
    /// Where its first message stands in the stream, from 0.
    pub position: u64,
    /// What tells its messages from others, in their order.
    pub messages: Vec<MessageDigest>,
}

/// How much was emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Messages, those of faults included.
    pub messages: u64,
    /// Faults.
    pub faults: u64,
}
