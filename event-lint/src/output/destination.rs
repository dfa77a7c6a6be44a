//! Where an output goes: standard output, or a file.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Standard output, or a file.
#[derive(Debug, Clone)]
pub(super) enum Destination {
    /// Colours are taken away where nobody sees them.
    StandardOutput,
    /// A file. It is created when the run begins, so that a path that cannot be
    /// written is told at once, and not after an hour.
    File(PathBuf),
}

impl Destination {
    /// Standard output, or the file, emptied.
    pub(super) fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = file else { return Ok(Self::StandardOutput) };
        File::create(path).with_context(|| format!("failed to create `{}`", path.display()))?;
        Ok(Self::File(path.to_owned()))
    }

    /// Whether whoever reads may like colours.
    pub(super) fn is_standard_output(&self) -> bool {
        matches!(self, Self::StandardOutput)
    }

    /// A writer for formats that write as they go.
    pub(super) fn stream(&self) -> io::Result<Box<dyn Write>> {
        Ok(match self {
            Self::StandardOutput => Box::new(anstream::AutoStream::auto(io::stdout())),
            Self::File(path) => Box::new(BufWriter::new(File::create(path)?)),
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
            // A device or a pipe cannot be replaced, only written to.
            Self::File(path) if !path.is_file() => {
                let mut writer = BufWriter::new(File::options().write(true).open(path)?);
                write(&mut writer)?;
                writer.flush()
            }
            Self::File(path) => {
                let mut name = path.file_name().unwrap_or_default().to_owned();
                name.push(format!(".{}.partial", std::process::id()));
                let partial = path.with_file_name(name);
                let mut writer = BufWriter::new(File::create(&partial)?);
                write(&mut writer)?;
                writer.flush()?;
                drop(writer);
                std::fs::rename(&partial, path)
            }
        }
    }
}
