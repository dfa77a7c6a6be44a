//! Places of findings: files and lines, or messages that stand in no file.

use lattice_linter::{Finding, Input, Location, Printable, Quoted};

/// What messages from standard input have in place of a file.
const STANDARD_INPUT: &str = "<stdin>";
/// In a longer message the end of a place is not looked up: it costs a walk.
const LONGEST: usize = 1024 * 1024;

/// Where a message came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'l> {
    /// A file, by its path.
    File(&'l str),
    /// A line of standard input, which nobody can open again.
    StandardInput,
    /// A server or a stream, by its name. In place of a line there is the number
    /// of the message.
    Live(&'l str),
}

impl<'l> Place<'l> {
    /// Where the message came from that a location is about.
    pub(super) fn of(location: &'l Location) -> Self {
        if location.file == STANDARD_INPUT {
            Self::StandardInput
        } else if location.offset == 0 && location.length == 0 {
            // What stands in a file takes bytes of it. A live message takes none.
            Self::Live(&location.file)
        } else {
            Self::File(&location.file)
        }
    }
}

/// What people can find a message by that stands in no file: its subject, and
/// its number in the run or its sequence in the stream. Where it has no subject,
/// the name of the server or of the stream.
pub(super) fn live_message(name: &str, finding: &Finding, input: &Input) -> String {
    let number = finding.location.line;
    let name = Printable(name);
    let Some(subject) = &finding.subject else { return format!("message {number} from {name}") };
    let subject = Quoted(subject).to_string();
    // Nothing stands around a subject, so it needs no marks.
    let subject = subject.trim_matches('`');
    match (&input.message.stream, input.message.sequence) {
        (Some(_), Some(sequence)) => format!("{subject}, sequence {sequence} of {name}"),
        _ => format!("{subject}, message {number}"),
    }
}

/// The place behind the last character of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// Line, from 1.
    pub(super) line: u64,
    /// Column, from 1, in characters.
    pub(super) column: u64,
}

impl End {
    /// The end of a finding's place; `None` where nothing but the beginning is
    /// known.
    pub(super) fn of(finding: &Finding, input: &Input) -> Option<Self> {
        let payload = &input.message.payload;
        if payload.len() > LONGEST || matches!(input.origin.mapping, lattice_linter::Mapping::Opaque { .. }) {
            return None;
        }
        let end = finding.labels.first().map_or(payload.len(), |label| label.span.end);
        let end = input.origin.locate(payload, end..end);
        let end = Self { line: end.line, column: end.column };
        let start = &finding.location;
        ((end.line, end.column) > (start.line, start.column)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use lattice_linter::Location;

    use super::Place;

    #[test]
    fn live_messages_take_no_bytes_of_a_file() {
        let place = |file: &str, offset, length| Location {
            file: file.to_owned(),
            line: 7,
            column: 1,
            offset,
            length,
        };
        assert_eq!(Place::of(&place("a.ndjson", 0, 3)), Place::File("a.ndjson"));
        assert_eq!(Place::of(&place("a.ndjson", 9, 0)), Place::File("a.ndjson"));
        assert_eq!(Place::of(&place("<stdin>", 0, 3)), Place::StandardInput);
        assert_eq!(Place::of(&place("nats://localhost:4222", 0, 0)), Place::Live("nats://localhost:4222"));
    }
}
