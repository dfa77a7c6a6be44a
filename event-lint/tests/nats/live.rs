//! `event-lint watch`.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    events::{SOURCE, SUBJECT, bad, good, large},
    judgements::Judgements,
    program::{Running, command, run},
    publisher::Publisher,
    server::Server,
};

/// Watches, lets the test publish, and reads the JSON report.
fn watch(server: &Server, arguments: &[&str], publish: impl FnOnce(&Publisher)) -> (Option<i32>, Value) {
    let address = server.address();
    let all = [&["watch", "--server", &address, "--format", "json"], arguments].concat();
    let running = Running::ready(&all);
    publish(&Publisher::to(server));
    let run = running.wait();
    (run.code, run.report())
}

fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// A server tells how large a payload may be. What is written down goes before.
pub(crate) fn the_limit_of_the_server_is_known() {
    let server = Server::with("max_payload: 2000");
    let publish = |publisher: &Publisher| publisher.publish(SUBJECT, large(1, 1_600));
    let (_, report) = watch(&server, &["--count", "1"], publish);
    assert_eq!(rules(&report), ["near-max-payload"]);

    let folder = tempfile::tempdir().unwrap();
    let configuration = folder.path().join("event-lint.toml");
    fs::File::create(&configuration).unwrap().write_all(b"thresholds.max-payload = \"8KiB\"\n").unwrap();
    let (code, report) =
        watch(&server, &["--count", "1", "--config", configuration.to_str().unwrap()], publish);
    assert_eq!((code, rules(&report).len()), (Some(0), 0), "{report:#}");
}

pub(crate) fn what_is_published_is_judged() {
    let server = Server::start();
    let (code, report) = watch(&server, &["--count", "5"], |publisher| {
        publisher.publish(SUBJECT, good(1));
        publisher.publish(SUBJECT, bad(2));
        publisher.publish(SUBJECT, b"no JSON".to_vec());
        publisher.publish("wasmbus.evt.other.config_set", bad(3));
        // Binary mode: attributes are headers, percent-encoded; names in any case.
        let headers = [
            ("CE-SpecVersion", "1.0"),
            ("ce-id", "0195a0b1-c2d3-4e5f-8091-00000000%30%304"),
            ("ce-type", "com.wasmcloud.lattice.config_set"),
            ("ce-source", SOURCE),
            ("ce-datacontenttype", "application/json"),
        ];
        publisher.publish_with_headers(SUBJECT, &headers, br#"{"config_name":"x"}"#.to_vec());
        // Hosts 0.82 publish here too. It is another host: between subscriptions there is no order.
        let legacy = String::from_utf8(good(5)).unwrap().replace(SOURCE, &SOURCE.replace("ADA", "BDB"));
        publisher.publish("wasmbus.evt.default", legacy.into_bytes());
    });
    assert_eq!(code, Some(1), "{report:#}");
    assert_eq!(report["summary"]["messages"], 5);
    assert_eq!(report["summary"]["lost"], 0);
    let mut found = rules(&report);
    found.sort_unstable();
    assert_eq!(found, ["invalid-json", "legacy-event", "schema-violation"]);
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == "schema-violation").unwrap();
    assert_eq!(finding["subject"], SUBJECT);
    assert_eq!(finding["location"]["file"], server.address());
    assert_eq!(finding["event"]["id"], "0195a0b1-c2d3-4e5f-8091-000000000002");
    assert_eq!(report["connection"]["server"], server.address());
    assert_eq!(report["connection"]["gap_count"], 0);
}

/// The address of the server with a line and a column would read like a port.
pub(crate) fn people_see_the_subject_and_the_number() {
    let server = Server::start();
    let address = server.address();
    let running = Running::ready(&["watch", "--server", &address, "--count", "2"]);
    Publisher::to(&server).publish_all(SUBJECT, [good(1), bad(2)]);
    let run = running.wait();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains(&format!("--> {SUBJECT}, message 2\n")), "{}", run.stdout);
    let event: Value = serde_json::from_slice(&bad(2)).unwrap();
    let id = event["id"].as_str().unwrap();
    assert!(run.stdout.contains(&format!("note: the event has the id `{id}`\n")), "{}", run.stdout);
    assert!(!run.stdout.contains(&address), "{}", run.stdout);
}

