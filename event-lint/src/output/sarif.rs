//! SARIF 2.1.0 (OASIS), for code scanning: one log with one run.
//!
//! Results are those of the report, where each rule has a hundred at most. So a
//! log stays far below the 25 000 results that GitHub takes of one run; it shows
//! 5000 of them.

mod descriptors;
mod invocation;
mod log;
mod result;
mod uri;

use std::{collections::HashMap, io};

use lattice_linter::{Finding, Input, Location, report::Report};

use self::{
    descriptors::Rules,
    log::{Driver, Log, Run, RunProperties, Tool},
};
use super::{Output, destination::Destination, place::End};

/// The address of the schema of SARIF, with its first errata.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Of how many places the end is remembered. A region without an end reaches to
/// the end of its line (section 3.30.8).
const MOST_ENDS: usize = 1000;

pub(super) struct Sarif {
    destination: Destination,
    ends: Ends,
}

/// The ends of places, which reports do not have.
#[derive(Debug, Default)]
struct Ends(HashMap<Bytes, End>);

/// Some bytes of a file.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Bytes {
    file: String,
    offset: u64,
    length: u64,
}

impl Bytes {
    fn of(location: &Location) -> Self {
        Self { file: location.file.clone(), offset: location.offset, length: location.length }
    }
}

impl Ends {
    fn remember(&mut self, finding: &Finding, input: &Input) {
        if self.0.len() < MOST_ENDS
            && let Some(end) = End::of(finding, input)
        {
            self.0.insert(Bytes::of(&finding.location), end);
        }
    }

    fn of(&self, location: &Location) -> Option<End> {
        self.0.get(&Bytes::of(location)).copied()
    }
}

impl Sarif {
    pub(super) fn new(destination: Destination) -> Self {
        Self { destination, ends: Ends::default() }
    }

    fn log<'r>(&self, report: &'r Report) -> Log<'r> {
        let rules = Rules::of(&report.findings);
        let results = report.findings.iter().map(|finding| result::of(finding, &rules, &self.ends)).collect();
        let run = Run {
            tool: Tool {
                driver: Driver {
                    name: &report.tool.name,
                    version: &report.tool.version,
                    semantic_version: &report.tool.version,
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: rules.descriptors(),
                    notifications: invocation::descriptors(),
                },
            },
            invocations: [invocation::of(report)],
            results,
            column_kind: "unicodeCodePoints",
            properties: RunProperties {
                catalog: &report.tool.catalog,
                messages: report.summary.messages,
                events: report.summary.events,
                lost: report.summary.lost,
                verdict: report.summary.verdict,
            },
        };
        Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

impl Output for Sarif {
    fn finding(&mut self, finding: &Finding, input: &Input) -> io::Result<()> {
        self.ends.remember(finding, input);
        Ok(())
    }

    fn interim(&mut self, report: &Report) -> io::Result<()> {
        if self.destination.can_be_replaced() { self.finish(report) } else { Ok(()) }
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        let log = self.log(report);
        self.destination.document(|writer| {
            serde_json::to_writer_pretty(&mut *writer, &log)?;
            writeln!(writer)
        })
    }
}
