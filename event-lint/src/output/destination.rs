//! Where an output goes: standard output, or a file.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Links that may stand one behind another, as the kernel has it.
const MOST_LINKS: usize = 40;

/// Standard output, or a file.
#[derive(Debug)]
pub(super) enum Destination {
    /// Colours are taken away where nobody sees them.
    StandardOutput,
    /// An ordinary file, at the end of all links. Nothing in it is touched before
    /// there is something to write.
    File(PathBuf),
    /// A device, a pipe, or whatever a process has open. It cannot be replaced,
    /// and it stays open, since a reader of a pipe takes its closing for the end.
    InPlace(File),
}

impl Destination {
    /// Standard output, or the file. A path that cannot be written is told at
    /// once, and not after an hour.
    pub(super) fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = file else { return Ok(Self::StandardOutput) };
        Self::at(path).with_context(|| format!("failed to open `{}` for writing", path.display()))
    }

    fn at(path: &Path) -> io::Result<Self> {
        let Some(target) = ordinary_file(path)? else {
            return Ok(Self::InPlace(File::options().append(true).open(path)?));
        };
        append(&target)?;
        Ok(Self::File(target))
    }

    /// Whether whoever reads may like colours.
    pub(super) fn is_standard_output(&self) -> bool {
        matches!(self, Self::StandardOutput)
    }

    /// Whether a document can be replaced by a later one.
    pub(super) fn can_be_replaced(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// For formats that are one document: learns at once whether a file can be
    /// replaced, which takes another file beside it.
    pub(super) fn for_documents(self) -> anyhow::Result<Self> {
        if let Self::File(path) = &self {
            let partial = partial(path);
            File::create(&partial)
                .and_then(|_| fs::remove_file(&partial))
                .with_context(|| format!("failed to create `{}`", partial.display()))?;
        }
        Ok(self)
    }

    /// A writer for formats that write as they go. A file is emptied when the
    /// first bytes are written.
    pub(super) fn stream(self) -> anyhow::Result<Box<dyn Write>> {
        Ok(match self {
            Self::StandardOutput => Box::new(anstream::AutoStream::auto(io::stdout())),
            Self::File(path) => {
                let file = append(&path).with_context(|| format!("failed to open `{}`", path.display()))?;
                Box::new(BufWriter::new(Emptied { file, is_emptied: false }))
            }
            Self::InPlace(file) => Box::new(BufWriter::new(file)),
        })
    }

    /// Writes a whole document. A file is replaced in one step, so that nobody
    /// ever reads half a report.
    pub(super) fn document(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::StandardOutput => {
                let mut writer = io::stdout().lock();
                write(&mut writer)?;
                writer.flush()
            }
            Self::InPlace(file) => {
                let mut writer = BufWriter::new(file);
                write(&mut writer)?;
                writer.flush()
            }
            Self::File(path) => {
                let partial = partial(path);
                let replaced = (|| {
                    let mut writer = BufWriter::new(File::create(&partial)?);
                    write(&mut writer)?;
                    writer.flush()?;
                    drop(writer);
                    fs::rename(&partial, path)
                })();
                if replaced.is_err() {
                    // What cannot be removed either is not worth a second error.
                    let _ = fs::remove_file(&partial);
                }
                replaced
            }
        }
    }
}

/// An ordinary file that is written at the end, in one step. Before that it need
/// not be there, and is not made.
#[derive(Debug)]
pub(crate) struct Replaceable(Destination);

impl Replaceable {
    /// A path that cannot be written is told at once.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let target = ordinary_file(path)
            .with_context(|| format!("failed to open `{}` for writing", path.display()))?
            .with_context(|| format!("`{}` is no file that can be replaced", path.display()))?;
        Ok(Self(Destination::File(target).for_documents()?))
    }

    /// Writes the file as a whole.
    pub(crate) fn replace(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.0.document(write)
    }
}

/// A file that loses what it had when something is written to it.
struct Emptied {
    file: File,
    is_emptied: bool,
}

