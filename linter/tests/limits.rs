//! What a run keeps in memory, what settings change, and what a foreign
//! catalogue is judged by.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod shop;

use std::collections::BTreeMap;

use lattice_event_model::Message;
use lattice_linter::{
    Evictions, Input, Judgement, Level, Limits, Linter, LinterError, Origin, Settings, Severity, Thresholds,
    example_secret, input,
    report::{Caps, Report, Tally, Tool, Verdict},
    rules,
};
use serde_json::{Value, json};

fn linter(settings: Settings) -> Linter {
    Linter::new(shop::catalog(&[]), settings).unwrap()
}

fn levels(levels: &[(&str, Level)]) -> Settings {
    let severities = levels.iter().map(|(rule, level)| ((*rule).to_owned(), *level)).collect();
    Settings { severities, ..Settings::default() }
}

fn event(event_type: &str, id: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "type": format!("example.shop.{event_type}"),
        "source": "/tills/4",
        "time": "2026-02-04T12:00:00Z",
        "data": data,
    })
}

fn order(items: Value) -> Value {
    json!({
        "order": "O-1",
        "till": "/tills/4",
        "items": items,
        "payment": "card",
        "delivery": { "kind": "pickup", "branch": "north" },
        "remark": null,
    })
}

fn on(subject: &str, event: &Value) -> Input {
    let message = Message {
        subject: Some(subject.to_owned()),
        payload: event.to_string().into_bytes(),
        ..Message::default()
    };
    Input::new(message, Origin::live("nats://shop.example:4222", 7))
}

fn rule_names(judgement: &Judgement) -> Vec<&str> {
    judgement.iter().map(|finding| finding.rule.as_ref()).collect()
}

fn report(tally: &Tally, linter: &Linter) -> Report {
    let tool = Tool { name: "test".to_owned(), version: "1.0.0".to_owned(), catalog: "shop".to_owned() };
    tally.report(tool, Verdict::Pass, linter.coverage())
}

#[test]
fn nothing_is_said_about_good_events_of_another_catalogue() {
    let mut linter = linter(Settings::default());
    let mut tally = Tally::new();
    let good = [
        ("order_placed", order(json!([{ "sku": "AB1", "count": 1 }]))),
        ("order_cancelled", json!({ "order": "O-1" })),
        ("till_started", json!({ "version": "2.0.0" })),
    ];
    for (index, (name, data)) in good.into_iter().enumerate() {
        let judgement =
            linter.judge(&on(&format!("shop.north.{name}"), &event(name, &index.to_string(), data)));
        assert_eq!(judgement.findings, []);
        tally.message(&judgement);
    }
    let summary = report(&tally, &linter).summary;
    assert_eq!((summary.messages, summary.events, summary.coverage.types_seen), (3, 3, 3));
    assert_eq!((summary.coverage.sources_seen, summary.coverage.sources_exact), (1, true));
    assert_eq!(summary.coverage.unseen, ["example.shop.order_noted", "example.shop.order_faxed"]);
}

#[test]
fn coverage_goes_on_with_another_linter() {
    let mut first = linter(Settings::default());
    let placed = order(json!([{ "sku": "AB1", "count": 1 }]));
    first.judge(&on("shop.north.order_placed", &event("order_placed", "1", placed)));
    first.judge(&on("shop.north.order_cancelled", &event("order_cancelled", "2", json!({ "order": "O-1" }))));
    let before = first.coverage();
    assert_eq!((before.types_seen, before.sources_seen), (2, 1));
    assert_eq!((before.fields.seen, before.fields.known), (11, 21));
    assert_eq!((before.values.seen, before.values.known), (2, 5));

    let mut second = linter(Settings::default());
    second.continue_coverage(first);
    assert_eq!(second.coverage(), before);
    let cancelled = json!({ "order": "O-1", "till": "/tills/4" });
    second.judge(&on("shop.north.order_cancelled", &event("order_cancelled", "3", cancelled)));
    let after = second.coverage();
    assert_eq!((after.types_seen, after.sources_seen, after.fields.seen), (2, 1, 12));
}

/// Rules that are off do not make anything unseen.
#[test]
fn coverage_does_not_need_rules() {
    let all = rules::ALL.iter().map(|rule| (rule.name, Level::Allow)).collect::<Vec<_>>();
    let mut silent = linter(levels(&all));
    silent.judge(&on("shop.north.order_cancelled", &event("order_cancelled", "1", json!({ "order": 1 }))));
    assert_eq!(silent.coverage().fields.seen, 1);
}

