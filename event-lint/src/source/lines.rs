//! Lines of bounded length from a stream of unbounded length.

use std::io::{BufRead, ErrorKind, Result};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, without the line feed. A carriage return stays: it is white
    /// space in JSON, and offsets remain right.
    Whole(Vec<u8>),
    /// It is longer than the cap; its length in bytes.
    TooLong(u64),
}

/// Reads a stream line by line. Never holds more than one line of `cap` bytes.
pub(super) struct Lines<R> {
    reader: R,
    cap: usize,
    number: u64,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, cap: usize) -> Self {
        Self { reader, cap, number: 0, offset: 0 }
    }

    /// How many bytes were read.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next line with its number (from 1) and the offset of its first byte.
    pub(super) fn next(&mut self) -> Result<Option<(u64, u64, Line)>> {
        let start = self.offset;
        let mut kept = Vec::new();
        let mut length: u64 = 0;
        let mut ended = false;
        while !ended {
            let buffer = match self.reader.fill_buf() {
                Ok([]) => break,
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (part, used) = match memchr::memchr(b'\n', buffer) {
                Some(end) => {
                    ended = true;
                    (&buffer[..end], end + 1)
                }
                None => (buffer, buffer.len()),
            };
            length += part.len() as u64;
            if length <= self.cap as u64 {
                kept.extend_from_slice(part);
            } else {
                kept = Vec::new();
            }
            self.offset += used as u64;
            self.reader.consume(used);
        }
        if !ended && length == 0 {
            return Ok(None);
        }
        self.number += 1;
        let line = if length > self.cap as u64 { Line::TooLong(length) } else { Line::Whole(kept) };
        Ok(Some((self.number, start, line)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Line, Lines};

    fn read(text: &str, cap: usize) -> Vec<(u64, u64, Line)> {
        // A tiny buffer, so that lines span several reads.
        let mut lines = Lines::new(BufReader::with_capacity(3, text.as_bytes()), cap);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn lines_have_numbers_and_offsets() {
        assert_eq!(
            read("one\r\n\nthree", 10),
            [(1, 0, whole("one\r")), (2, 5, whole("")), (3, 6, whole("three"))]
        );
    }

    #[test]
    fn a_line_over_the_cap_is_measured_and_skipped() {
        assert_eq!(
            read("12345\n123456\n1\n", 5),
            [(1, 0, whole("12345")), (2, 6, Line::TooLong(6)), (3, 13, whole("1"))]
        );
    }

    #[test]
    fn an_empty_stream_has_no_line() {
        assert_eq!(read("", 5), []);
    }
}
