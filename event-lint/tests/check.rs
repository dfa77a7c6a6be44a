//! The program as users run it: what it prints, and how it exits.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "formats/run.rs"]
mod run;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use lattice_event_model::catalog::{Catalog, Directory};
use run::{Run, event_lint as event_lint_in};

fn event_lint(arguments: &[&str]) -> Run {
    event_lint_in(&run::cases(), arguments, b"")
}

fn generated() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated")
}

/// The base address and versions are not what these tests are about.
fn settings() -> insta::Settings {
    let catalog = Catalog::open(Directory::new(generated())).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&regex_escape(&catalog.file().base_address), "[base]");
    settings.add_filter(r"catalogue lattice-events \d+\.\d+\.\d+", "catalogue lattice-events [version]");
    settings.add_filter(r#""(version|catalog)": "(lattice-events )?\d+\.\d+\.\d+""#, r#""$1": "[version]""#);
    settings.add_filter(r"\d+ event types", "[n] event types");
    settings.set_omit_expression(true);
    settings
}

fn regex_escape(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_ascii_alphanumeric() { vec![c] } else { vec!['\\', c] }).collect()
}

#[test]
fn what_people_see() {
    settings().bind(|| {
        insta::glob!("cases/*", |path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            let run = event_lint(&["check", name]);
            let code = run.code.unwrap();
            insta::assert_snapshot!(format!("exit code {code}\n{}{}", run.stdout, run.stderr));
        });
    });
}

