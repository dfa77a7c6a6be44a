//! Connections that break, and what a watch says of that.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use super::{
    events::SUBJECT, judgements::Judgements, program::Running, publisher::Publisher, server::Server,
};

fn watch(server: &Server, judgements: &Judgements) -> Running {
    watch_with(server, judgements, &[])
}

fn watch_with(server: &Server, judgements: &Judgements, more: &[&str]) -> Running {
    let address = server.address();
    let watch = ["watch", "--server", &address, "--format", "json", "--judgements", judgements.path()];
    Running::ready(&[&watch, more].concat())
}

pub(crate) fn a_restart_of_the_server_is_a_gap() {
    for (arguments, code) in [(&[][..], 3), (&["--allow-gaps"], 0)] {
        let mut server = Server::start();
        let judgements = Judgements::new();
        let mut running = watch_with(&server, &judgements, arguments);
        judgements.publish_until_judged(&Publisher::to(&server));
        server.restart();
        running.until("connected again");
        judgements.publish_until_judged(&Publisher::to(&server));
        running.signal("-INT");
        let run = running.wait();
        let report = run.report();
        assert_eq!(run.code, Some(code), "{report:#}");
        assert!(report["summary"]["messages"].as_u64().unwrap() >= 2);
        let gaps = report["connection"]["gaps"].as_array().unwrap();
        assert_eq!(gaps.len(), 1, "{gaps:?}");
        assert!(gaps[0]["from"].as_str().unwrap() < gaps[0]["to"].as_str().unwrap());
    }
}

/// A connection over which nothing comes any more is noticed by its silence.
pub(crate) fn a_cut_network_is_a_gap() {
    let server = Server::start();
    let judgements = Judgements::new();
    let mut running = watch(&server, &judgements);
    judgements.publish_until_judged(&Publisher::to(&server));
    server.pause();
    running.until("the connection broke");
    server.go_on();
    running.until("connected again");
    judgements.publish_until_judged(&Publisher::to(&server));
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    assert_eq!(run.code, Some(3), "{report:#}");
    assert!(report["summary"]["messages"].as_u64().unwrap() >= 2, "{report:#}");
    assert!(report["connection"]["gap_count"].as_u64().unwrap() >= 1);
}

pub(crate) fn a_server_that_stays_away_is_a_gap_without_an_end() {
    let mut server = Server::start();
    let address = server.address();
    let mut running = Running::ready(&["watch", "--server", &address, "--format", "json"]);
    server.kill();
    running.until("the connection broke");
    running.signal("-TERM");
    let run = running.wait();
    let report = run.report();
    assert_eq!(run.code, Some(3));
    assert_eq!(report["connection"]["gap_count"], 1);
    assert!(report["connection"]["gaps"][0].get("to").is_none(), "{report:#}");
}

/// Headers that are no headers make the client break the connection. That is
/// not judged as an event, but it is told.
pub(crate) fn headers_that_break_the_connection_are_a_gap() {
    let server = Server::start();
    let judgements = Judgements::new();
    let mut running = watch(&server, &judgements);
    let mut raw = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    raw.write_all(b"CONNECT {\"verbose\":false,\"headers\":true}\r\n").unwrap();
    let header = b"NATS/1.0\r\nbad\xff\xfe: x\r\n\r\n";
    raw.write_all(format!("HPUB {SUBJECT} {0} {0}\r\n", header.len()).as_bytes()).unwrap();
    raw.write_all(header).unwrap();
    raw.write_all(b"\r\nPING\r\n").unwrap();
    let mut answer = [0; 4096];
    assert!(raw.read(&mut answer).unwrap() > 0);
    running.until("connected again");
    judgements.publish_until_judged(&Publisher::to(&server));
    running.signal("-INT");
    let run = running.wait();
    assert_eq!(run.code, Some(3));
    assert!(run.report()["summary"]["messages"].as_u64().unwrap() >= 1);
    assert_eq!(run.report()["connection"]["gap_count"], 1);
}
