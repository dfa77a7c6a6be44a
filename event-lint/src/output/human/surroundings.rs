//! What the summary says beside findings: the connection, the stream, planted
//! faults, rules that could not work.

use std::io::{self, Write};

use lattice_linter::{
    Printable,
    report::{Connection, Report, SequenceRange, Stream, Truth},
};

use super::{Human, plural};

/// Up to how many ranges of sequences are printed one by one.
const FEW_RANGES: u64 = 5;

/// How many items of a list are printed.
const SHOWN: usize = 20;

impl<W: Write> Human<W> {
    pub(super) fn surroundings(&mut self, report: &Report) -> io::Result<()> {
        for rule in &report.summary.switched_off {
            writeln!(self.writer, "Switched off: {} ({})", rule.rule, rule.reason)?;
        }
        if let Some(connection) = &report.connection {
            self.connection(connection, report.stream.is_some())?;
        }
        if let Some(stream) = &report.stream {
            self.stream(stream)?;
        }
        if let Some(truth) = &report.truth {
            self.truth(truth)?;
        }
        Ok(())
    }

    fn connection(&mut self, connection: &Connection, is_kept: bool) -> io::Result<()> {
        // A stream keeps what is published while nobody reads it.
        let missed = if is_kept { "" } else { "; what was published then was missed" };
        if let Some(partition) = &connection.partition {
            writeln!(
                self.writer,
                "Partition {partition}: {} of other lattices left to others",
                plural(connection.passed_over, "message")
            )?;
        }
        for gap in connection.gaps.iter().take(SHOWN) {
            let length = gap.milliseconds as f64 / 1000.0;
            match &gap.to {
                Some(to) => writeln!(
                    self.writer,
                    "Gap: no connection for {length:.1} s, from {} to {to}{missed}",
                    gap.from
                )?,
                None => writeln!(self.writer, "Gap: no connection since {}, for {length:.1} s", gap.from)?,
            }
        }
        let hidden = connection.gap_count.saturating_sub(connection.gaps.len().min(SHOWN) as u64);
        if hidden > 0 {
            writeln!(self.writer, "  and {}", plural(hidden, "other gap"))?;
        }
        if connection.dropped > 0 {
            writeln!(
                self.writer,
                "Lost: {} reached this client and could not be judged in time",
                plural(connection.dropped, "message")
            )?;
        }
        Ok(())
    }

    fn stream(&mut self, stream: &Stream) -> io::Result<()> {
        write!(
            self.writer,
            "Stream {}: {} of {} judged",
            Printable(&stream.name),
            stream.judged,
            plural(stream.expected, "message")
        )?;
        let count = stream.judged_ranges.len() as u64 + stream.ranges_left_out;
        match (stream.judged_ranges.first(), stream.judged_ranges.last()) {
            (Some(first), Some(last)) if count > FEW_RANGES => {
                write!(self.writer, ", in {count} ranges of sequences from {} to {}", first.from, last.to)?;
            }
            (Some(_), _) => {
                let range = |range: &SequenceRange| match range.to == range.from {
                    true => range.from.to_string(),
                    false => format!("{} to {}", range.from, range.to),
                };
                let ranges: Vec<String> = stream.judged_ranges.iter().map(range).collect();
                write!(self.writer, ", sequences {}", ranges.join(", "))?;
            }
            _ => {}
        }
        if stream.redelivered > 0 {
            write!(self.writer, "; {} delivered again", stream.redelivered)?;
        }
        writeln!(self.writer)
    }

    fn truth(&mut self, truth: &Truth) -> io::Result<()> {
        writeln!(
            self.writer,
            "Planted: {}, {} found, {} missed, {} unexpected",
            plural(truth.planted, "fault"),
            truth.found,
            truth.missed_count,
            plural(truth.unexpected_count, "finding")
        )?;
        for fault in truth.missed.iter().take(SHOWN) {
            writeln!(
                self.writer,
                "  missed: {} at message {}: {}",
                Printable(&fault.rule),
                fault.position,
                Printable(&fault.summary)
            )?;
        }
        for finding in truth.unexpected.iter().take(SHOWN) {
            writeln!(self.writer, "  unexpected: {}: {}", finding.rule, Printable(&finding.message))?;
        }
        Ok(())
    }
}
