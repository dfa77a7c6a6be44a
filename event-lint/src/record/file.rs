//! The files of a recording.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use lattice_event_model::Message;

/// Which files a recording has.
///
/// The first one has the name that was asked for; where files are rotated, the
/// next ones have a number before the extension: `lattice.ndjson`,
/// `lattice.2.ndjson`, `lattice.3.ndjson`.
#[derive(Debug, Clone)]
pub(super) struct Files {
    /// The first file; `-` is standard output.
    pub(super) path: PathBuf,
    /// Bytes after which a new file begins.
    pub(super) rotate: Option<u64>,
    /// How many files are kept.
    pub(super) keep: Option<usize>,
    /// Files of an earlier recording may be written over.
    pub(super) force: bool,
}

impl Files {
    /// Checks what can be known before the first message. Changes no file.
    ///
    /// # Errors
    ///
    /// If a file of an earlier recording would be written over, or the folder
    /// takes no file.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.is_standard_output() {
            if self.rotate.is_some() {
                bail!("standard output cannot be rotated: name a file with --output");
            }
            return Ok(());
        }
        if !self.force {
            self.refuse_earlier()?;
        }
        let path = &self.path;
        match path.metadata() {
            Ok(found) if found.is_file() => drop(
                File::options()
                    .append(true)
                    .open(path)
                    .with_context(|| format!("failed to open `{}`", path.display()))?,
            ),
            Ok(found) if found.is_dir() => bail!("`{}` is a folder: name a file in it", path.display()),
            // A pipe is opened when it is needed: opening waits for its reader.
            Ok(_) => {}
            Err(_) => {
                let probe = self.beside(&format!(".{}.tmp", std::process::id()));
                let tried = File::create_new(&probe).and_then(|_| std::fs::remove_file(&probe));
                tried.with_context(|| format!("failed to create `{}`", path.display()))?;
            }
        }
        Ok(())
    }

    fn refuse_earlier(&self) -> anyhow::Result<()> {
        let holds_something =
            self.path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0);
        let earlier = if holds_something { Some(self.path.clone()) } else { self.first_numbered()? };
        match earlier {
            Some(path) => bail!(
                "`{}` is there already: name another file, or write over it with --force",
                path.display()
            ),
            None => Ok(()),
        }
    }

    /// A file that the rotation would come to.
    fn first_numbered(&self) -> anyhow::Result<Option<PathBuf>> {
        if self.rotate.is_none() {
            return Ok(None);
        }
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let failed = || format!("failed to read the folder `{}`", folder.display());
        let mut first = None;
        for entry in std::fs::read_dir(folder).with_context(failed)? {
            let name = entry.with_context(failed)?.file_name();
            let Some(number) = self.number_of(&name.to_string_lossy()) else { continue };
            first = Some(first.map_or(number, |first: u64| first.min(number)));
        }
        Ok(first.map(|number| numbered(&self.path, number)))
    }

    /// The number in the name of a file of this recording, from 2.
    fn number_of(&self, name: &str) -> Option<u64> {
        let stem = self.path.file_stem()?.to_string_lossy();
        let rest = name.strip_prefix(&*stem)?.strip_prefix('.')?;
        let number = match self.path.extension() {
            Some(extension) => rest.strip_suffix(&*extension.to_string_lossy())?.strip_suffix('.')?,
            None => rest,
        };
        let number = number.parse().ok()?;
        // A name such as `lattice.02.ndjson` is never written.
        (number >= 2 && numbered(&self.path, number).file_name()?.to_string_lossy() == name).then_some(number)
    }

    fn is_standard_output(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// A name beside the first file.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        self.path.with_file_name(name)
    }

    fn create_first(&self) -> anyhow::Result<Box<dyn Write>> {
        if self.is_standard_output() {
            return Ok(Box::new(io::stdout()));
        }
        if !self.force {
            // Somebody may have written it since it was checked.
            self.refuse_earlier()?;
        }
        File::create(&self.path)
            .map(|file| Box::new(file) as Box<dyn Write>)
            .with_context(|| format!("failed to create `{}`", self.path.display()))
    }

    fn create_next(&self, path: &Path) -> anyhow::Result<Box<dyn Write>> {
        let created = if self.force { File::create(path) } else { File::create_new(path) };
        created
            .map(|file| Box::new(file) as Box<dyn Write>)
            .with_context(|| format!("failed to create `{}`", path.display()))
    }
}