impl Write for Emptied {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_emptied {
            self.file.set_len(0)?;
            self.is_emptied = true;
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Opens a file that may be there already, and leaves what is in it.
fn append(path: &Path) -> io::Result<File> {
    File::options().append(true).create(true).open(path)
}

/// The file that is written before it takes the place of another one.
fn partial(path: &Path) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.partial", std::process::id()));
    path.with_file_name(name)
}

/// The ordinary file that a path leads to, whether it is there already or not;
/// `None` where it leads to something else, or through something that belongs
/// to a process: what is behind `/dev/stdout` must not be replaced, even where
/// it is a file.
fn ordinary_file(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if belongs_to_the_system(&std::path::absolute(&path)?) {
            return Ok(None);
        }
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                // A link is read from the folder in which it stands.
                path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
            }
            Ok(metadata) if metadata.is_file() => return Ok(Some(path)),
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(path)),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "too many links one behind another"))
}

/// Shared memory is a folder like others, though it stands among devices.
fn belongs_to_the_system(path: &Path) -> bool {
    path.starts_with("/proc") || path.starts_with("/dev") && !path.starts_with("/dev/shm")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{
        io::Read,
        os::unix::fs::{FileTypeExt, symlink},
    };

    use super::*;

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    fn put(path: &Path, text: &str) {
        File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_link_stays_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("link"), folder.path().join("there/target"));
        fs::create_dir(folder.path().join("there")).unwrap();
        symlink("there/target", &link).unwrap();
        for round in ["of a file that is not there yet", "of a file that is there"] {
            let destination = Destination::open(Some(&link)).unwrap().for_documents().unwrap();
            destination.document(|writer| writer.write_all(round.as_bytes())).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(text(&target), round);
        }
        assert_eq!(names(&folder.path().join("there")), ["target"]);
    }

    #[test]
    fn nothing_is_touched_before_there_is_something_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        put(&path, "what an earlier run wrote");
        let documents = Destination::open(Some(&path)).unwrap().for_documents().unwrap();
        let mut stream = Destination::open(Some(&path)).unwrap().stream().unwrap();
        assert_eq!(text(&path), "what an earlier run wrote");
        assert_eq!(names(folder.path()), ["x"]);
        stream.write_all(b"a line").unwrap();
        stream.flush().unwrap();
        stream.write_all(b", a line").unwrap();
        stream.flush().unwrap();
        assert_eq!(text(&path), "a line, a line");
        documents.document(|writer| writer.write_all(b"whole")).unwrap();
        assert_eq!(text(&path), "whole");
    }

    #[test]
    fn a_document_that_fails_leaves_the_former_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        put(&path, "former");
        let destination = Destination::open(Some(&path)).unwrap().for_documents().unwrap();
        let failed = destination.document(|writer| {
            writer.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!((text(&path).as_str(), names(folder.path())), ("former", vec!["x".to_owned()]));
    }

    #[test]
    fn a_pipe_is_written_in_place_and_stays_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || {
                let mut text = String::new();
                File::open(path).unwrap().read_to_string(&mut text).unwrap();
                text
            }
        });
        let destination = Destination::open(Some(&path)).unwrap().for_documents().unwrap();
        assert!(!destination.can_be_replaced());
        destination.document(|writer| writer.write_all(b"report")).unwrap();
        drop(destination);
        assert_eq!(reader.join().unwrap(), "report");
        assert!(fs::symlink_metadata(&path).unwrap().file_type().is_fifo());
    }

    #[test]
    fn devices_are_no_files_and_shared_memory_has_some() {
        for (path, belongs) in [
            ("/dev/stdout", true),
            ("/proc/self/fd/1", true),
            ("/dev/shm/report.json", false),
            ("/developers/report.json", false),
        ] {
            assert_eq!(belongs_to_the_system(Path::new(path)), belongs, "{path}");
        }
    }

    #[test]
    fn links_in_a_circle_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        symlink("x", &path).unwrap();
        let error = Destination::open(Some(&path)).unwrap_err();
        assert!(format!("{error:#}").contains(&format!("`{}`", path.display())), "{error:#}");
    }
}
