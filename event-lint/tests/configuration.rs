//! Configurations, ignores, baselines, and the commands that show rules.
//!
//! Each file in `tests/configuration/` is a list of cases: files in a folder,
//! and runs of the program in it, one after the other. A run says the exit code,
//! texts that stand in its outputs, texts that are absent from both, and texts
//! that files hold afterwards (`null`: there is no such file). The recording
//! `lattice.ndjson` is in every folder: a field that nobody knows in two
//! lattices, and a time that is none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "configuration/hostile.rs"]
mod hostile;
#[path = "formats/run.rs"]
mod run;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use run::event_lint;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    folder: PathBuf,
    runs: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    arguments: Vec<String>,
    code: i32,
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    stderr: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    files: BTreeMap<PathBuf, Option<String>>,
}

fn own() -> PathBuf {
    run::cases().with_file_name("configuration")
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

/// A folder with the recording in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("lattice.ndjson"), &fs::read(own().join("lattice.ndjson")).unwrap());
    folder
}

#[test]
fn every_case_comes_out_as_it_says() {
    let mut count = 0;
    let mut failures = Vec::new();
    for entry in fs::read_dir(own()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let cases: Vec<Case> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for case in cases {
            count += 1;
            failures.extend(case.failures().into_iter().map(|failure| format!("{}: {failure}", case.name)));
        }
    }
    assert!(count > 30, "{count} cases");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

impl Case {
    fn failures(&self) -> Vec<String> {
        let folder = folder();
        for (name, text) in &self.files {
            put(&folder.path().join(name), text.as_bytes());
        }
        let mut failures = Vec::new();
        for expected in &self.runs {
            let arguments: Vec<&str> = expected.arguments.iter().map(String::as_str).collect();
            let run = event_lint(&folder.path().join(&self.folder), &arguments, b"");
            let mut wrong = Vec::new();
            if run.code != Some(expected.code) {
                wrong.push(format!("the exit code is {:?}, not {}", run.code, expected.code));
            }
            for (parts, name, text) in
                [(&expected.stdout, "stdout", &run.stdout), (&expected.stderr, "stderr", &run.stderr)]
            {
                let lacking = parts.iter().filter(|part| !text.contains(*part));
                wrong.extend(lacking.map(|part| format!("{name} lacks {part:?}")));
            }
            let present = |part: &&String| run.stdout.contains(*part) || run.stderr.contains(*part);
            wrong.extend(expected.absent.iter().filter(present).map(|part| format!("{part:?} is told")));
            for (name, part) in &expected.files {
                let text = fs::read_to_string(folder.path().join(name)).ok();
                let is_right = match (part, &text) {
                    (Some(part), Some(text)) => text.contains(part),
                    (None, None) => true,
                    _ => false,
                };
                if !is_right {
                    wrong.push(format!("{} is {text:?}", name.display()));
                }
            }
            if !wrong.is_empty() {
                let command = expected.arguments.join(" ");
                failures.push(format!("{command}\n{}\n{}{}", wrong.join("\n"), run.stdout, run.stderr));
            }
        }
        failures
    }
}

#[test]
fn the_example_of_the_documentation_does_what_it_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let page = fs::read_to_string(page).unwrap();
    let block = |start: &str| page.split_once(start).unwrap().1.split_once("\n```").unwrap().0;
    let folder = folder();
    put(&folder.path().join("event-lint.toml"), block("```toml\n").as_bytes());
    let run = event_lint(folder.path(), &["check", "lattice.ndjson"], b"");
    assert_eq!(run.code, Some(1));
    let told = block("```text\n").lines().take(3).collect::<Vec<_>>().join("\n");
    assert!(run.stdout.contains(&told), "{told}\n{}", run.stdout);
    let rules = event_lint(folder.path(), &["rules", "unknown-f*"], b"");
    assert!(page.contains(rules.stdout.trim()), "{}", rules.stdout);
}

#[test]
fn a_baseline_leaves_no_other_file_and_holds_no_value() {
    let folder = folder();
    let arguments = ["check", "lattice.ndjson", "--baseline", "known.json", "--update-baseline"];
    assert_eq!(event_lint(folder.path(), &arguments, b"").code, Some(0));
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["known.json", "lattice.ndjson"]);
    let text = fs::read_to_string(folder.path().join("known.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    for entry in file["findings"].as_array().unwrap() {
        let keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["rule", "type", "pointer", "count"]);
    }
    assert!(!text.contains("yesterday") && !text.contains("0195a0b1"), "{text}");
}
