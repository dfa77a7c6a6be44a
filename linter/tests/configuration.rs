//! What a configuration does to findings: scopes, ignores, and who wins.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{path::Path, sync::Arc};

use lattice_event_model::catalog::{Catalog, Directory};
use lattice_linter::{Configuration, Input, Level, Linter, Origin, Settings, configuration::expand, input};

const HOST: &str = "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS";

/// An event with a field that nobody knows, in a lattice.
fn event(lattice: &str, id: &str) -> String {
    let payload = serde_json::json!({
        "specversion": "1.0", "id": id, "type": "com.wasmcloud.lattice.config_set", "source": HOST,
        "time": "2026-02-04T12:00:00Z", "datacontenttype": "application/json",
        "data": {"config_name": "default-http", "surprise": 1}
    });
    let subject = format!("wasmbus.evt.{lattice}.config_set");
    serde_json::json!({"subject": subject, "headers": null, "payload": payload.to_string()}).to_string()
}

struct Run {
    /// By message: the level at which `unknown-field` was told, and how often.
    levels: Vec<Option<(Level, u64)>>,
    linter: Linter,
}

fn run(configuration: &str, everywhere: &[(&str, Level)], today: &str, lines: &[String]) -> Run {
    let configuration = Configuration::read(configuration).unwrap();
    let everywhere = everywhere.iter().map(|(name, level)| ((*name).to_owned(), *level)).collect();
    let settings = Settings {
        severities: expand(&configuration.rules),
        scopes: configuration.scope,
        everywhere: expand(&everywhere),
        ignores: configuration.ignore,
        today: Some(today.parse().unwrap()),
        ..Settings::default()
    };
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let catalog = Arc::new(Catalog::open(Directory::new(generated)).unwrap());
    let mut linter = Linter::new(catalog, settings).unwrap();
    let levels = lines
        .iter()
        .map(|line| {
            let inputs: Vec<Input> = input::from_document("test", line);
            let judgement = linter.judge(inputs.first().unwrap());
            let finding = judgement.iter().find(|finding| finding.rule == "unknown-field")?;
            Some((finding.severity.into(), finding.count))
        })
        .collect();
    Run { levels, linter }
}

fn levels(configuration: &str, everywhere: &[(&str, Level)]) -> Vec<Option<Level>> {
    let lines = ["default", "production"].map(|lattice| event(lattice, "1"));
    let run = run(configuration, everywhere, "2026-06-01", &lines);
    run.levels.into_iter().map(|told| told.map(|(level, _)| level)).collect()
}

#[test]
fn who_wins() {
    use Level::{Allow, Error, Info, Warning};
    let own = "";
    let rules = "[rules]\nunknown-field = 'error'\n";
    let off = "[rules]\nunknown-field = 'allow'\n";
    let scope = "[[scope]]\nlattices = ['prod*']\nrules = { unknown-field = 'info' }\n";
    let later = "[[scope]]\nsubjects = ['*.production.*']\nrules = { unknown-field = 'error' }\n";
    let scope_off = "[[scope]]\ntypes = ['*config_set']\nrules = { unknown-field = 'allow' }\n";
    let other =
        "[[scope]]\ntypes = ['*config_set']\nsources = ['other']\nrules = { unknown-field = 'allow' }\n";
    let level = "[[scope]]\nsources = ['NADAV*']\nrules = { warnings = 'error', unknown-field = 'info' }\n";
    let deny = [("unknown-field", Error)];
    let allow = [("warnings", Allow)];
    for (configuration, everywhere, expected) in [
        (own.to_owned(), &[][..], [Some(Warning), Some(Warning)]),
        (rules.to_owned(), &[], [Some(Error), Some(Error)]),
        (scope.to_owned(), &[], [Some(Warning), Some(Info)]),
        (format!("{rules}{scope}"), &[], [Some(Error), Some(Info)]),
        (format!("{scope}{later}"), &[], [Some(Warning), Some(Error)]),
        (format!("{later}{scope}"), &[], [Some(Warning), Some(Info)]),
        (format!("{off}{scope}"), &[], [None, Some(Info)]),
        (scope_off.to_owned(), &[], [None, None]),
        (format!("{scope_off}{later}"), &[], [None, Some(Error)]),
        (other.to_owned(), &[], [Some(Warning), Some(Warning)]),
        (level.to_owned(), &[], [Some(Info), Some(Info)]),
        (format!("{off}{scope_off}"), &deny, [Some(Error), Some(Error)]),
        (format!("{rules}{later}"), &allow, [None, None]),
    ] {
        assert_eq!(levels(&configuration, everywhere), expected, "{configuration}{everywhere:?}");
    }
}

