//! `event-lint replay`.

use std::time::Duration;

use async_nats::jetstream::stream::RetentionPolicy;
use serde_json::{Value, json};

use super::{
    events::{SUBJECT, bad, good, large},
    judgements::Judgements,
    program::{Run, Running, command, run},
    publisher::{Publisher, stream},
    server::Server,
};

fn replay(server: &Server, arguments: &[&str]) -> Run {
    let address = server.address();
    run(&[&["replay", "--server", &address, "--stream", "events", "--format", "json"], arguments].concat())
}

/// A replay that is running, and writes down what it judges.
fn replaying(server: &Server, judgements: &Judgements, more: &[&str]) -> Running {
    let address = server.address();
    let replay = ["replay", "--server", &address, "--stream", "events", "--format", "json"];
    Running::ready(&[&replay[..], &["--judgements", judgements.path()], more].concat())
}

/// Code, messages judged, and the ranges.
fn outcome(run: &Run) -> (Option<i32>, u64, Value) {
    let report = run.report();
    assert_eq!(report["summary"]["messages"], report["stream"]["judged"], "{}", report["stream"]);
    (run.code, report["stream"]["judged"].as_u64().unwrap(), report["stream"]["judged_ranges"].clone())
}

fn range(from: u64, to: u64) -> Value {
    json!([{"from": from, "to": to}])
}

pub(crate) fn everything_in_a_stream_is_judged() {
    let (server, publisher) = stream(5_000);
    publisher.store_all(SUBJECT, [bad(5_000)]);
    let run = replay(&server, &[]);
    assert_eq!(outcome(&run), (Some(1), 5_001, range(1, 5_001)));
    let report = run.report();
    assert_eq!(report["stream"]["expected"], 5_001);
    assert_eq!((&report["stream"]["first"], &report["stream"]["last"]), (&1.into(), &5_001.into()));
    assert_eq!(report["findings"][0]["location"]["file"], "events");
    assert_eq!(report["findings"][0]["location"]["line"], 5_001);
}

pub(crate) fn a_part_of_a_stream_can_be_read() {
    let (server, publisher) = stream(50);
    publisher.store_all("wasmbus.evt.other.config_set", (0..5).map(good));
    assert_eq!(outcome(&replay(&server, &["--start-seq", "41"])), (Some(0), 15, range(41, 55)));
    assert_eq!(
        outcome(&replay(&server, &["--start-seq", "41", "--end-seq", "45"])),
        (Some(0), 5, range(41, 45))
    );
    assert_eq!(outcome(&replay(&server, &["--lattice", "other"])), (Some(0), 5, range(51, 55)));
    assert_eq!(outcome(&replay(&server, &["--subject", SUBJECT])), (Some(0), 50, range(1, 50)));
    assert_eq!(outcome(&replay(&server, &["--last-per-subject"])), (Some(0), 2, range(50, 55)));
    assert_eq!(outcome(&replay(&server, &["--count", "7"])), (Some(0), 7, range(1, 7)));
    assert_eq!(outcome(&replay(&server, &["--since", "1h"])), (Some(0), 55, range(1, 55)));
    std::thread::sleep(Duration::from_millis(1100));
    let (code, judged, _) = outcome(&replay(&server, &["--since", "1s"]));
    assert_eq!((code, judged), (Some(3), 0));
}

pub(crate) fn removed_messages_part_no_range() {
    let (server, publisher) = stream(30);
    for sequence in [1, 10, 11, 30] {
        publisher.delete_message("events", sequence);
    }
    assert_eq!(outcome(&replay(&server, &[])), (Some(0), 26, range(2, 29)));
}

pub(crate) fn an_empty_stream_proves_nothing() {
    let (server, _publisher) = stream(0);
    assert_eq!(replay(&server, &[]).code, Some(3));
    assert_eq!(replay(&server, &["--allow-empty"]).code, Some(0));
}

