//! Bringing a directory to the state of a file set. The only code that writes
//! under `generated/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    io::Write,
    path::{Path, PathBuf},
};

use lattice_codegen::{CHECKSUMS, FileSet};
use lattice_event_model::catalog::sha256;

/// Whether differences are mended or only named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what differs, remove what does not belong.
    Write,
    /// Write nothing.
    Check,
}

/// How a file on disk differs from what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is not there.
    Missing,
    /// It is what an earlier run wrote, and its source has changed since.
    Stale,
    /// Its bytes are not what any run wrote.
    HandEdited,
    /// No run writes it.
    Orphaned,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::HandEdited => "hand-edited",
            Self::Orphaned => "orphaned",
        })
    }
}

/// One file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path below the directory, with `/`.
    pub path: String,
    /// How it differs.
    pub kind: Kind,
    /// The bytes on disk, if it is a file.
    pub before: Option<Vec<u8>>,
    /// The bytes that it should have, if it should be there.
    pub after: Option<Vec<u8>>,
}

/// A directory that cannot be brought to the state of a file set.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The operating system said no.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which path.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The directory holds other files than generated ones.
    #[error(
        "`{0}` is not empty and was not made by `gen`: files in it would be removed. Name an empty or a new directory"
    )]
    Foreign(PathBuf),
}

/// Compares a directory with a file set and, in [`Mode::Write`], makes it equal.
///
/// Unchanged files are not touched. Files are written beside their place and
/// renamed, so that a reader never sees half of one. The differences come
/// sorted by path.
///
/// # Errors
///
/// [`SyncError`], if the operating system refuses.
pub fn sync(files: &FileSet, directory: &Path, mode: Mode) -> Result<Vec<Difference>, SyncError> {
    let found = list(directory)?;
    let written = earlier_digests(directory);
    let mut differences = Vec::new();
    for (path, bytes) in files.iter() {
        let before = match found.get(path) {
            Some(Found::File) => Some(read(&directory.join(path))?),
            Some(Found::Other) | None => None,
        };
        if before.as_deref() == Some(bytes) {
            continue;
        }
        let kind = match &before {
            None if found.contains_key(path) => Kind::HandEdited,
            None => Kind::Missing,
            Some(before) if written.get(path) == Some(&sha256(before)) => Kind::Stale,
            Some(_) => Kind::HandEdited,
        };
        differences.push(Difference { path: path.to_owned(), kind, before, after: Some(bytes.to_vec()) });
    }
    for path in found.keys().filter(|path| files.get(path).is_none()) {
        let before = read(&directory.join(path)).ok();
        differences.push(Difference { path: path.clone(), kind: Kind::Orphaned, before, after: None });
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    // The list of digests cannot list itself. It is stale together with another
    // file; alone it differs only if somebody edited it.
    let anything_stale = differences.iter().any(|difference| difference.kind != Kind::HandEdited);
    for difference in differences.iter_mut().filter(|difference| difference.path == CHECKSUMS) {
        if difference.kind == Kind::HandEdited && anything_stale {
            difference.kind = Kind::Stale;
        }
    }
    if mode == Mode::Write {
        write(directory, &differences)?;
    }
    Ok(differences)
}

/// Refuses a directory in which somebody else's files would be removed.
///
/// # Errors
///
/// [`SyncError::Foreign`], if the directory has files and none of them is the
/// list of digests.
pub fn refuse_foreign(directory: &Path) -> Result<(), SyncError> {
    if list(directory)?.is_empty() || directory.join(CHECKSUMS).is_file() {
        return Ok(());
    }
    Err(SyncError::Foreign(directory.to_owned()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    File,
    /// A link or a special file. It is never followed.
    Other,
}

fn list(directory: &Path) -> Result<BTreeMap<String, Found>, SyncError> {
    let mut found = BTreeMap::new();
    let mut open = vec![(directory.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && prefix.is_empty() => continue,
            Err(source) => return Err(SyncError::Io { action: "list", path: folder, source }),
        };
        for entry in entries {
            let error = |source| SyncError::Io { action: "list", path: folder.clone(), source };
            let entry = entry.map_err(error)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(error)?;
            if kind.is_dir() {
                open.push((entry.path(), format!("{path}/")));
            } else {
                found.insert(path, if kind.is_file() { Found::File } else { Found::Other });
            }
        }
    }
    Ok(found)
}

/// The digests that the last run noted, by path.
fn earlier_digests(directory: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(directory.join(CHECKSUMS)).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, path)| (path.to_owned(), digest.to_owned()))
        .collect()
}

fn write(directory: &Path, differences: &[Difference]) -> Result<(), SyncError> {
    // What does not belong goes first: a file may stand where a folder is needed.
    for difference in differences.iter().filter(|difference| difference.after.is_none()) {
        let path = directory.join(&difference.path);
        std::fs::remove_file(&path).map_err(|source| SyncError::Io { action: "remove", path, source })?;
    }
    remove_empty_folders(directory, differences)?;
    for difference in differences {
        if let Some(bytes) = &difference.after {
            // An empty folder may stand where a file belongs.
            let _ = std::fs::remove_dir(directory.join(&difference.path));
            write_file(&directory.join(&difference.path), bytes)?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SyncError> {
    let error = |action| move |source| SyncError::Io { action, path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(error("create the folder of"))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(error("write"))?;
    file.write_all(bytes).map_err(error("write"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let readable = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(readable).map_err(error("set the permissions of"))?;
    }
    file.persist(path).map_err(|failure| error("write")(failure.error))?;
    Ok(())
}

fn remove_empty_folders(directory: &Path, differences: &[Difference]) -> Result<(), SyncError> {
    let folders: BTreeSet<PathBuf> = differences
        .iter()
        .filter(|difference| difference.after.is_none())
        .flat_map(|difference| {
            Path::new(&difference.path).ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>()
        })
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    // The longest paths first, so that a folder is empty when its turn comes.
    for folder in folders.into_iter().rev() {
        let path = directory.join(folder);
        match std::fs::remove_dir(&path) {
            Ok(()) => {}
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::DirectoryNotEmpty | std::io::ErrorKind::NotFound
                ) => {}
            Err(source) => return Err(SyncError::Io { action: "remove", path, source }),
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, SyncError> {
    std::fs::read(path).map_err(|source| SyncError::Io { action: "read", path: path.to_owned(), source })
}