#[test]
fn ignores_leave_out_what_they_name_whatever_its_level_is() {
    let lines = [event("default", "1"), event("default", "2"), event("production", "1")];
    for (ignore, left) in [
        ("", [false, false, false]),
        ("id = '1'", [false, true, false]),
        ("lattices = ['default']", [false, false, true]),
        ("lattices = ['default']\nid = '1'", [false, true, true]),
        ("types = ['com.wasmcloud.lattice.config_set']", [false, false, false]),
        ("types = ['com.wasmcloud.lattice.config']", [true, true, true]),
        ("sources = ['NB*', 'NA*']", [false, false, false]),
        ("subjects = ['wasmbus.evt.production.*']", [true, true, false]),
        ("pointer = '/data/*'", [false, false, false]),
        ("pointer = '/data'", [true, true, true]),
        ("expires = 2026-06-01", [false, false, false]),
        ("expires = '2026-05-31'", [true, true, true]),
    ] {
        let configuration = format!("[[ignore]]\nrule = 'unknown-field'\nreason = 'known'\n{ignore}");
        let run = run(&configuration, &[("unknown-field", Level::Error)], "2026-06-01", &lines);
        let told: Vec<bool> = run.levels.iter().map(Option::is_some).collect();
        assert_eq!(told, left, "{ignore}");
        assert_eq!(run.linter.ignored(), left.iter().filter(|left| !**left).count() as u64, "{ignore}");
        let expired = ignore.contains("05-31");
        assert_eq!(run.linter.expired_ignores().len(), usize::from(expired));
        assert_eq!(run.linter.unused_ignores().len(), usize::from(left == [true; 3] && !expired), "{ignore}");
    }
}

#[test]
fn several_ignores_of_one_finding_are_all_in_use() {
    let ignore = "[[ignore]]\nrule = 'unknown-field'\nreason = 'known'\n";
    let run = run(&ignore.repeat(2), &[], "2026-06-01", &[event("default", "1")]);
    assert_eq!((run.linter.ignored(), run.linter.unused_ignores().len()), (1, 0));
}

#[test]
fn a_place_that_is_ignored_hides_no_other_place() {
    let data: serde_json::Map<String, serde_json::Value> =
        (0..60).map(|number| (format!("surprise_{number:02}"), 1.into())).collect();
    let payload = serde_json::json!({
        "specversion": "1.0", "id": "1", "type": "com.wasmcloud.lattice.config_set", "source": HOST, "data": data
    });
    // The fiftieth finding stands for the eleven that come after it.
    let configuration =
        "[[ignore]]\nrule = 'unknown-field'\nreason = 'known'\npointer = '/data/surprise_49'\n";
    let settings =
        Settings { ignores: Configuration::read(configuration).unwrap().ignore, ..Settings::default() };
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let catalog = Arc::new(Catalog::open(Directory::new(generated)).unwrap());
    let mut linter = Linter::new(catalog, settings).unwrap();
    let message = lattice_event_model::Message {
        payload: payload.to_string().into_bytes(),
        ..lattice_event_model::Message::default()
    };
    let judgement = linter.judge(&Input::new(message, Origin::live("test", 1)));
    let found: u64 =
        judgement.iter().filter(|finding| finding.rule == "unknown-field").map(|finding| finding.count).sum();
    assert_eq!((found, linter.ignored()), (59, 1));
}

#[test]
fn names_of_rules_are_checked_in_settings_too() {
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let catalog = Arc::new(Catalog::open(Directory::new(generated)).unwrap());
    let everywhere = [("unknwon-field".to_owned(), Level::Error)].into();
    let error = Linter::new(catalog, Settings { everywhere, ..Settings::default() }).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule `unknwon-field`: did you mean `unknown-field`?");
}
