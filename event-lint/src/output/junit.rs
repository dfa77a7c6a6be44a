//! JUnit XML, as Jenkins, GitLab and reporters of GitHub read it.
//!
//! Each event type is a test case: it passes if events of it came without
//! findings at or above `--fail-on`, and is skipped if none came. Messages that
//! are no events are a test case of their own, and so is the run. So a test
//! case keeps its name from run to run.

mod cases;
mod document;

use std::io;

use lattice_linter::{Finding, Input, report::Report};

use super::{Options, Output, destination::Destination};

pub(super) struct Junit {
    destination: Destination,
    options: Options,
}

impl Junit {
    pub(super) fn new(destination: Destination, options: Options) -> Self {
        Self { destination, options }
    }
}

impl Output for Junit {
    fn finding(&mut self, _: &Finding, _: &Input) -> io::Result<()> {
        Ok(())
    }

    fn interim(&mut self, report: &Report) -> io::Result<()> {
        if self.destination.can_be_replaced() { self.finish(report) } else { Ok(()) }
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        let cases = cases::of(report, self.options);
        self.destination.document(|writer| document::write(writer, report, &cases))
    }
}