#[test]
fn a_live_message_has_the_place_that_its_source_gives_it() {
    let judgement = linter(Settings::default()).judge(&on("elsewhere", &json!({ "id": "1" })));
    let location = &judgement[0].location;
    assert_eq!((location.file.as_str(), location.line), ("nats://shop.example:4222", 7));
    assert_eq!(judgement[0].subject.as_deref(), Some("elsewhere"));
    assert_eq!(judgement[0].labels[0].span, 0..1);
}

#[test]
fn levels_change_severities_and_switch_rules_off() {
    let broken = input::from_line("f", 1, 0, event("order_noted", "", json!({})).to_string());
    let mut linter = linter(levels(&[
        ("schema-violation", Level::Warning),
        ("deprecated-event", Level::Error),
        ("empty-attribute", Level::Allow),
    ]));
    let judgement = linter.judge(&broken);
    let found: BTreeMap<&str, Severity> =
        judgement.iter().map(|finding| (finding.rule.as_ref(), finding.severity)).collect();
    let expected = [("deprecated-event", Severity::Error), ("schema-violation", Severity::Warning)];
    assert_eq!(found, BTreeMap::from(expected));
}

#[test]
fn a_misspelt_field_is_told_by_one_rule_or_by_the_other() {
    let data = json!({ "ordre": "O-1" });
    let message = on("shop.north.order_cancelled", &event("order_cancelled", "1", data));
    assert_eq!(rule_names(&linter(Settings::default()).judge(&message)), ["schema-violation"]);
    let allowing = levels(&[("schema-violation", Level::Allow)]);
    assert_eq!(rule_names(&linter(allowing).judge(&message)), ["unknown-field"]);
}

#[test]
fn unknown_rules_are_refused_with_the_nearest_one() {
    let error = Linter::new(shop::catalog(&[]), levels(&[("unknown-fields", Level::Allow)])).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule `unknown-fields`: did you mean `unknown-field`?");
    let error = Linter::new(shop::catalog(&[]), levels(&[("spelling", Level::Allow)])).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule `spelling`");
}

#[test]
fn a_schema_that_is_missing_is_told_once() {
    let lost = ["schemas/shop/v1/order-cancelled/1.0.0.schema.json"];
    let mut linter = Linter::new(shop::catalog(&lost), Settings::default()).unwrap();
    let cancelled = |order: u64| {
        let event = event("order_cancelled", &order.to_string(), json!({ "order": order }));
        on("shop.north.order_cancelled", &event)
    };
    assert_eq!(rule_names(&linter.judge(&cancelled(5))), Vec::<&str>::new());
    assert!(matches!(linter.take_error(), Some(LinterError::Catalog(_))));
    assert_eq!(rule_names(&linter.judge(&cancelled(6))), Vec::<&str>::new());
    assert!(linter.take_error().is_none());
    assert!(Linter::new(shop::catalog(&lost), Settings::default()).unwrap().preload().is_err());
    assert!(Linter::new(shop::catalog(&[]), Settings::default()).unwrap().preload().is_ok());
}

#[test]
fn what_is_forgotten_is_counted() {
    let limits = Limits { sources: 2, events: 3, ..Limits::default() };
    let mut linter = linter(Settings { limits, ..Settings::default() });
    for number in 0..10 {
        let mut started = event("till_started", "1", json!({ "version": "1.0.0" }));
        started["source"] = format!("/tills/{number}").into();
        linter.judge(&on("shop.north.till_started", &started));
    }
    assert_eq!(linter.evictions(), Evictions { sources: 8, events: 7 });
    let coverage = linter.coverage();
    assert_eq!((coverage.sources_seen, coverage.sources_exact), (2, false));
    // The last tills are still known to be old, and the first ones are not.
    for (till, expected) in [(9, vec!["legacy-event"]), (0, vec!["schema-violation"])] {
        let mut placed = event("order_placed", "2", order(json!([])));
        placed["source"] = format!("/tills/{till}").into();
        placed["data"]["till"] = placed["source"].clone();
        assert_eq!(rule_names(&linter.judge(&on("shop.north.order_placed", &placed))), expected);
    }
}

#[test]
fn findings_of_one_message_are_limited_and_counted() {
    let limits = Limits { findings: 3, ..Limits::default() };
    let mut linter = linter(Settings { limits, ..Settings::default() });
    let items: Vec<Value> = (0..10).map(|_| json!({ "sku": "ab", "count": 0 })).collect();
    let judgement =
        linter.judge(&on("shop.north.order_placed", &event("order_placed", "1", order(items.into()))));
    let counts: Vec<u64> = judgement.iter().map(|finding| finding.count).collect();
    assert_eq!(counts, [1, 1, 18]);

    // The batch itself is a finding too.
    let batch: Vec<Value> = (0..10).map(|_| json!({ "id": "1" })).collect();
    let judgement = linter.judge(&on("elsewhere", &batch.into()));
    let counts: Vec<u64> = judgement.iter().map(|finding| finding.count).collect();
    assert_eq!((judgement.events.len(), counts), (10, vec![1, 1, 1, 28]));
}

