//! What `gen` and `gen --check` do to a directory.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests write into folders of their own")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use lattice_codegen::{CHECKSUMS, FileSet};
use xtask::sync::{Kind, Mode, SyncError, refuse_foreign, sync};

fn files() -> FileSet {
    xtask::files().unwrap()
}

fn written() -> (tempfile::TempDir, FileSet) {
    let directory = tempfile::tempdir().unwrap();
    let files = files();
    sync(&files, directory.path(), Mode::Write).unwrap();
    (directory, files)
}

/// Every file below a directory with its bytes.
fn contents(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![directory.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn check(files: &FileSet, directory: &Path) -> Vec<(String, Kind)> {
    let before = contents(directory);
    let differences = sync(files, directory, Mode::Check).unwrap();
    assert_eq!(contents(directory), before, "a check has written something");
    differences.into_iter().map(|difference| (difference.path, difference.kind)).collect()
}

const VICTIM: &str = "schemas/lattice/v1/host-started/1.0.0.schema.json";

#[test]
fn what_is_written_is_up_to_date_and_comes_back_after_removal() {
    let (directory, files) = written();
    assert_eq!(check(&files, directory.path()), []);
    let before = contents(directory.path());
    fs::remove_dir_all(directory.path()).unwrap();
    sync(&files, directory.path(), Mode::Write).unwrap();
    assert_eq!(contents(directory.path()), before);
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert!(files() == files(), "two runs differ");
}

#[test]
fn a_changed_byte_names_exactly_that_file() {
    let (directory, files) = written();
    // Every kind of file, one after the other.
    for (path, bytes) in files.iter().step_by(7) {
        let mut changed = bytes.to_vec();
        changed[0] ^= 1;
        fs::write(directory.path().join(path), &changed).unwrap();
        assert_eq!(check(&files, directory.path()), [(path.to_owned(), Kind::HandEdited)]);
        fs::write(directory.path().join(path), bytes).unwrap();
    }
}

#[test]
fn an_added_and_a_removed_file_are_named() {
    let (directory, files) = written();
    fs::write(directory.path().join("docs-of-mine.md"), "mine").unwrap();
    fs::create_dir_all(directory.path().join("schemas/mine/deep")).unwrap();
    fs::write(directory.path().join("schemas/mine/deep/x.json"), "{}").unwrap();
    fs::remove_file(directory.path().join(VICTIM)).unwrap();
    assert_eq!(
        check(&files, directory.path()),
        [
            ("docs-of-mine.md".to_owned(), Kind::Orphaned),
            (VICTIM.to_owned(), Kind::Missing),
            ("schemas/mine/deep/x.json".to_owned(), Kind::Orphaned),
        ]
    );
    sync(&files, directory.path(), Mode::Write).unwrap();
    assert_eq!(check(&files, directory.path()), []);
    assert!(!directory.path().join("schemas/mine").exists(), "an empty folder is left");
}

#[test]
fn a_stale_file_is_told_from_a_hand_edited_one() {
    let (directory, files) = written();
    // As if the directory had been written before the schema changed: file and
    // list of digests agree with each other.
    let old = b"{}\n".to_vec();
    fs::write(directory.path().join(VICTIM), &old).unwrap();
    let list = fs::read_to_string(directory.path().join(CHECKSUMS)).unwrap();
    let digest = lattice_event_model::catalog::sha256(files.get(VICTIM).unwrap());
    let list = list.replace(
        &format!("{digest}  {VICTIM}"),
        &format!("{}  {VICTIM}", lattice_event_model::catalog::sha256(&old)),
    );
    fs::write(directory.path().join(CHECKSUMS), list).unwrap();
    assert_eq!(
        check(&files, directory.path()),
        [(CHECKSUMS.to_owned(), Kind::Stale), (VICTIM.to_owned(), Kind::Stale)]
    );
}

#[test]
fn unchanged_files_are_not_touched() {
    let (directory, files) = written();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let victim = directory.path().join(VICTIM);
    fs::File::options().write(true).open(&victim).unwrap().set_modified(long_ago).unwrap();
    fs::write(directory.path().join("catalog.json"), "{}").unwrap();
    let changed = sync(&files, directory.path(), Mode::Write).unwrap();
    assert_eq!(changed.len(), 1);
    assert_eq!(fs::metadata(&victim).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn somebody_elses_directory_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    refuse_foreign(directory.path()).unwrap();
    refuse_foreign(&directory.path().join("new")).unwrap();
    fs::write(directory.path().join("thesis.tex"), "years of work").unwrap();
    assert!(matches!(refuse_foreign(directory.path()), Err(SyncError::Foreign(_))));
    let (own, _) = written();
    refuse_foreign(own.path()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_never_followed() {
    let (directory, files) = written();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "outside").unwrap();
    let victim = directory.path().join(VICTIM);
    fs::remove_file(&victim).unwrap();
    std::os::unix::fs::symlink(outside.path(), &victim).unwrap();
    assert_eq!(check(&files, directory.path()), [(VICTIM.to_owned(), Kind::HandEdited)]);
    sync(&files, directory.path(), Mode::Write).unwrap();
    assert_eq!(fs::read_to_string(outside.path()).unwrap(), "outside");
    assert!(fs::symlink_metadata(&victim).unwrap().is_file());
}

#[cfg(unix)]
#[test]
fn a_folder_in_the_place_of_a_file_is_replaced() {
    let (directory, files) = written();
    let victim = directory.path().join(VICTIM);
    fs::remove_file(&victim).unwrap();
    fs::create_dir(&victim).unwrap();
    fs::write(victim.join("x"), "x").unwrap();
    sync(&files, directory.path(), Mode::Write).unwrap();
    assert_eq!(check(&files, directory.path()), []);
}
