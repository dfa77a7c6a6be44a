//! One JSON document at the end. Its schema is published beside the events'.

use std::io;

use lattice_linter::{Finding, Input, report::Report};

use super::{Output, destination::Destination};

pub(super) struct Json {
    destination: Destination,
}

impl Json {
    pub(super) fn new(destination: Destination) -> Self {
        Self { destination }
    }
}

impl Output for Json {
    fn finding(&mut self, _: &Finding, _: &Input) -> io::Result<()> {
        Ok(())
    }

    fn interim(&mut self, report: &Report) -> io::Result<()> {
        if self.destination.can_be_replaced() { self.finish(report) } else { Ok(()) }
    }

    fn finish(&mut self, report: &Report) -> io::Result<()> {
        self.destination.document(|writer| {
            serde_json::to_writer_pretty(&mut *writer, report)?;
            writeln!(writer)
        })
    }
}
