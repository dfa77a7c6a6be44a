//! Saying that a run is ready, so that whoever started it can go on.

use std::{
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Removes what an earlier run left: nobody shall take it for this one.
///
/// # Errors
///
/// If the file is there and cannot be removed.
pub(crate) fn clear(file: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = file.filter(|path| is_file(path)) else { return Ok(()) };
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("failed to remove `{}` of an earlier run", path.display()))
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error, and writes it to a file. The file is whole
/// as soon as it is there.
pub(crate) fn tell(text: &str, file: Option<&Path>, quiet: bool) -> anyhow::Result<()> {
    if !quiet {
        crate::tell::tell(format_args!("event-lint: {text}"));
    }
    if let Some(path) = file {
        write(path, &format!("{text}\n")).with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a file that the user named for this purpose")]
fn write(path: &Path, text: &str) -> io::Result<()> {
    // A pipe or a terminal cannot be replaced, only written to.
    if path.exists() && !is_file(path) {
        return std::fs::write(path, text);
    }
    let beside = beside(path);
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path).inspect_err(|_| {
        // The error that is told is the first one.
        let _ = std::fs::remove_file(&beside);
    })
}

/// A name in the same folder that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{clear, tell};

    #[test]
    fn a_file_of_an_earlier_run_goes_and_a_new_one_comes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ready");
        clear(Some(&path)).unwrap();
        tell("first", Some(&path), true).unwrap();
        tell("second", Some(&path), true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        clear(Some(&path)).unwrap();
        assert!(!path.exists());
        assert!(tell("x", Some(&folder.path().join("no folder/ready")), true).is_err());
    }
}
