//! Files in place of a configuration that are none.

use std::fs;

use super::{folder, put, run::event_lint};

/// Runs `check` with bytes as `event-lint.toml`, which must not be read.
fn refused(bytes: &[u8]) -> String {
    let folder = folder();
    put(&folder.path().join("event-lint.toml"), bytes);
    let run = event_lint(folder.path(), &["check", "lattice.ndjson"], b"");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert!(run.stderr.len() < 2000, "{} bytes", run.stderr.len());
    assert!(!run.stderr.contains('\u{1b}'));
    run.stderr
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(refused(b"profile = \"\xff\"").contains("the configuration `event-lint.toml` is no text"));
    refused(b"\0\x01\x02\x1b[2J");
    refused(&(0..=127).collect::<Vec<u8>>());
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    assert!(refused(&b"#".repeat(10 * 1024 * 1024)).contains("longer than 1 MiB"));
    let deep = |open: &str, close: &str| format!("rules = {}{}", open.repeat(100_000), close.repeat(100_000));
    refused(deep("[", "]").as_bytes());
    refused(deep("{a=", "}").as_bytes());
    refused(format!("[{}]", vec!["a"; 100_000].join(".")).as_bytes());
    let long = format!("{} = 1", "a".repeat(500_000));
    refused(long.as_bytes());
}

#[test]
fn long_globs_are_read_or_refused() {
    let folder = folder();
    for globs in ["{a,b}".repeat(100_000), "*".repeat(100_000), "[a-z]?".repeat(100_000), "{".repeat(100_000)]
    {
        let text = format!("[[scope]]\nrules = {{ unknown-field = 'info' }}\ntypes = ['{globs}']");
        put(&folder.path().join("event-lint.toml"), text.as_bytes());
        let run = event_lint(folder.path(), &["check", "lattice.ndjson"], b"");
        assert!(matches!(run.code, Some(1 | 2)), "{:?}", run.code);
        assert!(run.stderr.len() < 2000, "{} bytes", run.stderr.len());
    }
}

#[test]
fn a_folder_is_no_configuration() {
    let folder = folder();
    fs::create_dir(folder.path().join("event-lint.toml")).unwrap();
    let run = event_lint(folder.path(), &["check", "lattice.ndjson"], b"");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`event-lint.toml`: it is a folder"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_configuration_that_cannot_be_read_is_not_passed_over() {
    let folder = folder();
    std::os::unix::fs::symlink("nowhere.toml", folder.path().join("event-lint.toml")).unwrap();
    let run = event_lint(folder.path(), &["check", "lattice.ndjson"], b"");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("failed to read the configuration `event-lint.toml`"), "{}", run.stderr);
}