pub(crate) fn every_lattice_can_be_watched() {
    let server = Server::start();
    let publish = |publisher: &Publisher| {
        for lattice in ["default", "a", "b"] {
            publisher.publish(&format!("wasmbus.evt.{lattice}.config_set"), good(1));
        }
        publisher.publish(SUBJECT, good(2));
    };
    let (code, report) = watch(&server, &["--lattice", "*", "--count", "4"], publish);
    assert_eq!((code, &report["summary"]["messages"]), (Some(0), &4.into()), "{report:#}");
    let (code, report) = watch(&server, &["--lattice", "a", "--lattice", "b", "--for", "1s"], publish);
    assert_eq!((code, &report["summary"]["messages"]), (Some(0), &2.into()), "{report:#}");
}

pub(crate) fn any_subject_can_be_watched() {
    let server = Server::start();
    let arguments = ["--subject", "orders.>", "--subject", "wasmbus.evt.x.*", "--for", "1s"];
    let (_, report) = watch(&server, &arguments, |publisher| {
        publisher.publish("orders.paid", good(1));
        publisher.publish("wasmbus.evt.x.config_set", good(2));
        publisher.publish(SUBJECT, good(3));
    });
    assert_eq!(report["summary"]["messages"], 2);
    let address = server.address();
    let run = run(&["watch", "--server", &address, "--subject", "a.*.c", "--subject", "a.b.*"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("overlap"), "{}", run.stderr);
}

/// What accounts import from tenants has their names before the subjects.
pub(crate) fn tenants_can_be_watched() {
    let server = Server::start();
    let arguments = ["--subject-prefix", "*", "--lattice", "*", "--for", "1s"];
    let (code, report) = watch(&server, &arguments, |publisher| {
        publisher.publish("tenant-a.wasmbus.evt.default.config_set", good(1));
        publisher.publish("tenant-b.wasmbus.evt.blue.config_deleted", good(2));
        publisher.publish(SUBJECT, good(3));
    });
    assert_eq!((code, &report["summary"]["messages"]), (Some(0), &2.into()), "{report:#}");
    assert_eq!(rules(&report), ["subject-mismatch"]);
    assert_eq!(report["findings"][0]["subject"], "tenant-b.wasmbus.evt.blue.config_deleted");
}

pub(crate) fn a_run_ends_with_a_report_when_a_signal_comes() {
    let server = Server::start();
    let address = server.address();
    for signal in ["-INT", "-TERM"] {
        let running = Running::ready(&["watch", "--server", &address, "--format", "json"]);
        Publisher::to(&server).publish_all(SUBJECT, (0..10).map(good));
        running.signal(signal);
        let run = running.wait();
        // What was on its way is judged before the report is written.
        assert_eq!((run.code, &run.report()["summary"]["messages"]), (Some(0), &10.into()), "{signal}");
    }
}

pub(crate) fn a_refused_subscription_is_told_at_once() {
    let server = Server::with(
        r#"authorization { users: [ { user: u, password: p, permissions { subscribe: { allow: ["wasmbus.evt.default.>", "wasmbus.evt.default"] } } } ] }"#,
    );
    let address = format!("nats://u:p@127.0.0.1:{}", server.port());
    let start = Instant::now();
    let run = run(&["watch", "--server", &address, "--for", "60s"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(run.stderr.contains("wadm.evt.default"), "{}", run.stderr);
    assert!(run.stderr.contains("event-lint permissions"), "{}", run.stderr);
}

pub(crate) fn a_run_without_messages_proves_nothing() {
    let server = Server::start();
    let (code, report) = watch(&server, &["--for", "300ms"], |_| {});
    assert_eq!((code, &report["summary"]["verdict"]), (Some(3), &"incomplete".into()));
    let (code, _) = watch(&server, &["--for", "300ms", "--allow-empty"], |_| {});
    assert_eq!(code, Some(0));
}

pub(crate) fn enough_findings_end_a_run() {
    let server = Server::start();
    let (code, report) = watch(&server, &["--max-findings", "3"], |publisher| {
        publisher.publish_all(SUBJECT, (0..10).map(bad));
    });
    assert_eq!((code, &report["summary"]["findings"]["error"]), (Some(1), &3.into()), "{report:#}");
}

pub(crate) fn interim_reports_say_how_it_stands() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (json, sarif, junit) = (file("report.json"), file("report.sarif"), file("report.xml"));
    let arguments = [
        "watch",
        "--server",
        &address,
        "--report-every",
        "200ms",
        "--format",
        "jsonl",
        "--format",
        "json",
        "--output",
        json.to_str().unwrap(),
        "--format",
        "sarif",
        "--output",
        sarif.to_str().unwrap(),
        "--format",
        "junit",
        "--output",
        junit.to_str().unwrap(),
    ];
    let running = Running::ready(&arguments);
    Publisher::to(&server).publish(SUBJECT, bad(1));
    // The files are whole at every moment, once they are written.
    let parsed = |path: &std::path::Path| -> Option<Value> {
        let text = fs::read_to_string(path).unwrap();
        (!text.is_empty()).then(|| serde_json::from_str(&text).unwrap())
    };
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let has_json = parsed(&json).is_some_and(|report| report["summary"]["messages"] == 1);
        let has_sarif =
            parsed(&sarif).is_some_and(|log| log["runs"][0]["results"].as_array().unwrap().len() == 1);
        let text = fs::read_to_string(&junit).unwrap();
        assert!(text.is_empty() || text.trim_end().ends_with('>'), "{text}");
        if has_json && has_sarif && text.contains("schema-violation") {
            break;
        }
        assert!(Instant::now() < deadline, "no interim report");
        std::thread::sleep(Duration::from_millis(20));
    }
    running.signal("-INT");
    let run = running.wait();
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["interim"]["messages"] == 1), "{}", run.stdout);
    assert_eq!(lines.last().unwrap()["summary"]["messages"], 1);
    assert_eq!(run.code, Some(1));
}

