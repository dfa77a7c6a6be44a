//! Recordings of real lattices, where there are some.
//!
//! They are looked for in the folder that `LATTICE_CORPUS` names, or else in
//! `../shared/corpus` beside the workspace. Where there are none, the tests are
//! shown as ignored, and not as passed.

#[cfg(feature = "schema")]
mod validation;

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use lattice_event_model::Message;
use lattice_events::{CATALOG, LatticeEvent, ParseError};
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use semver::Version;
use serde_json::Value;

const VARIABLE: &str = "LATTICE_CORPUS";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, trials()).exit_code()
}

fn trials() -> Vec<Trial> {
    let folder = match folder() {
        Ok(folder) => folder,
        Err(reason) => {
            return vec![Trial::ignorable_test("recordings", move || Ok(Completion::ignored_with(reason)))];
        }
    };
    let files = match files(&folder) {
        Ok(files) if !files.is_empty() => files,
        Ok(_) => return vec![failing(format!("no `*.ndjson` file in {}", folder.display()))],
        Err(error) => return vec![failing(format!("cannot read {}: {error}", folder.display()))],
    };
    files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(name, move || judge(&path))
        })
        .collect()
}

fn failing(reason: String) -> Trial {
    Trial::test("recordings", move || Err(reason.into()))
}

/// The folder of the recordings, or the reason why there is none.
fn folder() -> Result<PathBuf, String> {
    if let Some(folder) = env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
        // A folder that somebody names and that is not there is a mistake.
        return Ok(folder.into());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.is_dir() { Ok(folder) } else { Err(format!("{VARIABLE} names no folder of recordings")) }
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("ndjson")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A recorded event, and whether a host of the older vocabulary sent it.
struct Recorded {
    line: usize,
    payload: Vec<u8>,
    event: Value,
    legacy: bool,
}

impl Recorded {
    fn event_type(&self) -> &str {
        self.event["type"].as_str().unwrap_or_default()
    }
}

/// The events of a recording. Hosts say in their own events which version they are.
fn events(path: &Path) -> Result<Vec<Recorded>, Failed> {
    let text = fs::read_to_string(path)?;
    let mut events = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = |error: &dyn Error| format!("line {}: {error}", index + 1);
        let message = Message::from_recording_line(line).map_err(|error| at(&error))?;
        let event: Value = serde_json::from_slice(&message.payload).map_err(|error| at(&error))?;
        events.push(Recorded { line: index + 1, payload: message.payload, event, legacy: false });
    }

    let mut versions: BTreeMap<String, Version> = BTreeMap::new();
    for Recorded { event, .. } in &events {
        let entry = CATALOG.events.iter().find(|entry| event["type"] == entry.definition.event_type());
        let version = entry
            .and_then(|entry| entry.definition.producer_version_field)
            .and_then(|field| event["data"].pointer(field)?.as_str()?.parse().ok());
        if let (Some(version), Some(source)) = (version, event["source"].as_str()) {
            versions.insert(source.to_owned(), version);
        }
    }
    for recorded in &mut events {
        let version = recorded.event["source"].as_str().and_then(|source| versions.get(source));
        recorded.legacy = version.is_some_and(|version| {
            CATALOG.legacy.iter().any(|vocabulary| {
                recorded.event_type().starts_with(vocabulary.publisher.type_prefix)
                    && vocabulary.before.parse::<Version>().is_ok_and(|before| *version < before)
            })
        });
    }
    Ok(events)
}

/// Judges every message of one recording.
fn judge(path: &Path) -> Result<(), Failed> {
    let events = events(path)?;
    if events.is_empty() {
        return Err("there is no message in it".into());
    }
    let problems: Vec<String> = events
        .iter()
        .flat_map(|recorded| {
            let problems = if recorded.legacy { judge_legacy(recorded) } else { judge_current(recorded) };
            let at = format!("line {}, {}", recorded.line, recorded.event_type());
            problems.into_iter().map(move |problem| format!("{at}: {problem}"))
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// A message of a host or wadm that this catalogue describes is read, typed, and
/// written as it came, satisfies its schema, and has no mark of the older
/// vocabulary.
fn judge_current(recorded: &Recorded) -> Vec<String> {
    let mut problems = Vec::new();
    match read(recorded) {
        Ok(LatticeEvent::Unknown(_)) => problems.push("unknown type".to_owned()),
        Ok(event) if event.to_value().ok().as_ref() != Some(&recorded.event) => {
            problems.push("it is written in another way than it came".to_owned());
        }
        Ok(_) => {}
        Err(error) => {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            problems.push(format!("{error}: {cause}"));
        }
    }
    #[cfg(feature = "schema")]
    problems.extend(violations(recorded));
    problems.extend(
        marks(recorded).filter(|(_, there)| *there).map(|(mark, _)| format!("it has the legacy mark {mark}")),
    );
    problems
}

/// What the data schema finds wrong with a message.
#[cfg(feature = "schema")]
fn violations(recorded: &Recorded) -> Vec<String> {
    use std::{collections::HashMap, sync::LazyLock};

    use jsonschema::Validator;
    use lattice_event_model::schema;

    static VALIDATORS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
        let validator = |entry| validation::validator(&schema::canonical(&validation::data_schema(entry)));
        CATALOG.events.iter().map(|entry| (entry.definition.event_type(), validator(entry))).collect()
    });
    let validator = VALIDATORS.get(recorded.event_type());
    validator.map_or(Vec::new(), |validator| validation::violations(validator, &recorded.event["data"]))
}

/// A message of an older host is in the legacy vocabulary and has all the marks
/// that tell it apart. Where it has none, its type is gone, or it has the shape
/// of today.
fn judge_legacy(recorded: &Recorded) -> Vec<String> {
    let mut problems = Vec::new();
    let mut known = CATALOG.legacy.iter().flat_map(|vocabulary| vocabulary.events);
    if !known.any(|legacy| legacy.event_type == recorded.event_type()) {
        problems.push("it is not in the legacy vocabulary".to_owned());
    }
    problems.extend(
        marks(recorded).filter(|(_, there)| !there).map(|(mark, _)| format!("it lacks the mark {mark}")),
    );
    let unmarked = marks(recorded).next().is_none() && !NO_MARK.contains(&recorded.event_type());
    if unmarked && read(recorded).is_err() {
        problems.push("it has an older shape and no mark".to_owned());
    }
    problems
}

fn read(recorded: &Recorded) -> Result<LatticeEvent, ParseError> {
    LatticeEvent::from_slice(&recorded.payload)
}

/// Types whose older shape lacks a field and has none of its own.
const NO_MARK: &[&str] = &["com.wasmcloud.lattice.provider_start_failed"];

/// The marks of the older vocabulary for an event's type, and whether it has them.
fn marks(recorded: &Recorded) -> impl Iterator<Item = (&'static str, bool)> {
    CATALOG
        .legacy
        .iter()
        .flat_map(|vocabulary| vocabulary.events)
        .filter(|legacy| legacy.event_type == recorded.event_type())
        .flat_map(|legacy| legacy.marked_by)
        .map(|mark| (*mark, recorded.event["data"].pointer(mark).is_some()))
}
