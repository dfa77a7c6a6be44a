//! SARIF 2.1.0. `cargo xtask test` validates what is written here by its schema.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    hostile,
    run::{cases, event_lint},
    settings::settings,
};

fn log(folder: &Path, arguments: &[&str], input: &[u8]) -> Value {
    let run = event_lint(folder, &[&["check", "--format", "sarif"], arguments].concat(), input);
    serde_json::from_str(&run.stdout).unwrap()
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().unwrap()
}

/// Texts of rules are not what the snapshots are about, but they must be there.
fn take_texts_of_rules(log: &mut Value) {
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap();
    assert!(!rules.is_empty());
    for rule in rules {
        let id = rule["id"].as_str().unwrap().to_owned();
        let summary = rule["shortDescription"]["text"].as_str().unwrap().to_owned();
        assert!(summary.ends_with('.') && summary.chars().count() <= 1024, "{id}: {summary}");
        let first_word = summary.split(' ').next().unwrap();
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with(first_word), "{id}");
        for name in ["fullDescription", "help"] {
            assert!(rule[name]["text"].as_str().unwrap().starts_with(&summary), "{id}: {name}");
        }
        assert!(rule["helpUri"].as_str().unwrap().ends_with(&format!("/docs/rules/{id}.md")), "{id}");
        for name in ["shortDescription", "fullDescription", "help"] {
            rule.as_object_mut().unwrap().shift_remove(name);
        }
    }
}

#[test]
fn sarif_logs() {
    for name in ["faults.ndjson", "page.md"] {
        let mut log = log(&cases(), &[name], b"");
        take_texts_of_rules(&mut log);
        let text = serde_json::to_string_pretty(&log).unwrap();
        settings().bind(|| insta::assert_snapshot!(format!("sarif@{name}"), text));
    }
}

#[test]
fn logs_are_written_for_the_validator() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut written = 0;
    let mut write = |name: &str, arguments: &[&str], input: &[u8]| {
        let path: PathBuf = folder.join(format!("{name}.sarif"));
        let output = ["--output", path.to_str().unwrap()];
        let run =
            event_lint(&cases(), &[&["check", "--format", "sarif"], &output[..], arguments].concat(), input);
        assert!(run.code.unwrap() != 2 || name == "no-such-file", "{name}");
        assert!(path.metadata().unwrap().len() > 0, "{name}");
        written += 1;
    };
    let mut names: Vec<String> =
        fs::read_dir(cases()).unwrap().map(|case| case.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in &names {
        write(name, &[name], b"");
    }
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    write("all", &all, b"");
    write("hostile", &["-"], &hostile::recording());
    write("nothing", &["-"], b"");
    write("no-such-file", &["clean.ndjson", "no-such-file"], b"");
    write("required", &["clean.ndjson", "--require-seen", "host_stopped", "--min-coverage", "100"], b"");
    write("warnings-denied", &["many-alike.ndjson", "--deny", "warning"], b"");
    assert!(written > 12, "{written}");
}

#[test]
fn lines_and_columns_mean_the_same_as_bytes() {
    let mut compared = 0;
    for name in ["faults.ndjson", "page.md", "pretty-event.json"] {
        let text = fs::read_to_string(cases().join(name)).unwrap();
        let log = log(&cases(), &[name], b"");
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        for result in results(&log) {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let number = |name: &str| region[name].as_u64().map(|number| number as usize);
            let (Some(end_line), Some(end_column)) = (number("endLine"), number("endColumn")) else {
                continue;
            };
            let at = |line: usize, column: usize| -> usize {
                let lines: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let rest = &text[lines..];
                lines + rest.char_indices().nth(column - 1).map_or(rest.len(), |(offset, _)| offset)
            };
            let start = at(number("startLine").unwrap(), number("startColumn").unwrap());
            assert_eq!(start, number("byteOffset").unwrap(), "{name}: {result}");
            assert_eq!(at(end_line, end_column) - start, number("byteLength").unwrap(), "{name}: {result}");
            compared += 1;
        }
    }
    assert!(compared > 8, "{compared}");
}

#[test]
fn rules_are_found_by_their_index_and_equal_results_are_counted() {
    let log = log(&cases(), &["many-alike.ndjson", "faults.ndjson"], b"");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results(&log) {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let fields = results(&log).iter().filter(|result| result["ruleId"] == "unknown-field");
    let counted: u64 = fields.map(|result| result["occurrenceCount"].as_u64().unwrap()).sum();
    assert_eq!(counted, 41);
}

#[test]
fn an_absolute_path_is_a_file_uri_and_standard_input_is_no_file() {
    let path = cases().join("faults.ndjson");
    let log_of_path = log(Path::new("/"), &[path.to_str().unwrap()], b"");
    let uri = &results(&log_of_path)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert!(uri.as_str().unwrap().starts_with("file:///"), "{uri}");

    let log_of_input = log(&cases(), &["-"], &fs::read(path).unwrap());
    let result = &results(&log_of_input)[0];
    let location = &result["locations"][0];
    assert!(location.get("physicalLocation").is_none(), "{location}");
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "wasmbus.evt.default.component_scaled");
    assert_eq!((&result["properties"]["line"], &result["properties"]["column"]), (&1.into(), &466.into()));
}

#[test]
fn the_invocation_tells_how_the_run_went() {
    let invocation = |arguments: &[&str]| log(&cases(), arguments, b"")["runs"][0]["invocations"][0].clone();
    let clean = invocation(&["clean.ndjson"]);
    assert_eq!((&clean["executionSuccessful"], &clean["exitCode"]), (&true.into(), &0.into()));
    let faults = invocation(&["faults.ndjson"]);
    assert_eq!((&faults["executionSuccessful"], &faults["exitCode"]), (&true.into(), &1.into()));
    let nothing = invocation(&["-"]);
    assert_eq!((&nothing["executionSuccessful"], nothing.get("exitCode")), (&false.into(), None));
    let note = &nothing["toolExecutionNotifications"][0];
    assert_eq!((&note["descriptor"]["id"], &note["level"]), (&"incomplete-run".into(), &"error".into()));
    let required = invocation(&["clean.ndjson", "--require-seen", "host_stopped"]);
    assert_eq!(required["toolExecutionNotifications"][0]["descriptor"]["id"], "failed-run");
}
