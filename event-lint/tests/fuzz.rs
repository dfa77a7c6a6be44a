//! Messages that are broken by chance and hold secrets, judged in this process
//! and by the program in every format: nothing panics, and no secret comes out.
//!
//! A run takes some seconds; `LATTICE_LONG_TESTS=1` makes it ten minutes. Where
//! it fails it prints a seed, with which `LATTICE_FUZZ_SEED` begins the next run.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "fuzz/messages.rs"]
mod messages;
#[path = "fuzz/random.rs"]
mod random;
#[path = "fuzz/secrets.rs"]
mod secrets;

use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use lattice_event_model::{
    Message,
    catalog::{Catalog, Directory},
};
use lattice_linter::{Input, Level, Linter, Profile, Settings, input};
use messages::planted;
use random::Random;
use secrets::Planted;

/// Formats of the report, beside the one for people on standard output.
const FORMATS: [&str; 6] = ["human", "json", "jsonl", "sarif", "junit", "github"];
/// Messages that the program judges in one run.
const BATCH: usize = 100;

fn catalog() -> Arc<Catalog> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    Arc::new(Catalog::open(Directory::new(directory)).unwrap())
}

/// Linters that judge in different ways: whether a rule tells of a secret must
/// not matter to whether another one repeats it.
fn linters() -> Vec<Linter> {
    let off: BTreeMap<String, Level> =
        secrets::RULES.iter().map(|rule| ((*rule).to_owned(), Level::Allow)).collect();
    [
        Settings::default(),
        Settings { severities: off, ..Settings::default() },
        Settings { profile: Profile::V1_0_3, ..Settings::default() },
        Settings { profile: Profile::V1_0_2, ..Settings::default() },
    ]
    .into_iter()
    .map(|settings| Linter::new(catalog(), settings).unwrap())
    .collect()
}

#[test]
fn no_secret_comes_out() {
    let is_long = std::env::var_os("LATTICE_LONG_TESTS").is_some();
    let duration = Duration::from_secs(if is_long { 600 } else { 5 });
    let mut seed = match std::env::var("LATTICE_FUZZ_SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => 1,
    };
    let samples = messages::samples();
    let mut linters = linters();
    let folder = tempfile::tempdir().unwrap();
    let begin = Instant::now();
    let mut batches = 0;
    while begin.elapsed() < duration || batches == 0 {
        let mut batch = Vec::new();
        for _ in 0..BATCH {
            let (message, secret) = planted(&samples, &mut Random::new(seed));
            judge_here(&mut linters, &message, &secret, seed);
            batch.push((message, secret, seed));
            seed += 1;
        }
        judge_by_program(folder.path(), &batch);
        batches += 1;
    }
}

fn judge_here(linters: &mut [Linter], message: &Message, secret: &Planted, seed: u64) {
    let line = message.to_recording_line();
    for linter in linters {
        let inputs = [
            input::from_line("fuzz", 1, 0, line.clone()),
            // As it comes over a connection, and as a file that holds the event alone.
            Input::new(message.clone(), lattice_linter::Origin::live("nats://localhost:4222", seed)),
            input::from_line("fuzz", 1, 0, message.payload.clone()),
        ];
        for input in inputs {
            let judgement = linter.judge(&input);
            let mut text = format!("{:?} {:?}", judgement.events, judgement.subject);
            for finding in &judgement {
                text.push_str(&serde_json::to_string(finding).unwrap());
                finding.labels.iter().for_each(|label| text.push_str(&label.text));
            }
            assert_silent(&text, secret, seed, "the linter");
        }
    }
}

fn judge_by_program(folder: &Path, batch: &[(Message, Planted, u64)]) {
    let recording = folder.join("recording.ndjson");
    let lines: Vec<String> = batch.iter().map(|(message, ..)| message.to_recording_line() + "\n").collect();
    std::fs::File::create(&recording).unwrap().write_all(lines.concat().as_bytes()).unwrap();
    for switched_off in [false, true] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_event-lint"));
        command.current_dir(folder).args(["check", "recording.ndjson", "--verbose", "--format", "human"]);
        for format in FORMATS {
            command.args(["--format", format, "--output", &format!("report.{format}")]);
        }
        if switched_off {
            command.args(secrets::RULES.iter().flat_map(|rule| ["--allow", rule]));
        }
        let output = command.env("GITHUB_STEP_SUMMARY", folder.join("summary")).output().unwrap();
        let mut texts = vec![
            ("standard output", String::from_utf8(output.stdout).unwrap()),
            ("standard error", String::from_utf8(output.stderr).unwrap()),
        ];
        assert!(!texts[1].1.contains("panicked"), "{}", texts[1].1);
        assert!(texts[0].1.contains("Verdict"), "{}", texts[1].1);
        for format in FORMATS {
            texts.push((format, std::fs::read_to_string(folder.join(format!("report.{format}"))).unwrap()));
        }
        if let Ok(summary) = std::fs::read_to_string(folder.join("summary")) {
            texts.push(("step summary", summary));
        }
        for (name, text) in &texts {
            let pieces = secrets::Pieces::of(text);
            for (_, secret, seed) in batch {
                if let Some(piece) = pieces.first_of(secret) {
                    let line = text.lines().position(|line| line.contains(&piece)).unwrap_or_default();
                    let around: Vec<&str> = text.lines().skip(line.saturating_sub(8)).take(12).collect();
                    let around = around.join("\n");
                    panic!("{name} holds `{piece}` of {secret:?}\nseed {seed}\n{around}");
                }
            }
        }
    }
}

fn assert_silent(text: &str, secret: &Planted, seed: u64, who: &str) {
    if let Some(piece) = secret.first_in(text) {
        panic!("{who} says `{piece}` of {secret:?}\nseed {seed}\n{text}");
    }
}
