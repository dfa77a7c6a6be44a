//! Lattice after lattice, at any pace.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use lattice_event_model::Message;
use lattice_linter::Severity;
use lattice_simulator::{Endless, Options, Simulation, messages_per_second};
use serde_json::Value;

use crate::lattice::judge;

const PACES: [f64; 7] = [0.1, 0.5, 1.0, 3.0, 50.0, 1_000.0, 10_000.0];

fn event(message: &Message) -> Value {
    serde_json::from_slice(&message.payload).unwrap()
}

fn time(value: &Value) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap()
}

fn endless(seed: u64, pace: f64, count: usize) -> Vec<Message> {
    Endless::new(Options { seed, pace, ..Options::default() }).take(count).collect()
}

#[test]
fn it_goes_on_where_the_first_lattice_ends() {
    let options = Options::default();
    let first: Vec<Message> = Simulation::new(options.clone()).collect();
    let messages: Vec<Message> = Endless::new(options).take(3 * first.len()).collect();
    assert_eq!(messages[..first.len()], first);
    let (last, next) = (event(&first[first.len() - 1]), event(&messages[first.len()]));
    assert_eq!(next["type"], "com.wasmcloud.lattice.host_started");
    let pause = time(&next["time"]) - time(&last["time"]);
    assert!(pause > TimeDelta::zero() && pause < TimeDelta::milliseconds(10), "{pause}");
    // The hosts of the next lattice are others.
    assert!(first.iter().all(|message| event(message)["source"] != next["source"]));
}

#[test]
fn the_same_seed_plays_the_same_messages() {
    assert_eq!(endless(3, 1.0, 500), endless(3, 1.0, 500));
    assert_ne!(endless(3, 1.0, 500), endless(4, 1.0, 500));
}

#[test]
fn nothing_is_found_at_any_pace() {
    for (seed, pace) in (0..).zip(PACES) {
        for (position, finding) in
            judge(&endless(seed, pace, 700)).iter().flat_map(|judgement| judgement.iter()).enumerate()
        {
            // Hosts send deprecated fields, and tell twice that a component was scaled.
            assert!(
                finding.severity == Severity::Info
                    && ["deprecated-field", "repeated-event"].contains(&finding.rule.as_ref()),
                "pace {pace}, finding {position}: {}",
                finding.message
            );
        }
    }
}

/// What an identity states fits the time at which the event tells it.
#[test]
fn identities_do_not_contradict_their_events_at_any_pace() {
    for (seed, pace) in (0..).zip(PACES) {
        let mut seen = BTreeMap::new();
        for message in endless(seed, pace, 700) {
            let event = event(&message);
            let name = event["type"].as_str().unwrap().rsplit('.').next().unwrap().to_owned();
            let data = &event["data"];
            // Below pace 1 and at it, times are told in whole seconds.
            let now = time(&event["time"]);
            let second = TimeDelta::seconds(i64::from(pace <= 1.0));
            match name.as_str() {
                "identity_issued" | "identity_rotated" => {
                    assert!(time(&data["issued_at"]) <= now, "pace {pace}: {data}");
                    assert!(time(&data["expires_at"]) > now, "pace {pace}: {data}");
                    if let Some(former) = data.get("previous_expires_at") {
                        assert!(time(former) > now, "pace {pace}: {data}");
                    }
                }
                "identity_rotate_failed" => {
                    assert!(time(&data["expires_at"]) > now, "pace {pace}: {data}");
                    assert!(time(&data["retry_at"]) > now - second, "pace {pace}: {data}");
                }
                "identity_revoked" => assert!(time(&data["expires_at"]) > now, "pace {pace}: {data}"),
                "identity_expired" => assert!(time(&data["expired_at"]) <= now, "pace {pace}: {data}"),
                _ => continue,
            }
            *seen.entry(name).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 5, "pace {pace}: {seen:?}");
    }
}

#[test]
fn the_lattice_lives_as_many_times_faster_as_its_pace() {
    let heartbeats = |pace| -> Vec<TimeDelta> {
        let messages = endless(5, pace, 60);
        let events: Vec<Value> = messages.iter().map(event).collect();
        let times: Vec<_> = events
            .iter()
            .filter(|event| event["type"] == "com.wasmcloud.lattice.host_heartbeat")
            .filter(|event| event["source"] == events[0]["source"])
            .map(|event| time(&event["time"]))
            .collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    };
    for (pace, milliseconds) in [(1.0, 30_000), (50.0, 600), (0.1, 300_000)] {
        let pauses = heartbeats(pace);
        assert!(pauses.len() > 2);
        for pause in pauses {
            // An event may wait until others are told.
            let late = pause.num_milliseconds() - milliseconds;
            assert!(late.abs() <= milliseconds / 1_000 + 1, "pace {pace}: {pause}");
        }
    }
}

#[test]
fn a_pace_that_is_none_is_taken_for_the_nearest() {
    assert_eq!(endless(1, f64::NAN, 100), endless(1, 1.0, 100));
    assert_eq!(endless(1, -1.0, 100), endless(1, 0.001, 100));
    assert_eq!(endless(1, f64::INFINITY, 100), endless(1, 1_000_000.0, 100));
}

#[test]
fn times_keep_four_digits_of_the_year() {
    let start = DateTime::parse_from_rfc3339("8999-12-31T23:59:00Z").unwrap().to_utc();
    let options = Options { start, duration: TimeDelta::minutes(3), ..Options::default() };
    let one = Simulation::new(options.clone()).count();
    let messages: Vec<Message> = Endless::new(options).take(2 * one).collect();
    assert!(event(&messages[one - 1])["time"].as_str().unwrap().starts_with("9000-01-01"));
    assert!(event(&messages[one])["time"].as_str().unwrap().starts_with("8999-12-31T23:59:00"));
}

#[test]
fn the_rate_is_that_of_a_stream() {
    let options = Options::default();
    let rate = messages_per_second(&options);
    // The pace of the options does not matter.
    assert_eq!(messages_per_second(&Options { pace: 9.0, ..options.clone() }), rate);
    for pace in [1.0, 50.0] {
        let messages: Vec<Message> = Endless::new(Options { pace, ..options.clone() }).take(1_000).collect();
        let duration = time(&event(&messages[999])["time"]) - time(&event(&messages[0])["time"]);
        let measured = 1_000.0 / (duration.num_microseconds().unwrap() as f64 / 1_000_000.0);
        assert!((measured / (rate * pace) - 1.0).abs() < 0.1, "{measured} in place of {rate} at pace {pace}");
    }
}
