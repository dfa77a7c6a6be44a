//! `event-lint emit`, and the comparison with what it planted.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use async_nats::jetstream::stream::RetentionPolicy;
use serde_json::Value;

use super::{
    events::{SUBJECT, bad},
    program::{Run, Running, run},
    publisher::Publisher,
    server::Server,
};

/// A watch, an emit beside it, and what the watch said.
fn watch_and_emit(server: &Server, folder: &Path, emit: &[&str], between: impl FnOnce(&Publisher)) -> Run {
    let address = server.address();
    let truth = folder.join("truth");
    let truth = truth.to_str().unwrap();
    let running = Running::ready(&[
        "watch",
        "--server",
        &address,
        "--truth",
        truth,
        "--format",
        "json",
        "--fail-on",
        "never",
    ]);
    let emitted = run(&[&["emit", "--server", &address, "--truth", truth][..], emit].concat());
    assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
    between(&Publisher::to(server));
    std::thread::sleep(Duration::from_millis(500));
    running.signal("-INT");
    running.wait()
}

/// The rules of the faults that were planted.
fn planted(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("truth")).unwrap();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter_map(|line| Some(line["fault"]["rule"].as_str()?.to_owned()))
        .collect()
}

pub(crate) fn exactly_the_planted_faults_are_found() {
    for (lattice, seed) in [("default", "7"), ("blue", "8")] {
        let server = Server::start();
        let folder = tempfile::tempdir().unwrap();
        let emit =
            ["--faults", "0.1", "--seed", seed, "--rate", "500", "--count", "1000", "--lattice", lattice];
        let address = server.address();
        let truth = folder.path().join("truth");
        let truth = truth.to_str().unwrap();
        let running = Running::ready(&[
            "watch",
            "--server",
            &address,
            "--lattice",
            lattice,
            "--truth",
            truth,
            "--format",
            "json",
        ]);
        let emitted = run(&[&["emit", "--server", &address, "--truth", truth][..], &emit].concat());
        assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
        std::thread::sleep(Duration::from_millis(500));
        running.signal("-INT");
        let run = running.wait();
        let report = run.report();
        let rules = planted(folder.path());
        assert!(rules.len() > 50, "{} faults", rules.len());
        assert_eq!(report["summary"]["messages"], 1000);
        let truth = &report["truth"];
        assert_eq!(
            (&truth["planted"], &truth["found"]),
            (&rules.len().into(), &rules.len().into()),
            "{truth:#}"
        );
        assert_eq!((&truth["missed_count"], &truth["unexpected_count"]), (&0.into(), &0.into()), "{truth:#}");
        // Every rule of severity warning or error was counted as often as it was planted.
        let by_rule = report["summary"]["by_rule"].as_object().unwrap();
        for rule in rules.iter().filter(|rule| *rule != "deprecated-field") {
            let times = rules.iter().filter(|other| *other == rule).count();
            assert!(by_rule[rule].as_u64().unwrap() >= times as u64, "{rule}");
        }
        // Planted faults are findings, unless somebody says that they are not.
        assert_eq!(run.code, Some(1));
    }
}

pub(crate) fn a_clean_lattice_has_nothing_unexpected() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let run = watch_and_emit(&server, folder.path(), &["--rate", "max"], |_| {});
    let report = run.report();
    assert_eq!((run.code, &report["truth"]["planted"]), (Some(0), &0.into()), "{report:#}");
    assert_eq!(report["summary"]["coverage"]["types_seen"], report["summary"]["coverage"]["types_known"]);
    // Something that nobody planted is told, and fails the run.
    let run = watch_and_emit(&server, folder.path(), &["--rate", "max"], |publisher| {
        publisher.publish(SUBJECT, bad(1));
    });
    assert_eq!((run.code, &run.report()["truth"]["unexpected_count"]), (Some(1), &1.into()));
}

pub(crate) fn a_fault_that_does_not_arrive_is_missed() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let arguments = ["--rate", "max", "--faults", "0.2", "--count", "200"];
    let run = watch_and_emit(&server, folder.path(), &arguments, |_| {
        // As if one more had been planted: another event, of another host.
        let text = fs::read_to_string(path.join("truth")).unwrap();
        let line = text.lines().find(|line| line.contains("\"fault\"")).unwrap();
        let mut digest: Value = serde_json::from_str(line).unwrap();
        digest["fault"]["messages"][0]["sha256"] = "0".repeat(64).into();
        let (head, rest) = text.split_once('\n').unwrap();
        let faults = text.lines().filter(|line| line.contains("\"fault\"")).count();
        let rest = rest.replace(&format!("\"faults\":{faults}}}"), &format!("\"faults\":{}}}", faults + 1));
        fs::write(path.join("truth"), format!("{head}\n{digest}\n{rest}")).unwrap();
    });
    let truth = &run.report()["truth"];
    assert_eq!(
        (run.code, &truth["missed_count"], &truth["unexpected_count"]),
        (Some(1), &1.into(), &0.into()),
        "{truth:#}"
    );
}

