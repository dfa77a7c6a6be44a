//! `event-lint explain`.

use clap::Args;

use crate::explain::Explain;

pub(super) const HELP: &str = "\
Exit codes:
  0  printed
  2  no such rule or statement

Examples:
  event-lint explain unknown-field
  event-lint explain CE-29";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The name of a rule, or the number of a statement, such as CE-29
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Arguments {
    pub(super) fn resolve(self) -> Explain {
        Explain { rule: self.rule }
    }
}
