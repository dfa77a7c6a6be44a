//! Several processes that share the work.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
    time::Duration,
};

use async_nats::jetstream::consumer;
use serde_json::Value;

use super::{
    events::{SUBJECT, bad, good},
    judgements::Judgements,
    program::{Running, command, finish, run},
    publisher::{Publisher, stream},
    server::Server,
};

pub(crate) fn a_group_shares_the_messages() {
    let server = Server::start();
    let address = server.address();
    let arguments = ["watch", "--server", &address, "--queue-group", "lint", "--format", "json"];
    let readers = [Running::ready(&arguments), Running::ready(&arguments)];
    Publisher::to(&server).publish_all(SUBJECT, (0..500).map(good));
    std::thread::sleep(Duration::from_millis(500));
    let mut judged = 0;
    for reader in readers {
        reader.signal("-INT");
        let run = reader.wait();
        let report = run.report();
        assert_eq!(run.code, Some(0), "{report:#}");
        let messages = report["summary"]["messages"].as_u64().unwrap();
        assert!(messages > 50, "one of two readers judged {messages} of 500");
        judged += messages;
        let off: Vec<&Value> =
            report["summary"]["switched_off"].as_array().unwrap().iter().map(|rule| &rule["rule"]).collect();
        assert!(off.contains(&&Value::from("double-publication")), "{off:?}");
    }
    assert_eq!(judged, 500);
}

/// Each lattice belongs to one of three readers, live and from a stream.
pub(crate) fn partitions_share_the_lattices() {
    let (server, publisher) = stream(0);
    let address = server.address();
    let readers = ["1/3", "2/3", "3/3"].map(|share| {
        Running::ready(&[
            "watch",
            "--server",
            &address,
            "--lattice",
            "*",
            "--partition",
            share,
            "--format",
            "json",
        ])
    });
    for lattice in 0..30 {
        publisher.store_all(&format!("wasmbus.evt.lattice-{lattice}.config_set"), (0..10).map(good));
    }
    std::thread::sleep(Duration::from_millis(500));
    let live = readers.map(|reader| {
        reader.signal("-INT");
        reader.wait().report()
    });
    let stored = ["1/3", "2/3", "3/3"].map(|share| {
        let run = run(&[
            "replay",
            "--server",
            &address,
            "--stream",
            "events",
            "--partition",
            share,
            "--format",
            "json",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stdout);
        run.report()
    });
    let judged = |report: &Value| {
        assert_eq!(report["summary"]["switched_off"], serde_json::json!([]));
        let messages = report["summary"]["messages"].as_u64().unwrap();
        assert_eq!(report["connection"]["passed_over"], 300 - messages);
        assert!(messages > 0 && messages.is_multiple_of(10), "{messages}");
        messages
    };
    let live = live.each_ref().map(judged);
    assert_eq!(live.iter().sum::<u64>(), 300);
    assert_eq!(stored.each_ref().map(judged), live);
}

/// A reader of the stream with the durable consumer `audit`.
fn durable(server: &Server, judgements: &str, more: &[&str]) -> Command {
    let address = server.address();
    let replay = ["replay", "--server", &address, "--stream", "events", "--format", "json"];
    command(&[&replay[..], &["--durable", "audit", "--judgements", judgements], more].concat())
}

pub(crate) fn durable_readers_share_a_stream_and_one_is_killed() {
    const MESSAGES: usize = 3_000;
    let (server, publisher) = stream(0);
    publisher.store_all(
        SUBJECT,
        (0..MESSAGES).map(|number| if number % 100 == 0 { bad(number) } else { good(number) }),
    );

    let files = [Judgements::new(), Judgements::new()];
    let [survivor, victim] = files
        .each_ref()
        .map(|file| Running::spawn(&mut durable(&server, file.path(), &["--ack-wait", "2s"]), true));
    // The second one dies in the middle of its work.
    files[1].wait_for(200);
    victim.kill();
    let run = survivor.wait();
    let report = run.report();

    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let mut marked = 0;
    for file in &files {
        for (sequence, redelivered) in file.read() {
            *seen.entry(sequence.unwrap()).or_default() += 1;
            marked += u64::from(redelivered);
        }
    }
    assert_eq!(seen.len(), MESSAGES, "every sequence is judged by somebody");
    assert_eq!((*seen.first_key_value().unwrap().0, *seen.last_key_value().unwrap().0), (1, MESSAGES as u64));
    // What the dead process held came again, and says so.
    assert!(marked > 0, "nothing was delivered again");
    assert_eq!(report["stream"]["redelivered"], marked);
    let twice = seen.values().filter(|count| **count > 1).count() as u64;
    assert!(twice <= marked, "{twice} were judged twice, but {marked} are marked");
    assert_eq!(run.code, Some(1), "{}", report["summary"]);
    assert_eq!(publisher.consumer_state("events", "audit"), (0, 0));
}

pub(crate) fn a_durable_consumer_goes_on_where_it_was() {
    let (server, publisher) = stream(100);
    let judgements = Judgements::new();
    let read =
        |more: &[&str]| finish(durable(&server, judgements.path(), &[&["--sole-reader"], more].concat()));
    let first = read(&["--count", "30"]);
    assert_eq!((first.code, &first.report()["stream"]["judged"]), (Some(0), &30.into()));
    assert_eq!(first.report()["summary"]["switched_off"], serde_json::json!([]));
    publisher.store_all(SUBJECT, (100..110).map(good));
    let second = read(&[]);
    assert_eq!(second.code, Some(0), "{}", second.stdout);
    let sequences: BTreeSet<u64> = judgements.sequences().into_iter().collect();
    assert_eq!(sequences.into_iter().collect::<Vec<_>>(), (1..=110).collect::<Vec<_>>());
}

pub(crate) fn a_consumer_for_another_purpose_is_left_alone() {
    let (server, publisher) = stream(10);
    let address = server.address();
    publisher.make_consumer(
        "events",
        consumer::pull::Config {
            durable_name: Some("theirs".to_owned()),
            filter_subject: "wasmbus.evt.x.>".to_owned(),
            ..consumer::pull::Config::default()
        },
    );
    let run = run(&[
        "replay",
        "--server",
        &address,
        "--stream",
        "events",
        "--durable",
        "theirs",
        "--judgements",
        "-",
    ]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("wasmbus.evt.x.>"), "{}", run.stderr);
}

/// Who reads alone knows what should have come.
pub(crate) fn a_sole_reader_tells_what_is_missing() {
    let (server, publisher) = stream(0);
    let read =
        |more: &[&str]| finish(durable(&server, "-", &[&["--output", "/dev/null"], more].concat())).code;
    // A stream without a message proves nothing, whoever reads it.
    assert_eq!(read(&[]), Some(3));
    publisher.store_all(SUBJECT, (0..10).map(good));
    // The consumer waits 30 s, and says so.
    assert_eq!(read(&["--ack-wait", "7s"]), Some(2));
    assert_eq!(read(&["--start-seq", "5"]), Some(2));
    assert_eq!(read(&["--sole-reader"]), Some(0));
}

pub(crate) fn a_consumer_that_is_deleted_ends_the_run() {
    let (server, publisher) = stream(10);
    let judgements = Judgements::new();
    let running = Running::spawn(&mut durable(&server, judgements.path(), &["--follow"]), true);
    judgements.wait_for(10);
    publisher.delete_consumer("events", "audit");
    let run = running.wait();
    assert_eq!(run.code, Some(3));
    assert!(run.report()["summary"]["reasons"].to_string().contains("deleted"), "{}", run.stdout);
}