#[test]
fn of_large_data_the_first_violation_is_named() {
    let limits = Limits { values: 30, ..Limits::default() };
    let mut linter = linter(Settings { limits, ..Settings::default() });
    for (length, expected) in [(3, 3), (30, 1)] {
        let items = vec![json!(0); length];
        let placed = event("order_placed", &length.to_string(), order(items.into()));
        let judgement = linter.judge(&on("shop.north.order_placed", &placed));
        assert_eq!(judgement.len(), expected, "{length} items");
    }
}

#[test]
fn long_values_are_cut_everywhere() {
    let long = "x".repeat(100_000);
    let mut placed = event(&long, &long, json!({}));
    placed["source"] = long.clone().into();
    let mut linter = linter(Settings::default());
    let unknown = linter.judge(&on(&long, &placed));
    let mut placed = event("order_cancelled", "1", json!({ "order": "O-1", "till": long, long.as_str(): 1 }));
    placed["dataschema"] = format!("https://shop.example/{long}").into();
    let known = linter.judge(&on(&long, &placed));
    assert_eq!(rule_names(&unknown), ["large-message", "large-attributes", "unknown-type"]);
    assert_eq!(known.len(), 6, "{:?}", rule_names(&known));
    for finding in unknown.iter().chain(known.iter()) {
        assert!(serde_json::to_string(finding).unwrap().len() < 4000, "{}", finding.rule);
    }
}

#[test]
fn equal_findings_are_merged_after_a_few_and_left_out_after_many() {
    let caps = Caps { single: 2, kept: 4, types: 2 };
    let mut linter = linter(Settings::default());
    let mut tally = Tally::with_caps(caps);
    for round in 0..5 {
        let fields = json!({ "order": "O-1", "zebra": round, "yak": 2, "xenops": 3 });
        tally.message(
            &linter.judge(&on(
                "shop.north.order_cancelled",
                &event("order_cancelled", &round.to_string(), fields),
            )),
        );
    }
    let report = report(&tally, &linter);
    assert_eq!(report.summary.by_rule["unknown-field"], 15);
    assert_eq!(report.summary.findings.warning, 15);
    let kept: Vec<(&str, u64)> = report
        .findings
        .iter()
        .map(|finding| (finding.pointer.as_deref().unwrap_or_default(), finding.count))
        .collect();
    assert_eq!(kept, [("/data/zebra", 1), ("/data/yak", 1), ("/data/xenops", 5), ("/data/zebra", 4)]);
    assert_eq!(report.summary.left_out["unknown-field"], 4);
    let listed: u64 = report.findings.iter().map(|finding| finding.count).sum();
    assert_eq!(listed + report.summary.left_out["unknown-field"], 15);
}

#[test]
fn types_of_peers_do_not_fill_the_memory() {
    let caps = Caps { types: 2, ..Caps::default() };
    let mut linter = linter(Settings::default());
    let mut tally = Tally::with_caps(caps);
    for number in 0..10 {
        tally.message(
            &linter.judge(&on("shop.north.x", &event(&format!("made_up_{number}"), "1", json!({})))),
        );
    }
    let summary = report(&tally, &linter).summary;
    assert_eq!(summary.by_type.len(), 2);
    assert_eq!((summary.other_types.events, summary.other_types.warning), (8, 8));
    assert_eq!(summary.findings.warning, 10);
}

#[test]
fn a_report_survives_being_written_and_read() {
    let mut linter = linter(Settings::default());
    let mut tally = Tally::new();
    tally.message(&linter.judge(&Input::too_long("f", 3, 100, 99, 50)));
    tally.message(&linter.judge(&input::from_line("f", 4, 200, "{}")));
    tally.set_lost(2);
    tally.evictions(linter.evictions());
    let mut report = report(&tally, &linter);
    let text = serde_json::to_string(&report).unwrap();
    report.findings.iter_mut().for_each(|finding| finding.labels.clear());
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    assert_eq!(report.summary.lost, 2);
    let first = &report.findings[0];
    assert_eq!((first.rule.as_ref(), first.location.line, first.location.offset), ("line-too-long", 3, 100));
}