/// A catalogue that is mended while a watch runs is used from then on, and one
/// that is broken is not.
pub(crate) fn the_catalogue_is_read_again() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("catalog");
    copy(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated"), &catalog);
    let judgements = Judgements::new();
    let arguments = [
        "watch",
        "--server",
        &address,
        "--format",
        "json",
        "--catalog",
        catalog.to_str().unwrap(),
        "--judgements",
        judgements.path(),
    ];
    let mut running = Running::ready(&arguments);
    let publisher = Publisher::to(&server);
    judgements.publish_until_judged(&publisher);

    let file = catalog.join("catalog.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, "{").unwrap();
    running.signal("-HUP");
    running.until("cannot be read again");
    judgements.publish_until_judged(&publisher);

    fs::write(
        &file,
        text.replace("com.wasmcloud.lattice.config_set\"", "com.wasmcloud.lattice.config_put\""),
    )
    .unwrap();
    running.signal("-HUP");
    running.until("was read again");
    judgements.publish_until_judged(&publisher);
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    assert!(report["summary"]["messages"].as_u64().unwrap() >= 3);
    // The same event may have been published until it was judged.
    assert!(rules(&report).iter().all(|rule| ["unknown-type", "redelivery"].contains(rule)), "{report:#}");
    // What was judged by the former catalogue has no finding.
    assert!(rules(&report).contains(&"unknown-type"), "{report:#}");
    let findings = report["summary"]["by_rule"]["unknown-type"].as_u64().unwrap();
    assert!(findings < report["summary"]["messages"].as_u64().unwrap());
}

/// SIGHUP reads the configuration again as well, and one that is wrong is not
/// taken. What was ignored before is still counted.
pub(crate) fn the_configuration_is_read_again() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event-lint.toml");
    let ignore = "[[ignore]]\nrule = 'schema-violation'\nreason = 'ours'\n";
    fs::write(&file, ignore).unwrap();
    let judgements = Judgements::new();
    let arguments = [
        "watch",
        "--server",
        &address,
        "--format",
        "json",
        "--config",
        file.to_str().unwrap(),
        "--judgements",
        judgements.path(),
    ];
    let mut running = Running::ready(&arguments);
    let publisher = Publisher::to(&server);
    publisher.publish(SUBJECT, bad(1));
    judgements.publish_until_judged(&publisher);

    fs::write(&file, "[rules]\nunknown-typ = 'error'").unwrap();
    running.signal("-HUP");
    running.until("event-lint.toml:2:1: there is no rule `unknown-typ`: did you mean `unknown-type`?");
    fs::write(&file, "subject-prefix = '*'").unwrap();
    running.signal("-HUP");
    running.until("`subject-prefix` says what was subscribed to");
    fs::write(&file, "[rules]\nschema-violation = 'warning'").unwrap();
    running.signal("-HUP");
    running.until("was read again");
    publisher.publish(SUBJECT, bad(2));
    judgements.publish_until_judged(&publisher);
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    assert_eq!(report["summary"]["ignored"], 1, "{report:#}");
    assert_eq!(report["summary"]["findings"]["error"], 0, "{report:#}");
    assert_eq!(report["summary"]["by_rule"]["schema-violation"], 1, "{report:#}");
}

/// What somebody requires cannot get lost with a type of the catalogue.
pub(crate) fn a_catalogue_without_a_required_type_is_refused() {
    let server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("catalog");
    copy(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated"), &catalog);
    let arguments = [
        "watch",
        "--server",
        &address,
        "--format",
        "json",
        "--catalog",
        catalog.to_str().unwrap(),
        "--require-seen",
        "config_deleted",
    ];
    let mut running = Running::ready(&arguments);
    let file = catalog.join("catalog.json");
    let text = fs::read_to_string(&file).unwrap();
    let renamed = text.replace("config_deleted\"", "config_removed\"");
    assert_ne!(text, renamed);
    fs::write(&file, renamed).unwrap();
    running.signal("-HUP");
    running
        .until("the former one stays: it has no event type `com.wasmcloud.lattice.config_deleted` any more");
    Publisher::to(&server).publish(SUBJECT, good(1));
    std::thread::sleep(Duration::from_millis(300));
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    assert_eq!((run.code, &report["summary"]["messages"]), (Some(1), &1.into()), "{report:#}");
    let reason = report["summary"]["reasons"][0].as_str().unwrap();
    assert!(reason.contains("com.wasmcloud.lattice.config_deleted was seen, which is required"), "{reason}");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub(crate) fn large_messages_are_judged() {
    let server = Server::start();
    let (code, report) = watch(&server, &["--count", "20"], |publisher| {
        publisher.publish_all(SUBJECT, (0..20).map(|number| large(number, 1024 * 1024 - 400)));
    });
    assert_eq!((code, &report["summary"]["messages"]), (Some(0), &20.into()), "{}", report["summary"]);
}

/// Whatever is too much is counted: judged and lost messages are what was published.
pub(crate) fn what_a_flood_drops_is_counted() {
    const FLOOD: usize = 120_000;
    let server = Server::start();
    let address = server.address();
    let running = Running::ready(&["watch", "--server", &address, "--format", "json"]);
    let publisher = Publisher::to(&server);
    publisher.publish_all(SUBJECT, (0..FLOOD).map(good));
    // The server has everything; the last messages are on their way.
    std::thread::sleep(Duration::from_secs(1));
    running.signal("-INT");
    let run = running.wait();
    let summary = &run.report()["summary"];
    let (judged, lost) = (summary["messages"].as_u64().unwrap(), summary["lost"].as_u64().unwrap());
    assert_eq!(judged + lost, FLOOD as u64, "{judged} judged, {lost} lost");
    assert_eq!(run.code, Some(if lost > 0 { 3 } else { 0 }));
}

pub(crate) fn a_queue_that_is_full_is_counted() {
    const FLOOD: usize = 3_000;
    let server = Server::start();
    let address = server.address();
    // Each message takes three quarters of the queue, so that two in a row are one too many.
    let running = Running::ready(&["watch", "--server", &address, "--format", "json", "--queue", "30KiB"]);
    Publisher::to(&server).publish_all(SUBJECT, (0..FLOOD).map(|number| large(number, 20_000)));
    std::thread::sleep(Duration::from_secs(1));
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    let (judged, lost) =
        (report["summary"]["messages"].as_u64().unwrap(), report["summary"]["lost"].as_u64().unwrap());
    assert_eq!(judged + lost, FLOOD as u64);
    assert!(lost > 0 && judged > 0, "{judged} judged, {lost} lost");
    assert_eq!(report["connection"]["dropped"], lost);
    assert_eq!(run.code, Some(3));
}

/// Whoever has no lattice of those that were seen has judged all that was for it.
pub(crate) fn a_share_without_a_lattice_has_seen_messages() {
    let server = Server::start();
    let mut seen = Vec::new();
    for share in ["1/2", "2/2"] {
        let (code, report) = watch(&server, &["--partition", share, "--for", "1s"], |publisher| {
            publisher.publish(SUBJECT, good(1));
        });
        assert_eq!(code, Some(0), "{report:#}");
        seen.push(report["summary"]["messages"].as_u64().unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, [0, 1]);
}

pub(crate) fn times_may_be_longer_than_anybody_lives() {
    let server = Server::start();
    let arguments = ["--report-every", "500000000000y", "--for", "500000000000y", "--count", "1"];
    let (code, report) = watch(&server, &arguments, |publisher| publisher.publish(SUBJECT, good(1)));
    assert_eq!((code, &report["summary"]["messages"]), (Some(0), &1.into()), "{report:#}");
}

pub(crate) fn a_ready_file_of_an_earlier_run_goes_first() {
    let mut server = Server::start();
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let (ready, recording) = (folder.path().join("ready"), folder.path().join("lattice.ndjson"));
    let ready_file = ready.to_str().unwrap();
    for arguments in [
        &["watch", "--count", "1"][..],
        &["replay", "--stream", "events"],
        &["record", "--output", recording.to_str().unwrap()],
    ] {
        server.restart();
        let arguments = [arguments, &["--server", &address, "--ready-file", ready_file]].concat();
        fs::write(&ready, "of an earlier run\n").unwrap();
        server.kill();
        assert_eq!(run(&arguments).code, Some(2), "{arguments:?}");
        assert!(!ready.exists(), "{arguments:?}");
    }
}

pub(crate) fn judgements_go_through_a_pipe() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let path = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(path).unwrap());
    let arguments = ["--count", "2", "--judgements", pipe.to_str().unwrap()];
    let (code, report) = watch(&server, &arguments, |publisher| {
        publisher.publish_all(SUBJECT, (0..2).map(good));
    });
    assert_eq!(code, Some(0), "{report:#}");
    assert_eq!(reader.join().unwrap().lines().count(), 2);
}

pub(crate) fn what_is_no_name_of_the_protocol_is_told() {
    for (arguments, text) in [
        (["watch", "--queue-group", "a b"], "without spaces"),
        (["watch", "--inbox-prefix", "a.*"], "without wildcards"),
        (["watch", "--inbox-prefix", "a."], "without wildcards"),
        (["watch", "--report-every", "0s"], "longer than nothing"),
    ] {
        let run = run(&arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(text), "{}", run.stderr);
    }
}

/// A pipe that is full keeps nobody from ending.
pub(crate) fn a_run_whose_output_nobody_reads_ends() {
    const MESSAGES: usize = 2_000;
    let server = Server::start();
    let address = server.address();
    let mut child = command(&["watch", "--server", &address, "--format", "jsonl", "--for", "1s"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It stays open, and nobody reads it.
    let _stdout = child.stdout.take().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("(ready)") {
        line.clear();
        assert!(stderr.read_line(&mut line).unwrap() > 0);
    }
    Publisher::to(&server).publish_all(SUBJECT, (0..MESSAGES).map(bad));
    let deadline = Instant::now() + Duration::from_secs(40);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let mut text = String::new();
    stderr.read_to_string(&mut text).unwrap();
    assert_eq!(status.code(), Some(3), "{text}");
    assert!(text.contains(&format!("{MESSAGES} messages were taken")), "{text}");
}

/// Nobody reads what a watch says, and it has no end of its own: it ends.
pub(crate) fn a_watch_whose_reader_went_away_ends() {
    let server = Server::start();
    let address = server.address();
    let mut child = super::program::command(&["watch", "--server", &address, "--format", "jsonl"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut told, &mut line).unwrap();
    assert!(line.contains("(ready)"), "{line}");
    Publisher::to(&server).publish_all(SUBJECT, (0..3).map(bad));
    let deadline = Instant::now() + Duration::from_secs(30);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
