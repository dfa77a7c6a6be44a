//! The formats for machines that show findings: SARIF, JUnit and GitHub Actions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "formats/github.rs"]
mod github;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/junit.rs"]
mod junit;
#[path = "formats/run.rs"]
mod run;
#[path = "formats/sarif.rs"]
mod sarif;
#[path = "formats/settings.rs"]
mod settings;

use std::fs;

use run::{cases, event_lint};

#[test]
fn several_formats_in_one_run_tell_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (sarif, junit, json, jsonl) = (file("a.sarif"), file("b.xml"), file("c.json"), file("d.jsonl"));
    let run = event_lint(
        &cases(),
        &[
            "check",
            "faults.ndjson",
            "--format",
            "sarif",
            "--output",
            &sarif,
            "--format",
            "junit",
            "--output",
            &junit,
            "--format",
            "json",
            "--output",
            &json,
            "--format",
            "github",
            "--format",
            "jsonl",
            "--output",
            &jsonl,
        ],
        b"",
    );
    assert_eq!(run.code, Some(1));
    let log: serde_json::Value = serde_json::from_slice(&fs::read(sarif).unwrap()).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let rules = |list: &[serde_json::Value], name: &str| -> Vec<String> {
        list.iter().map(|item| item[name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(results, "ruleId"), rules(findings, "rule"));
    let junit = fs::read_to_string(junit).unwrap();
    for rule in rules(findings, "rule") {
        assert!(junit.contains(&format!("[{rule}]: ")), "{rule}");
        assert!(run.stdout.contains(&format!("title={rule},")), "{rule}");
    }
    assert_eq!(fs::read_to_string(jsonl).unwrap().lines().count(), findings.len() + 1);
    // Every format but the last one that was written left no other file behind.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[cfg(unix)]
#[test]
fn names_of_files_do_not_move_the_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[2J\u{9b}2J.ndjson";
    fs::copy(cases().join("faults.ndjson"), folder.path().join(name)).unwrap();
    let missing = "no\u{1b}[2Jfile";
    let run = event_lint(folder.path(), &["check", name, missing, "--color", "always"], b"");
    assert!(run.stdout.contains("a\\u{1b}[2J\\u{9b}2J.ndjson:1:466"), "{}", run.stdout);
    assert!(run.stdout.contains("incomplete, because `no\\u{1b}[2Jfile` cannot be read"), "{}", run.stdout);
    assert!(!run.stdout.contains("\u{1b}[2J") && !run.stdout.contains('\u{9b}'));
}