/// What an event with a text tells of it: everything that findings say, and all
/// of the payload that is shown beside them.
fn shown(text: &str, settings: Settings) -> (Vec<String>, String) {
    let mut cancelled = event("order_cancelled", "1", json!({ "order": "O-1" }));
    cancelled["dataschema"] = text.into();
    // Unknown fields and types are quoted.
    cancelled["data"]["remark"] = text.into();
    cancelled["data"][text] = 1.into();
    let mut input = on("shop.north.order_cancelled", &cancelled);
    input.message.headers = Some(vec![("X-Note".to_owned(), vec![text.to_owned()])]);
    let judgement = linter(settings).judge(&input);
    let mut all = serde_json::to_string(&judgement.findings).unwrap();
    let mut payload = input.message.payload.clone();
    for span in judgement.iter().flat_map(|finding| &finding.withheld) {
        payload[span.clone()].fill(b'*');
    }
    all.push_str(&String::from_utf8_lossy(&payload));
    all.push_str(judgement.subject.as_deref().unwrap_or_default());
    (rule_names(&judgement).into_iter().map(str::to_owned).collect(), all)
}

/// The first secret of a text does not hide the others.
#[test]
fn all_secrets_of_a_text_are_taken_out() {
    let key = example_secret("aws", "a").unwrap();
    let percent = key.replacen('A', "%41", 1);
    let der = example_secret("der-private-key-base64", "a").unwrap();
    let random = example_secret("random", "a").unwrap();
    for (text, secrets) in [
        (format!("failed with {key} and password=swordfish99plus"), vec![&key[4..], "swordfish"]),
        (
            r#"{"password":"hunter22zulu"} {"token":"swordfish99plus"}"#.to_owned(),
            vec!["hunter22zulu", "swordfish99plus"],
        ),
        (
            r#"x {"password":"hunter22zulu"} [{"token":"swordfish99plus"}] {"a":"b"#.to_owned(),
            vec!["hunter22zulu", "swordfish99plus"],
        ),
        (format!(r#"{{"password":"hunter22zulu"}} {percent}"#), vec!["hunter22zulu", &key[4..]]),
        (format!("{key} and {random}"), vec![&key[4..], &random]),
        (format!("password=swordfish99plus {random}"), vec!["swordfish", &random]),
        (format!("bearer {key}.swordfish99plus"), vec![&key[4..], "swordfish"]),
        (format!("password=swordfish99plus:{key}"), vec![&key[4..], "swordfish"]),
        (format!("https://host.example/schemas/{der}"), vec![&der[..20], &der[20..]]),
    ] {
        let (rules, shown) = shown(&text, Settings::default());
        assert!(rules.len() > 2, "{rules:?}");
        for secret in secrets {
            assert!(!shown.contains(secret), "{text}\n{secret}\n{shown}");
        }
    }
}

/// Thresholds change what is told, and not what is shown.
#[test]
fn random_texts_are_taken_out_whatever_is_configured() {
    let random = example_secret("random", "a").unwrap();
    let lax = [(8.0, 32), (4.5, 1000), (99.0, 32), (f64::NAN, 32)];
    for (secret_entropy, secret_length) in lax {
        let thresholds = Thresholds { secret_entropy, secret_length, ..Thresholds::default() };
        let (rules, shown) = shown(&format!("got {random}"), Settings { thresholds, ..Settings::default() });
        assert!(!rules.iter().any(|rule| rule == "high-entropy-text"), "{rules:?}");
        assert!(!shown.contains(&random), "{shown}");
    }
}

/// Peers send anything, and nobody waits for it.
#[test]
fn no_text_takes_for_ever() {
    let key = example_secret("aws", "a").unwrap();
    let parts = [
        "=".to_owned(),
        "://a:b@c ".to_owned(),
        format!("{key} "),
        "password=hunter22 ".to_owned(),
        "bearer abcdefgh01234567 ".to_owned(),
        format!("{} ", example_secret("random", "a").unwrap()),
        "SA".to_owned(),
        "%25252541".to_owned(),
        r"\u{".to_owned(),
        "{[".to_owned(),
        r#"{"password":"!"} "#.to_owned(),
        "/MIMB".to_owned(),
    ];
    for part in parts {
        let text = part.repeat(100_000 / part.len());
        let begin = std::time::Instant::now();
        let mut cancelled = event("order_cancelled", "1", json!({ "order": text }));
        cancelled["data"][&text[..text.len() / 2]] = vec![text.as_str(); 2].into();
        let judgement = linter(Settings::default()).judge(&on("shop.north.order_cancelled", &cancelled));
        assert!(!judgement.findings.is_empty());
        assert!(begin.elapsed().as_secs() < 60, "{part} took {:?}", begin.elapsed());
        println!("{part} {:?}", begin.elapsed());
    }
}