/// A recording that is being written, a line a message.
pub(super) struct Recording {
    files: Files,
    writer: BufWriter<Box<dyn Write>>,
    kept: VecDeque<PathBuf>,
    number: u64,
    bytes: u64,
    messages: u64,
}

impl Recording {
    /// Creates the first file.
    pub(super) fn create(files: Files) -> anyhow::Result<Self> {
        let writer = files.create_first()?;
        Ok(Self {
            writer: BufWriter::with_capacity(64 * 1024, writer),
            kept: VecDeque::from([files.path.clone()]),
            files,
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
        if self.bytes > 0 && self.files.rotate.is_some_and(|most| self.bytes + length > most) {
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
        let path = numbered(&self.files.path, self.number);
        self.writer = BufWriter::with_capacity(64 * 1024, self.files.create_next(&path)?);
        self.bytes = 0;
        self.kept.push_back(path);
        while self.files.keep.is_some_and(|keep| self.kept.len() > keep) {
            let Some(oldest) = self.kept.pop_front() else { break };
            std::fs::remove_file(&oldest)
                .with_context(|| format!("failed to remove `{}`", oldest.display()))?;
        }
        Ok(())
    }

    fn failed(&self) -> String {
        let path = self.kept.back().unwrap_or(&self.files.path);
        format!("failed to write the recording `{}`", path.display())
    }
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
    use std::{fs, path::Path};

    use lattice_event_model::Message;

    use super::{Files, Recording, numbered};

    fn files(path: &Path, rotate: Option<u64>) -> Files {
        Files { path: path.to_owned(), rotate, keep: Some(3), force: false }
    }

    #[test]
    fn files_are_numbered_before_their_extension() {
        assert_eq!(numbered(Path::new("a/lattice.ndjson"), 2), Path::new("a/lattice.2.ndjson"));
        assert_eq!(numbered(Path::new("lattice"), 3), Path::new("lattice.3"));
    }

    #[test]
    fn files_are_rotated_and_old_ones_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.ndjson");
        let mut recording = Recording::create(files(&path, Some(200))).unwrap();
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

    #[test]
    #[expect(clippy::disallowed_methods, reason = "files of a test, in a folder that goes away")]
    fn an_earlier_recording_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.ndjson");
        for (name, text, rotate, refused) in [
            ("x.ndjson", "", None, false),
            ("x.ndjson", "{}", None, true),
            ("x.2.ndjson", "{}", None, false),
            ("x.2.ndjson", "", Some(200), true),
            ("x.17.ndjson", "{}", Some(200), true),
            ("x.02.ndjson", "{}", Some(200), false),
            ("x.1.ndjson", "{}", Some(200), false),
            ("xy.2.ndjson", "{}", Some(200), false),
        ] {
            let found = folder.path().join(name);
            fs::write(&found, text).unwrap();
            let checked = files(&path, rotate).check();
            assert_eq!(checked.is_err(), refused, "{name} {rotate:?}");
            if let Err(error) = checked {
                assert!(error.to_string().contains(name), "{error}");
                Files { force: true, ..files(&path, rotate) }.check().unwrap();
            }
            assert_eq!(fs::read_to_string(&found).unwrap(), text);
            fs::remove_file(&found).unwrap();
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
        }
    }

    #[test]
    fn a_place_that_takes_no_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(files(&folder.path().join("none/x.ndjson"), None).check().is_err());
        assert!(files(folder.path(), None).check().is_err());
        assert!(files(Path::new("-"), Some(200)).check().is_err());
        files(Path::new("-"), None).check().unwrap();
    }
}
