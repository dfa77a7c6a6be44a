//! Files and standard input: recordings, events, batches, Markdown.

use std::{
    fs::File,
    io::{self, BufRead, Read},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
};

use lattice_linter::{Input, input};
use serde::de::IgnoredAny;

use super::{
    Item,
    lines::{Line, Lines},
    read_ahead::{ReadAhead, was_stopped},
};

/// After how many bytes the progress is told.
const PROGRESS: u64 = 256 * 1024;

/// What files are called on the command line when standard input is meant.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Reads one file and hands over its messages.
///
/// `progress` is told how many bytes were read since the last time. If
/// `stop_is_wanted` says so, nothing more is handed over.
pub(crate) fn read(
    path: &str,
    cap: usize,
    stop_is_wanted: impl Fn() -> bool,
    progress: impl FnMut(u64),
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) {
    let stdin = path == STANDARD_INPUT;
    let name = if stdin { "<stdin>" } else { path };
    let result = if stdin {
        read_stream(io::stdin(), name, cap, stop_is_wanted, progress, sink)
    } else {
        open(path).and_then(|file| read_stream(file, name, cap, stop_is_wanted, progress, sink))
    };
    match result {
        Err(error) if !was_stopped(&error) => {
            let _ = sink(Item::Unreadable { file: name.to_owned(), error });
        }
        _ => {}
    }
}

fn open(path: &str) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory: name the files in it"));
    }
    Ok(file)
}

fn read_stream(
    stream: impl Read + Send + 'static,
    name: &str,
    cap: usize,
    stop_is_wanted: impl Fn() -> bool,
    progress: impl FnMut(u64),
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> io::Result<()> {
    let lines = Lines::new(ReadAhead::new(stream, stop_is_wanted), cap);
    let mut reading = Reading { name: name.into(), cap, lines, told: 0, progress, sink };
    let is_markdown = Path::new(name).extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("mdx")
    });
    if is_markdown { reading.markdown() } else { reading.json() }
}

struct Reading<'a, R, P> {
    name: Arc<str>,
    cap: usize,
    lines: Lines<R>,
    /// How many bytes the progress was told.
    told: u64,
    progress: P,
    sink: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
}

/// What the first line says about the rest.
enum Layout {
    /// One event or one message of a recording a line.
    Lines,
    /// One JSON text over many lines.
    Document,
}

impl<R: BufRead, P: FnMut(u64)> Reading<'_, R, P> {
    /// NDJSON and recordings are read line by line. A text that spans lines, such
    /// as a batch or one event for people, is read whole, up to the cap.
    fn json(&mut self) -> io::Result<()> {
        // Blank lines before the text are kept, so that places in it are right.
        let mut blank = Vec::new();
        while let Some((number, offset, line)) = self.next()? {
            let layout = match &line {
                Line::Whole(text) if is_blank(text) => {
                    if blank.len() + text.len() < self.cap {
                        blank.extend_from_slice(text);
                        blank.push(b'\n');
                    }
                    continue;
                }
                Line::Whole(text) if blank.len() as u64 == offset => layout(text),
                Line::Whole(_) | Line::TooLong(_) => Layout::Lines,
            };
            let flow = match (layout, line) {
                (Layout::Document, Line::Whole(text)) => return self.document(number, offset, blank, text),
                (_, line) => self.line(number, offset, line),
            };
            return if flow.is_break() { Ok(()) } else { self.rest() };
        }
        Ok(())
    }

    fn next(&mut self) -> io::Result<Option<(u64, u64, Line)>> {
        let line = self.lines.next()?;
        if self.lines.offset() - self.told >= PROGRESS {
            (self.progress)(self.lines.offset() - self.told);
            self.told = self.lines.offset();
        }
        Ok(line)
    }

    fn rest(&mut self) -> io::Result<()> {
        while let Some((number, offset, line)) = self.next()? {
            if self.line(number, offset, line).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn line(&mut self, number: u64, offset: u64, line: Line) -> ControlFlow<()> {
        match line {
            Line::Whole(text) if is_blank(&text) => ControlFlow::Continue(()),
            Line::Whole(text) => {
                self.inputs([input::from_line(Arc::clone(&self.name), number, offset, text)])
            }
            Line::TooLong(length) => self.inputs([Input::too_long(
                Arc::clone(&self.name),
                number,
                offset,
                length,
                self.cap as u64,
            )]),
        }
    }

    /// Goes on reading after a first line that is the beginning of a JSON text.
    fn document(&mut self, number: u64, offset: u64, blank: Vec<u8>, first: Vec<u8>) -> io::Result<()> {
        let is_object = first.trim_ascii_start().starts_with(b"{");
        let mut text = blank;
        text.extend_from_slice(&first);
        let mut second = true;
        while let Some((next_number, next_offset, line)) = self.next()? {
            match line {
                // A cut first line of NDJSON looks like the beginning of a longer
                // text, until a whole event follows.
                Line::Whole(next) if second && is_object && next.starts_with(b"{") && is_json(&next) => {
                    let flow = self.line(number, offset, Line::Whole(first));
                    if flow.is_break() || self.line(next_number, next_offset, Line::Whole(next)).is_break() {
                        return Ok(());
                    }
                    return self.rest();
                }
                Line::Whole(next) if text.len() + next.len() < self.cap => {
                    second &= is_blank(&next);
                    text.push(b'\n');
                    text.extend_from_slice(&next);
                }
                Line::Whole(_) | Line::TooLong(_) => {
                    return self.too_long(number, offset);
                }
            }
        }
        let _ = self.inputs(input::from_document(Arc::clone(&self.name), &text));
        Ok(())
    }

    fn markdown(&mut self) -> io::Result<()> {
        let mut text = Vec::new();
        while let Some((_, _, line)) = self.next()? {
            match line {
                Line::Whole(line) if text.len() + line.len() < self.cap => {
                    text.extend_from_slice(&line);
                    text.push(b'\n');
                }
                Line::Whole(_) | Line::TooLong(_) => return self.too_long(1, 0),
            }
        }
        let _ = self.inputs(input::from_markdown(Arc::clone(&self.name), String::from_utf8_lossy(&text)));
        Ok(())
    }

    /// The document is longer than the cap: measures the rest without keeping it.
    fn too_long(&mut self, line: u64, offset: u64) -> io::Result<()> {
        let mut end = offset;
        while let Some((_, start, rest)) = self.next()? {
            end = start
                + match rest {
                    Line::Whole(bytes) => bytes.len() as u64,
                    Line::TooLong(length) => length,
                };
        }
        let length = (end - offset).max(self.cap as u64 + 1);
        let _ = self.inputs([Input::too_long(Arc::clone(&self.name), line, offset, length, self.cap as u64)]);
        Ok(())
    }

    fn inputs(&mut self, inputs: impl IntoIterator<Item = Input>) -> ControlFlow<()> {
        for input in inputs {
            (self.sink)(Item::Input(input))?;
        }
        ControlFlow::Continue(())
    }
}

fn layout(first: &[u8]) -> Layout {
    let trimmed = first.trim_ascii();
    if trimmed.starts_with(b"[") {
        return Layout::Document;
    }
    let unfinished = serde_json::from_slice::<IgnoredAny>(trimmed).is_err_and(|error| error.is_eof());
    if trimmed.starts_with(b"{") && unfinished { Layout::Document } else { Layout::Lines }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

fn is_blank(text: &[u8]) -> bool {
    text.trim_ascii().is_empty()
}
