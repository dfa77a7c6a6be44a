//! Packages are verified in a copy, so that nothing is ever built in `generated/`.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// Lists what was copied, within the copy.
const COPIED: &str = ".copied";

/// Makes `copy` hold the files of `source`. Files that are the same are not
/// touched, so that builds can go on where they were. Files that were copied
/// before and are no more are removed; what was built stays.
pub(super) fn mirror(source: &Path, copy: &Path) -> anyhow::Result<()> {
    let mut files = BTreeSet::new();
    list(source, Path::new(""), &mut files)?;
    let earlier = std::fs::read_to_string(copy.join(COPIED)).unwrap_or_default();
    for path in earlier.lines().map(Path::new).filter(|path| !files.contains(*path)) {
        // It may be gone already.
        let _ = std::fs::remove_file(copy.join(path));
    }
    for path in &files {
        let from = source.join(path);
        let to = copy.join(path);
        let bytes = std::fs::read(&from).with_context(|| format!("failed to read {}", from.display()))?;
        if std::fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        write(&to, &bytes)?;
    }
    let paths: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    write(&copy.join(COPIED), (paths.join("\n") + "\n").as_bytes())
}

#[expect(clippy::disallowed_methods, reason = "files below target/ that the next run writes again")]
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("failed to create {}", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("failed to write {}", path.display()))
}

fn list(root: &Path, below: &Path, files: &mut BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let folder = root.join(below);
    let entries = std::fs::read_dir(&folder)
        .with_context(|| format!("failed to list {}: run `cargo xtask gen`", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}