#[test]
fn the_json_report_is_as_its_published_schema_says() {
    let schema = fs::read_to_string(generated().join("schemas/report.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let cases: Vec<_> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")).unwrap().collect();
    assert!(cases.len() > 5);
    for case in cases {
        let name = case.unwrap().file_name().into_string().unwrap();
        let run = event_lint(&["check", &name, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn json_report() {
    let run = event_lint(&["check", "faults.ndjson", "--format", "json"]);
    let mut report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    // How many types the catalogue has is not what this test is about.
    let coverage = &mut report["summary"]["coverage"];
    assert_eq!(
        coverage["unseen"].as_array().unwrap().len() as u64,
        coverage["types_known"].as_u64().unwrap() - coverage["types_seen"].as_u64().unwrap()
    );
    coverage["unseen"] = "[names]".into();
    coverage["types_known"] = "[n]".into();
    settings().bind(|| insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap()));
}

#[test]
fn json_lines_are_every_finding_and_then_the_summary() {
    let run = event_lint(&["check", "many-alike.ndjson", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, findings) = lines.split_last().unwrap();
    assert_eq!(findings.len(), 40);
    assert!(findings.iter().all(|finding| finding["rule"] == "unknown-field" && finding["count"] == 1));
    assert_eq!(summary["summary"]["findings"]["warning"], 40);
}

#[test]
fn equal_findings_are_grouped_after_a_cap_and_still_counted() {
    let run = event_lint(&["check", "many-alike.ndjson", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.len() < 20, "{} findings", findings.len());
    let counted: u64 = findings.iter().map(|finding| finding["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, 40);
}

#[test]
fn places_are_those_of_the_file() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/faults.ndjson")).unwrap();
    let run = event_lint(&["check", "faults.ndjson", "--format", "jsonl"]);
    let empty_host_id: serde_json::Value = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .find(|finding| finding["rule"] == "empty-host-id")
        .unwrap();
    let location = &empty_host_id["location"];
    let offset = location["offset"].as_u64().unwrap() as usize;
    let length = location["length"].as_u64().unwrap() as usize;
    assert_eq!(&text[offset..offset + length], r#"\"\""#);
    let line = text.lines().nth(location["line"].as_u64().unwrap() as usize - 1).unwrap();
    let from_column: String =
        line.chars().skip(location["column"].as_u64().unwrap() as usize - 1).take(4).collect();
    assert_eq!(from_column, r#"\"\""#);
}

#[test]
fn severities_can_be_changed_and_decide_the_exit_code() {
    let code = |arguments: &[&str]| event_lint(&[&["check", "many-alike.ndjson"], arguments].concat()).code;
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["--deny", "unknown-field"]), Some(1));
    assert_eq!(code(&["--deny", "warning"]), Some(1));
    assert_eq!(code(&["--deny", "warning", "--allow", "unknown-field"]), Some(0));
    assert_eq!(code(&["--deny", "unknown-field", "--fail-on", "never"]), Some(0));
    let typo = event_lint(&["check", "clean.ndjson", "--deny", "unknown-feild"]);
    assert_eq!(typo.code, Some(2));
    assert!(typo.stderr.contains("did you mean `unknown-field`"), "{}", typo.stderr);
}

#[test]
fn standard_input_is_read() {
    let text = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/clean.ndjson")).unwrap();
    for arguments in [&["check"][..], &["check", "-"]] {
        let run = event_lint_in(Path::new("."), arguments, &text);
        assert_eq!(run.code, Some(0), "{}", run.stdout);
        assert!(run.stdout.starts_with("3 messages, 3 events: 0 errors"), "{}", run.stdout);
    }
}

#[test]
fn quiet_prints_the_summary_only_and_verbose_everything() {
    let count = |run: &Run| run.stdout.matches("[unknown-field]").count();
    assert_eq!(count(&event_lint(&["check", "many-alike.ndjson", "-q"])), 0);
    assert_eq!(count(&event_lint(&["check", "many-alike.ndjson", "-v"])), 40);
}

#[test]
fn the_report_goes_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let run = event_lint(&["check", "faults.ndjson", "--format", "json", "--output", path.to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(report["summary"]["verdict"], "fail");
    let nowhere = event_lint(&["check", "clean.ndjson", "--output", "no/such/folder/x"]);
    assert_eq!(nowhere.code, Some(2));
}

/// The program in the folder of the cases, with its output somewhere else.
fn exit_code(arguments: &[&str], stdout: Stdio, stderr: Stdio) -> Option<i32> {
    Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"))
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .status()
        .unwrap()
        .code()
}

#[test]
fn who_stops_reading_standard_output_changes_nothing_else() {
    for format in ["human", "json", "jsonl", "sarif", "junit", "github"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let arguments = [
            "check",
            "faults.ndjson",
            "--format",
            format,
            "--format",
            "json",
            "--output",
            path.to_str().unwrap(),
        ];
        assert_eq!(exit_code(&arguments, writer.into(), Stdio::null()), Some(1), "{format}");
        let report: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        assert_eq!(report["summary"]["verdict"], "fail", "{format}");
    }
}

/// What is no report has no verdict: it is not whole, and that is no success.
#[test]
fn who_stops_reading_anything_else_did_not_get_it_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stderr");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let stderr = fs::File::create(&path).unwrap();
    assert_eq!(exit_code(&["permissions", "watch"], writer.into(), stderr.into()), Some(3));
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_fails_takes_no_other_with_it() {
    for format in ["human", "json", "jsonl", "sarif", "junit", "github"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let path = path.to_str().unwrap();
        let full = ["--format", format, "--output", "/dev/full"];
        let run = event_lint(
            &[&["check", "faults.ndjson"][..], &full, &["--format", "json", "--output", path]].concat(),
        );
        assert_eq!(run.code, Some(2), "{format}: {}", run.stderr);
        assert!(run.stderr.contains("error: failed to write `/dev/full`: "), "{format}: {}", run.stderr);
        let report: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        assert_eq!(report["summary"]["verdict"], "fail", "{format}");
    }
}

#[test]
fn without_what_was_planted_there_is_still_a_report() {
    let run = event_lint(&["check", "faults.ndjson", "--format", "json", "--truth", "no-such-file"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &report["summary"]["verdict"]), (Some(3), &"incomplete".into()));
    let reason = report["summary"]["reasons"][0].as_str().unwrap();
    assert!(reason.starts_with("what was planted cannot be read from `no-such-file`: "), "{reason}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_no_panic() {
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    let nowhere = ["check", "clean.ndjson", "--output", "no/such/folder/x"];
    assert_eq!(exit_code(&nowhere, Stdio::null(), full()), Some(2));
    assert_eq!(exit_code(&["check", "clean.ndjson"], full(), full()), Some(2));
    // The reasons of a verdict are told to standard error.
    let coverage = ["check", "clean.ndjson", "--format", "json", "--min-coverage", "100"];
    assert_eq!(exit_code(&coverage, Stdio::null(), full()), Some(1));
    assert_eq!(exit_code(&["permissions", "watch"], full(), Stdio::null()), Some(2));
    assert_eq!(exit_code(&["permissions", "watch"], full(), full()), Some(2));
}

/// The shell has the file open: a report that replaced it would leave the shell
/// with a file that has no name any more.
#[cfg(target_os = "linux")]
#[test]
fn a_report_to_the_device_of_standard_output_is_written_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let file = fs::File::create(&path).unwrap();
    let arguments = ["check", "faults.ndjson", "--format", "json", "--output", "/dev/stdout"];
    let device = fs::symlink_metadata("/dev/stdout").unwrap();
    assert_eq!(exit_code(&arguments, file.try_clone().unwrap().into(), Stdio::null()), Some(1));
    assert_eq!(file.metadata().unwrap().len(), fs::metadata(&path).unwrap().len());
    let report: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(report["summary"]["verdict"], "fail");
    assert_eq!(fs::symlink_metadata("/dev/stdout").unwrap().file_type(), device.file_type());
}

#[test]
fn a_run_that_cannot_begin_leaves_the_former_report() {
    for format in ["human", "json", "jsonl", "sarif", "junit", "github"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report");
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/page.md"), &path).unwrap();
        let former = fs::read(&path).unwrap();
        // Nothing listens on port 1.
        let server = ["watch", "--server", "nats://127.0.0.1:1", "--for", "1s"];
        let run =
            event_lint(&[&server[..], &["--format", format, "--output", path.to_str().unwrap()]].concat());
        assert_eq!(run.code, Some(2), "{format}: {}", run.stderr);
        assert_eq!(fs::read(&path).unwrap(), former, "{format}");
    }
}

#[test]
fn a_run_that_has_enough_findings_says_so() {
    let many = ["check", "many-alike.ndjson", "--deny", "unknown-field"];
    let sentence = |count| format!("the run ended after {count} (--max-findings)");
    for (most, count) in [("1", "1 finding"), ("3", "3 findings")] {
        let run = event_lint(&[&many[..], &["--max-findings", most]].concat());
        assert_eq!(run.code, Some(1));
        assert!(run.stdout.contains(&sentence(count)), "{}", run.stdout);
    }
    let reasons = |arguments: &[&str]| {
        let run = event_lint(&[&many[..], &["--format", "json"], arguments].concat());
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        report["summary"]["reasons"].clone()
    };
    assert_eq!(reasons(&["--max-findings", "3"]), serde_json::json!([sentence("3 findings")]));
    assert_eq!(reasons(&["--max-findings", "41"]), serde_json::json!([]));
    // Such a run does not fail, so there is no reason for it.
    assert_eq!(reasons(&["--max-findings", "3", "--fail-on", "never"]), serde_json::json!([]));
}

#[test]
fn two_outputs_to_one_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let run = event_lint_in(
        folder.path(),
        &["check", "--format", "json", "--output", "x", "--format", "sarif", "--output", "./x"],
        b"",
    );
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("two outputs go to `./x`"), "{}", run.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// With `jsonl` each finding is there as soon as it is made, so the test knows
/// when the program listens.
#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_with_a_report() {
    use std::io::{BufRead, BufReader, Write};
    for signal in ["-INT", "-TERM"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_event-lint"))
            .args(["check", "-", "--format", "jsonl"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The pipe stays open: nothing but the signal ends the run.
        let mut stdin = child.stdin.take().unwrap();
        writeln!(stdin, "42").unwrap();
        stdin.flush().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.next().unwrap().unwrap().contains("not-a-cloudevent"));
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let summary: serde_json::Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert_eq!(summary["summary"]["verdict"], "incomplete");
        assert_eq!(child.wait().unwrap().code(), Some(3), "{signal}");
    }
}
