//! What `event-lint check` says about recordings of real lattices, where there
//! are some: in the folder that `LATTICE_CORPUS` names, or else in
//! `../shared/corpus` beside the workspace. Without one the tests are shown as
//! ignored, and not as passed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use serde_json::Value;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, trials()).exit_code()
}

fn trials() -> Vec<Trial> {
    let named = env::var_os("LATTICE_CORPUS").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Some(folder) = named.or_else(|| usual.is_dir().then_some(usual)) else {
        let reason = "there are no recordings: name their folder in LATTICE_CORPUS";
        return vec![Trial::ignorable_test("recordings", move || Ok(Completion::ignored_with(reason)))];
    };
    let files: Vec<PathBuf> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ndjson"))
        .collect();
    if files.is_empty() {
        let reason = format!("no `*.ndjson` file in {}", folder.display());
        return vec![Trial::test("recordings", move || Err(reason.into()))];
    }
    files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(name, move || check(&path))
        })
        .collect()
}

/// Every message is judged, no finding is an error, and the exit code is 0.
/// What else is expected depends on the versions of the hosts in the recording.
fn check(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let messages: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let events: Vec<Value> = messages
        .iter()
        .filter_map(|message| serde_json::from_str(message["payload"].as_str()?).ok())
        .collect();
    let output = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", "--format", "jsonl"])
        .arg(path)
        .output()?;
    let printed = String::from_utf8(output.stdout)?;
    let mut lines: Vec<Value> = printed.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let summary = lines.pop().ok_or("nothing was printed")?;
    let summary = &summary["summary"];

    expect("the exit code", output.status.code(), Some(0))?;
    expect("the number of messages", summary["messages"].as_u64(), Some(messages.len() as u64))?;
    expect("the number of events", summary["events"].as_u64(), Some(events.len() as u64))?;
    expect("the number of errors", summary["findings"]["error"].as_u64(), Some(0))?;

    let is_legacy = events
        .iter()
        .any(|event| event["data"]["version"].as_str().is_some_and(|version| version.starts_with("0.")));
    let found = |rule: &str| lines.iter().filter(|finding| finding["rule"] == rule).count();
    if is_legacy {
        expect("legacy events", found("legacy-event"), events.len())?;
        // Each pair of messages is one event, published twice.
        let mut ids: Vec<&str> = events.iter().filter_map(|event| event["id"].as_str()).collect();
        ids.sort_unstable();
        let repeated = ids.windows(2).filter(|pair| pair[0] == pair[1]).count();
        expect("double publications", found("double-publication"), repeated)?;
        expect("findings in all", lines.len(), events.len() + repeated)?;
    } else {
        let deprecated: usize = events.iter().map(deprecated_fields).sum();
        expect("deprecated fields", found("deprecated-field"), deprecated)?;
        let repeated = repetitions(&events);
        expect("repeated events", found("repeated-event"), repeated)?;
        expect("findings in all", lines.len(), deprecated + repeated)?;
    }
    Ok(())
}

/// Counted here without the catalogue, so that both have to be right.
fn deprecated_fields(event: &Value) -> usize {
    let fields: &[&str] = match event["type"].as_str().and_then(|name| name.rsplit('.').next()) {
        Some("provider_started" | "provider_stopped") => &["instance_id", "link_name", "public_key"],
        Some("provider_start_failed") => &["link_name"],
        _ => &[],
    };
    fields.iter().filter(|field| event["data"].get(field).is_some()).count()
}

/// Hosts tell twice in a row that a component was scaled.
fn repetitions(events: &[Value]) -> usize {
    let scaled =
        |event: &Value| event["type"].as_str().is_some_and(|name| name.ends_with(".component_scaled"));
    events
        .windows(2)
        .filter(|pair| {
            scaled(&pair[0]) && pair[0]["type"] == pair[1]["type"] && pair[0]["data"] == pair[1]["data"]
        })
        .count()
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), Failed> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?}, expected {expected:?}").into()) }
}