pub(crate) fn the_same_seed_publishes_the_same_lattice() {
    let server = Server::start();
    let address = server.address();
    let types = |seed: &str| -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recording");
        let recording = Running::ready(&[
            "record",
            "--server",
            &address,
            "--output",
            file.to_str().unwrap(),
            "--count",
            "100",
        ]);
        run(&["emit", "--server", &address, "--seed", seed, "--rate", "max", "--count", "100"]);
        assert_eq!(recording.wait().code, Some(0));
        fs::read_to_string(file)
            .unwrap()
            .lines()
            .map(|line| {
                let message: Value = serde_json::from_str(line).unwrap();
                let event: Value = serde_json::from_str(message["payload"].as_str().unwrap()).unwrap();
                format!("{} {}", event["type"], event["source"])
            })
            .collect()
    };
    let mut first = types("3");
    let mut second = types("3");
    // wadm and hosts come over two subscriptions, between which there is no order.
    first.sort();
    second.sort();
    assert_eq!(first, second);
    assert_ne!(first, types("4"));
}

pub(crate) fn a_stream_takes_each_message() {
    let server = Server::start();
    let address = server.address();
    let publisher = Publisher::to(&server);
    publisher.make_stream("events", &["wasmbus.evt.>", "wadm.evt.>"], RetentionPolicy::Limits);
    let emitted = run(&[
        "emit",
        "--server",
        &address,
        "--jetstream",
        "--rate",
        "max",
        "--count",
        "3000",
        "--faults",
        "0.05",
    ]);
    assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
    let replayed = run(&["replay", "--server", &address, "--stream", "events", "--format", "json"]);
    assert_eq!(replayed.report()["stream"]["judged"], 3000);
}

pub(crate) fn without_a_stream_nothing_is_acknowledged() {
    let server = Server::start();
    let address = server.address();
    let emitted = run(&["emit", "--server", &address, "--jetstream", "--count", "10"]);
    assert_eq!(emitted.code, Some(2));
    assert!(emitted.stderr.contains("no stream took a message on `wasmbus.evt."), "{}", emitted.stderr);
}

pub(crate) fn rates_are_kept() {
    let server = Server::start();
    let address = server.address();
    let start = Instant::now();
    let emitted = run(&["emit", "--server", &address, "--rate", "50", "--count", "100"]);
    let elapsed = start.elapsed();
    assert_eq!(emitted.code, Some(0));
    assert!(elapsed > Duration::from_millis(1900), "100 messages at 50 a second took {elapsed:?}");
    // At the lattice's own pace the first second has the start of the first host in it.
    let start = Instant::now();
    let emitted = run(&["emit", "--server", &address, "--rate", "live", "--for", "1s"]);
    assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
    assert!(start.elapsed() > Duration::from_millis(900));
}

pub(crate) fn the_truth_is_written_when_a_run_is_stopped() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let truth = folder.path().join("truth");
    let running = Running::spawn(
        &mut super::program::command(&[
            "emit",
            "--server",
            &address,
            "--rate",
            "500",
            "--count",
            "1000000",
            "--faults",
            "0.5",
            "--truth",
            truth.to_str().unwrap(),
        ]),
        false,
    );
    while fs::read_to_string(&truth).unwrap_or_default().lines().count() < 20 {
        std::thread::sleep(Duration::from_millis(10));
    }
    running.signal("-INT");
    let run = running.wait();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    let text = fs::read_to_string(&truth).unwrap();
    let end: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(end["end"]["faults"], planted(folder.path()).len());
}

/// A server that goes away keeps nobody from ending, and the truth is whole.
pub(crate) fn a_run_ends_without_its_server() {
    for bound in [Some("2s"), None] {
        let mut server = Server::start();
        let address = server.address();
        let folder = tempfile::tempdir().unwrap();
        let truth = folder.path().join("truth");
        let mut arguments = vec!["emit", "--server", &address, "--rate", "500", "--faults", "0.5", "--truth"];
        arguments.push(truth.to_str().unwrap());
        arguments.extend(bound.map_or(["--count", "1000000"], |bound| ["--for", bound]));
        let mut running = Running::spawn(&mut super::program::command(&arguments), false);
        while fs::read_to_string(&truth).unwrap_or_default().lines().count() < 5 {
            std::thread::sleep(Duration::from_millis(10));
        }
        server.kill();
        running.until("the connection broke");
        let start = Instant::now();
        if bound.is_none() {
            running.signal("-INT");
        }
        let run = running.wait();
        assert!(start.elapsed() < Duration::from_secs(10), "it took {:?}", start.elapsed());
        assert_eq!(run.code, Some(3), "{}", run.stderr);
        let text = fs::read_to_string(&truth).unwrap();
        assert!(text.lines().last().unwrap().contains("\"end\""), "{text}");
    }
}

pub(crate) fn a_run_that_waits_for_its_server_can_be_stopped() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("nats://{}", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let truth = folder.path().join("truth");
    fs::write(&truth, "of an earlier run\n").unwrap();
    let arguments = ["emit", "--server", &address, "--truth", truth.to_str().unwrap()];
    let running = Running::spawn(&mut super::program::command(&arguments), false);
    let _connection = listener.accept().unwrap();
    let start = Instant::now();
    running.signal("-INT");
    let run = running.wait();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(start.elapsed() < Duration::from_secs(3), "it took {:?}", start.elapsed());
    assert_eq!(fs::read_to_string(&truth).unwrap(), "of an earlier run\n");
}