pub(crate) fn a_stream_that_does_not_exist_is_told() {
    let server = Server::start();
    let run = replay(&server, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`events`") && run.stderr.contains("not found"), "{}", run.stderr);
}

pub(crate) fn a_work_queue_is_left_alone() {
    let server = Server::start();
    let publisher = Publisher::to(&server);
    publisher.make_stream("events", &["wasmbus.evt.>"], RetentionPolicy::WorkQueue);
    publisher.store_all(SUBJECT, (0..3).map(good));
    let run = replay(&server, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("only once"), "{}", run.stderr);
}

pub(crate) fn a_restart_of_the_server_is_survived() {
    let (mut server, _publisher) = stream(8_000);
    let judgements = Judgements::new();
    let running = replaying(&server, &judgements, &[]);
    // Somewhere in the middle.
    judgements.wait_for_bytes(100_000);
    server.restart();
    let run = running.wait();
    assert_eq!(outcome(&run), (Some(0), 8_000, range(1, 8_000)));
    assert_eq!(judgements.sequences(), (1..=8_000).collect::<Vec<_>>());
}

/// A run, and the most memory that it had, in KiB.
fn peak_memory(arguments: &[&str]) -> (Run, u64) {
    let running = Running::spawn(&mut command(arguments), false);
    let status = format!("/proc/{}/status", running.id());
    let peak = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let seen = std::sync::Arc::clone(&peak);
    let watcher = std::thread::spawn(move || {
        while let Ok(text) = std::fs::read_to_string(&status) {
            let Some(line) = text.lines().find_map(|line| line.strip_prefix("VmHWM:")) else { break };
            let kib = line.trim().trim_end_matches("kB").trim().parse().unwrap_or(0);
            seen.fetch_max(kib, std::sync::atomic::Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let run = running.wait();
    watcher.join().unwrap();
    (run, peak.load(std::sync::atomic::Ordering::Relaxed))
}

/// A publisher can give headers a status line, which clients take for a word of
/// the server. Such a message is judged, or the report says that it was not.
pub(crate) fn messages_with_a_status_line_are_judged_or_told() {
    for status in ["503", "100", "409 Consumer Deleted", "408"] {
        let (server, publisher) = stream(20);
        raw_publish(&server, status);
        publisher.store_all(SUBJECT, (20..40).map(good));
        let run = replay(&server, &[]);
        let (code, judged, _) = outcome(&run);
        assert_eq!(run.report()["stream"]["expected"], 41);
        // Its payload is no event.
        let expected = [(Some(1), 41), (Some(3), 40)];
        assert!(expected.contains(&(code, judged)), "{status}: {code:?} {judged}");
    }
}

/// Headers that are no UTF-8 make the client close the connection. The message
/// is found, left out and told; those behind it are judged.
pub(crate) fn messages_that_cannot_be_read_are_told() {
    let (server, publisher) = stream(20);
    raw_publish_header(&server, b"NATS/1.0\r\nbad\xff\xfe: x\r\n\r\n");
    publisher.store_all(SUBJECT, (20..40).map(good));
    let run = replay(&server, &[]);
    let (code, judged, ranges) = outcome(&run);
    assert_eq!((code, judged), (Some(3), 40), "{}", run.report()["summary"]["reasons"]);
    assert_eq!(ranges, json!([{"from": 1, "to": 20}, {"from": 22, "to": 41}]));
    let reasons = run.report()["summary"]["reasons"].to_string();
    assert!(reasons.contains("cannot be read") && reasons.contains("behind sequence 20"), "{reasons}");
    assert!(publisher.consumers("events").len() <= 1, "{:?}", publisher.consumers("events"));
}

/// Messages that are removed while a stream is read are missing, also where only
/// a part of it was wanted.
pub(crate) fn a_purge_in_the_middle_is_told() {
    for more in [&[][..], &["--end-seq", "39000"]] {
        let (server, publisher) = stream(40_000);
        let judgements = Judgements::new();
        let running = replaying(&server, &judgements, more);
        judgements.wait_for_bytes(10_000);
        publisher.purge("events");
        let run = running.wait();
        let (code, judged, _) = outcome(&run);
        assert_eq!(code, Some(3), "{judged} judged");
        assert!(judged < 39_000);
        let expected = if more.is_empty() { 40_000 } else { 39_000 };
        assert_eq!(run.report()["stream"]["expected"], expected);
    }
}

pub(crate) fn an_end_behind_the_stream_is_told() {
    let (server, _publisher) = stream(10);
    let run = replay(&server, &["--end-seq", "11"]);
    assert_eq!(outcome(&run), (Some(3), 10, range(1, 10)));
}

/// A stream that grows while it is read has an end all the same: the message
/// that was the last one at the beginning.
pub(crate) fn a_stream_that_grows_is_read_to_its_end() {
    let (server, _publisher) = stream(500);
    let address = server.address();
    let mut emit =
        super::program::command(&["emit", "--server", &address, "--rate", "3000", "--for", "6s", "--quiet"]);
    let emitting = Running::spawn(&mut emit, false);
    std::thread::sleep(Duration::from_millis(500));
    for _ in 0..3 {
        let run = replay(&server, &[]);
        let report = run.report();
        assert_eq!(run.code, Some(0), "{} {}", report["summary"]["reasons"], report["stream"]);
        assert_eq!(report["stream"]["judged_ranges"], range(1, report["stream"]["last"].as_u64().unwrap()));
    }
    emitting.wait();
}

/// A consumer that somebody deletes is made again, and nothing is counted twice.
pub(crate) fn a_deleted_consumer_is_made_again() {
    let (server, publisher) = stream(0);
    publisher.store_each("wasmbus.evt.default", (0..10_000).map(good));
    for more in [&[][..], &["--last-per-subject"]] {
        let judgements = Judgements::new();
        let running = replaying(&server, &judgements, &[&["--allow", "warning"], more].concat());
        judgements.wait_for_bytes(10_000);
        for consumer in publisher.consumers("events") {
            publisher.delete_consumer("events", &consumer);
        }
        let run = running.wait();
        assert_eq!(
            outcome(&run),
            (Some(0), 10_000, range(1, 10_000)),
            "{:?}",
            run.report()["summary"]["reasons"]
        );
    }
}

fn raw_publish(server: &Server, status: &str) {
    raw_publish_header(server, format!("NATS/1.0 {status}\r\n\r\n").as_bytes());
}

fn raw_publish_header(server: &Server, header: &[u8]) {
    use std::io::{Read, Write};
    let mut raw = std::net::TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let text = format!(
        "CONNECT {{\"verbose\":false,\"headers\":true}}\r\nHPUB {SUBJECT} {0} {1}\r\n",
        header.len(),
        header.len() + 2
    );
    raw.write_all(&[text.as_bytes(), header, b"{}\r\nPING\r\n"].concat()).unwrap();
    let mut answer = String::new();
    while !answer.contains("PONG") {
        let mut bytes = [0; 4096];
        let length = raw.read(&mut bytes).unwrap();
        assert!(length > 0, "{answer}");
        answer.push_str(&String::from_utf8_lossy(&bytes[..length]));
    }
}

pub(crate) fn a_stream_of_large_messages_needs_little_memory() {
    let server = Server::start();
    let publisher = Publisher::to(&server);
    publisher.make_stream("events", &["wasmbus.evt.>"], RetentionPolicy::Limits);
    publisher.store_all(SUBJECT, (0..300).map(|number| large(number, 1024 * 1024 - 400)));
    let address = server.address();
    let (run, kib) = peak_memory(&["replay", "--server", &address, "--stream", "events", "--format", "json"]);
    assert_eq!(outcome(&run), (Some(0), 300, range(1, 300)));
    assert!(kib < 128 * 1024, "{kib} KiB");
}

pub(crate) fn a_million_events_are_judged() {
    let server = Server::start();
    let publisher = Publisher::to(&server);
    publisher.make_stream("events", &["wasmbus.evt.>", "wadm.evt.>"], RetentionPolicy::Limits);
    let address = server.address();
    let emitted = run(&[
        "emit",
        "--server",
        &address,
        "--jetstream",
        "--rate",
        "max",
        "--count",
        "1000000",
        "--hosts",
        "20",
    ]);
    assert_eq!(emitted.code, Some(0), "{}", emitted.stderr);
    let (run, kib) = peak_memory(&["replay", "--server", &address, "--stream", "events", "--format", "json"]);
    assert_eq!(outcome(&run), (Some(0), 1_000_000, range(1, 1_000_000)));
    assert!(kib <= 128 * 1024, "{kib} KiB");
    println!("peak memory: {} MiB", kib / 1024);
}
