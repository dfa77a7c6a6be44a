//! `cargo xtask new`: what it writes compiles, and fails its test until it is
//! filled in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests write into folders of their own")]

use std::{fs, path::Path, process::Command};

use xtask::{scaffold_event, scaffold_rule, workspace};

/// Copies the sources of the workspace, without what is built.
fn copy_of_the_workspace() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    copy(&workspace::root(), directory.path());
    directory
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if ["target", ".git", "node_modules"].iter().any(|skipped| name == *skipped) {
            continue;
        }
        let target = to.join(name);
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(root)
        // The dependencies are built already.
        .env("CARGO_TARGET_DIR", workspace::root().join("target"))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_new_event_compiles_and_its_test_fails_until_it_is_filled_in() {
    let copy = copy_of_the_workspace();
    let file = scaffold_event(copy.path(), "host", "host_paused").unwrap();
    let list = fs::read_to_string(copy.path().join("schema-src/src/events.rs")).unwrap();
    let lines: Vec<&str> = list.lines().filter(|line| line.contains("::Host")).collect();
    assert!(lines.contains(&"    host_paused::HostPaused,"), "{lines:?}");

    let (passed, text) = cargo(
        copy.path(),
        &["test", "-q", "-p", "lattice-events", "--all-features", "--test", "definitions"],
    );
    assert!(!passed, "the test passes with FILL IN in it");
    assert!(!text.contains("error[E"), "the scaffold does not compile:\n{text}");
    assert!(
        text.contains("FILL IN") && text.contains("host_paused"),
        "the failure does not say what to do:\n{text}"
    );

    // Filled in, it passes.
    let filled = fs::read_to_string(&file)
        .unwrap()
        .replace(
            "FILL IN: what happened, in one sentence. It becomes the summary everywhere.",
            "A host was paused.",
        )
        .replace("FILL IN: ", "Said: ")
        .replacen("FILL IN", "a", 1)
        .replace("FILL IN", "b");
    fs::write(&file, filled).unwrap();
    let (passed, text) = cargo(
        copy.path(),
        &["test", "-q", "-p", "lattice-events", "--all-features", "--test", "definitions"],
    );
    assert!(passed, "{text}");
}

#[test]
fn a_new_rule_compiles_and_its_test_fails_until_it_is_filled_in() {
    let copy = copy_of_the_workspace();
    scaffold_rule(copy.path(), "far-too-late").unwrap();
    let (passed, text) =
        cargo(copy.path(), &["test", "-q", "-p", "lattice-linter", "--all-features", "--test", "examples"]);
    assert!(!passed, "the test passes with FILL IN in it");
    assert!(!text.contains("error[E"), "the scaffold does not compile:\n{text}");
    assert!(text.contains("far-too-late"), "the failure does not name the rule:\n{text}");
}

#[test]
fn names_and_families_are_checked_before_anything_is_written() {
    let root = workspace::root();
    let before = fs::read_to_string(root.join("schema-src/src/events.rs")).unwrap();
    for (family, name) in
        [("host", "Host-Paused"), ("hosts", "host_paused"), ("host", "host_started"), ("host", "../../evil")]
    {
        assert!(scaffold_event(&root, family, name).is_err(), "{family} {name}");
    }
    for name in ["Empty-Id", "empty_id", "unknown-type", ""] {
        assert!(scaffold_rule(&root, name).is_err(), "{name}");
    }
    assert_eq!(fs::read_to_string(root.join("schema-src/src/events.rs")).unwrap(), before);
}
