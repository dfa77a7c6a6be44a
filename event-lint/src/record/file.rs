//! The files of a recording.

use std::{
    collections::VecDeque,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use lattice_event_model::Message;

/// A recording that is being written, a line a message.
///
/// The first file has the name that was asked for; where files are rotated, the
/// next ones have a number before the extension: `lattice.ndjson`,
/// `lattice.2.ndjson`, `lattice.3.ndjson`.
pub(super) struct Recording {
    path: PathBuf,
    writer: BufWriter<Box<dyn Write>>,
    rotate: Option<u64>,
    keep: Option<usize>,
    kept: VecDeque<PathBuf>,
    number: u64,
    bytes: u64,
    messages: u64,
}

impl Recording {
    /// Creates the first file; `-` is standard output.
    pub(super) fn create(path: &Path, rotate: Option<u64>, keep: Option<usize>) -> anyhow::Result<Self> {
        let is_standard_output = path.as_os_str() == "-";
        if is_standard_output && rotate.is_some() {
            bail!("standard output cannot be rotated: name a file with --output");
        }
        let writer: Box<dyn Write> =
            if is_standard_output { Box::new(std::io::stdout()) } else { Box::new(create(path)?) };
        Ok(Self {
            path: path.to_owned(),
            writer: BufWriter::with_capacity(64 * 1024, writer),
            rotate,
            keep,
            kept: VecDeque::from([path.to_owned()]),
            number: 1,
            bytes: 0,
            messages: 0,
        })
    }

    /// Writes a message. No file is larger than what was asked for, unless one
    /// message alone is.
    pub(super) fn write(&mut self, message: &Message) -> anyhow::Result<()> {
        let line = message.to_recording_line();
        let length = line.len() as u64 + 1;
        if self.bytes > 0 && self.rotate.is_some_and(|most| self.bytes + length > most) {
            self.begin_next()?;
        }
        writeln!(self.writer, "{line}").with_context(|| self.failed())?;
        self.bytes += length;
        self.messages += 1;
        Ok(())
    }

    /// Hands everything to the operating system.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        self.writer.flush().with_context(|| self.failed())
    }

    /// Ends the recording. How many messages it has.
    pub(super) fn finish(mut self) -> anyhow::Result<u64> {
        self.flush()?;
        Ok(self.messages)
    }

    fn begin_next(&mut self) -> anyhow::Result<()> {
        self.flush()?;
        self.number += 1;
        let path = numbered(&self.path, self.number);
        self.writer = BufWriter::with_capacity(64 * 1024, Box::new(create(&path)?));
        self.bytes = 0;
        self.kept.push_back(path);
        while self.keep.is_some_and(|keep| self.kept.len() > keep) {
            let Some(oldest) = self.kept.pop_front() else { break };
            std::fs::remove_file(&oldest)
                .with_context(|| format!("failed to remove `{}`", oldest.display()))?;
        }
        Ok(())
    }

    fn failed(&self) -> String {
        let path = self.kept.back().unwrap_or(&self.path);
        format!("failed to write the recording `{}`", path.display())
    }
}

fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| format!("failed to create `{}`", path.display()))
}

/// The name of the nth file.
fn numbered(path: &Path, number: u64) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!(".{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use lattice_event_model::Message;

    use super::{Recording, numbered};

    #[test]
    fn files_are_numbered_before_their_extension() {
        assert_eq!(numbered(Path::new("a/lattice.ndjson"), 2), Path::new("a/lattice.2.ndjson"));
        assert_eq!(numbered(Path::new("lattice"), 3), Path::new("lattice.3"));
    }

    #[test]
    fn files_are_rotated_and_old_ones_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.ndjson");
        let mut recording = Recording::create(&path, Some(200), Some(3)).unwrap();
        for number in 0..20 {
            recording.write(&Message::from_payload(format!("{number:40}"))).unwrap();
        }
        assert_eq!(recording.finish().unwrap(), 20);
        let mut files: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert_eq!(files.len(), 3, "{files:?}");
        assert!(!path.exists(), "the oldest file is still there");
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            assert!(text.len() <= 200 && text.ends_with('\n'));
            text.lines().for_each(|line| drop(Message::from_recording_line(line).unwrap()));
        }
    }
}
