//! `event-lint record`.

use std::{collections::BTreeMap, fs, time::Duration};

use serde_json::Value;

use super::{
    events::{SUBJECT, good, large},
    program::{Running, run},
    publisher::Publisher,
    server::Server,
};

/// What a report says against messages: everything but where they stand.
fn findings(report: &Value) -> BTreeMap<String, usize> {
    let mut findings = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let text = format!(
            "{} {} {} {} {}",
            finding["rule"], finding["message"], finding["pointer"], finding["subject"], finding["event"]
        );
        *findings.entry(text).or_default() += 1;
    }
    findings
}

pub(crate) fn a_recording_is_judged_as_the_lattice_was() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let (file, truth) = (folder.path().join("recording.ndjson"), folder.path().join("truth"));
    let (file, truth) = (file.to_str().unwrap(), truth.to_str().unwrap());
    let watching = Running::ready(&["watch", "--server", &address, "--format", "json", "--truth", truth]);
    let recording = Running::ready(&["record", "--server", &address, "--output", file]);
    let emitted = run(&[
        "emit", "--server", &address, "--faults", "0.1", "--count", "400", "--rate", "1000", "--truth", truth,
    ]);
    assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
    // Neither text nor an event, and headers of several values.
    let publisher = Publisher::to(&server);
    publisher.publish(SUBJECT, vec![0, 159, 146, 150]);
    publisher.publish_with_headers(SUBJECT, &[("a", "1"), ("a", "2"), ("b", "ü")], b"{}".to_vec());
    std::thread::sleep(Duration::from_millis(500));
    recording.signal("-INT");
    watching.signal("-INT");
    let (recorded, watched) = (recording.wait(), watching.wait());
    assert_eq!(recorded.code, Some(0), "{}", recorded.stderr);
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 402);

    let checked = run(&["check", file, "--format", "json", "--truth", truth]);
    assert_eq!(checked.code, watched.code);
    let (checked, watched) = (checked.report(), watched.report());
    assert_eq!(checked["summary"]["by_rule"], watched["summary"]["by_rule"]);
    assert_eq!(checked["summary"]["by_type"], watched["summary"]["by_type"]);
    assert_eq!(findings(&checked), findings(&watched));
    assert_eq!(checked["truth"]["found"], watched["truth"]["found"]);
    assert_eq!(checked["truth"]["unexpected_count"], 2);
}

pub(crate) fn recordings_are_rotated() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lattice.ndjson");
    let recording = Running::ready(&[
        "record",
        "--server",
        &address,
        "--output",
        file.to_str().unwrap(),
        "--rotate",
        "50KiB",
        "--keep",
        "3",
        "--count",
        "300",
    ]);
    Publisher::to(&server).publish_all(SUBJECT, (0..300).map(|number| large(number, 1000)));
    assert_eq!(recording.wait().code, Some(0));
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in &files {
        assert!(fs::metadata(file).unwrap().len() <= 50 * 1024);
        assert_eq!(run(&["check", file.to_str().unwrap()]).code, Some(0));
    }
    assert!(files.iter().any(|file| fs::read_to_string(file).unwrap().contains("000000000299")), "{files:?}");
}

pub(crate) fn what_is_lost_is_told() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lattice.ndjson");
    let recording = Running::ready(&[
        "record",
        "--server",
        &address,
        "--output",
        file.to_str().unwrap(),
        "--queue",
        "30KiB",
    ]);
    Publisher::to(&server).publish_all(SUBJECT, (0..3000).map(|number| large(number, 20_000)));
    std::thread::sleep(Duration::from_secs(1));
    recording.signal("-TERM");
    let run = recording.wait();
    let written = fs::read_to_string(&file).unwrap().lines().count();
    let lost = 3000 - written;
    assert_eq!(run.code, Some(if lost > 0 { 3 } else { 0 }), "{}", run.stderr);
    if lost > 0 {
        assert!(run.stderr.contains(&format!("{lost} messages were lost")), "{}", run.stderr);
    }
}

/// Whoever is killed has written what came until a moment before.
pub(crate) fn what_comes_without_a_pause_is_written() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lattice.ndjson");
    let recording = Running::ready(&["record", "--server", &address, "--output", file.to_str().unwrap()]);
    let publisher = Publisher::to(&server);
    for number in 0..60 {
        publisher.publish(SUBJECT, good(number));
        std::thread::sleep(Duration::from_millis(20));
    }
    recording.kill();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.lines().count() > 20, "{} of 60 messages were written", text.lines().count());
}

pub(crate) fn a_hang_up_ends_a_recording() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lattice.ndjson");
    let recording = Running::ready(&["record", "--server", &address, "--output", file.to_str().unwrap()]);
    Publisher::to(&server).publish_all(SUBJECT, (0..10).map(good));
    recording.signal("-HUP");
    let run = recording.wait();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 10);
}

/// What was recorded stays if there is no server, or nobody said that it may go.
pub(crate) fn an_earlier_recording_stays() {
    let mut server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let (file, second) = (folder.path().join("lattice.ndjson"), folder.path().join("lattice.2.ndjson"));
    let record = ["record", "--server", &address, "--for", "200ms", "--allow-empty", "--output"];
    let record = [&record[..], &[file.to_str().unwrap()]].concat();

    fs::write(&second, "earlier").unwrap();
    let refused = run(&[&record[..], &["--rotate", "1MiB"]].concat());
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("lattice.2.ndjson") && refused.stderr.contains("--force"));
    assert!(!file.exists());

    fs::write(&file, "earlier").unwrap();
    let refused = run(&record);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("lattice.ndjson") && refused.stderr.contains("--force"));
    let forced = [&record[..], &["--force"]].concat();
    server.kill();
    assert_eq!(run(&forced).code, Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "earlier");
    server.restart();
    assert_eq!(run(&forced).code, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
    assert_eq!(fs::read_to_string(&second).unwrap(), "earlier");
}
