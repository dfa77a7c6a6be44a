//! A catalogue that has nothing to do with wasmCloud: the same emitters publish
//! it, and `event-lint check --catalog` judges its events.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests write into folders of their own")]

use std::{fs, path::Path, process::Command};

use lattice_codegen::{FileSet, Input, LinterDocumentation};
use serde_json::{Value, json};

#[path = "../../codegen/tests/shop/mod.rs"]
mod shop;

/// Publishes the catalogue of the shop into a folder.
fn published() -> tempfile::TempDir {
    let linter = LinterDocumentation::default();
    let input = Input {
        catalog: &shop::CATALOG,
        linter,
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: None,
    };
    let files: FileSet = lattice_codegen::generate(&input).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files.iter() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn order(id: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "type": "com.example.shop.order_placed",
        "source": "/tills/4",
        "time": "2026-02-04T12:00:00Z",
        "data": data,
    })
}

fn good_order() -> Value {
    json!({
        "order": "O-1042",
        "items": [{ "article": "lamp", "count": 1 }],
        "payment": "card",
        "delivery": { "kind": "pickup", "till": "/tills/4" },
        "note": null,
    })
}

fn recorded(subject: &str, event: &Value) -> String {
    json!({ "subject": subject, "headers": null, "payload": event.to_string(), "ts": "2026-02-04T12:00:01Z" })
        .to_string()
}

/// Rules and pointers of the findings, and the exit code.
fn check(catalog: &Path, recording: &[String]) -> (Vec<(String, String)>, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("orders.ndjson"), recording.join("\n")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_event-lint"))
        .args(["check", "orders.ndjson", "--format", "jsonl", "--catalog"])
        .arg(catalog)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let mut findings: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    findings.pop();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings =
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["pointer"]))).collect();
    (findings, output.status.code())
}

#[test]
fn events_of_the_shop_are_judged_by_the_shops_catalogue() {
    let folder = published();
    let catalog = folder.path();
    let subject = "shop.evt.north.order_placed";

    let good = recorded(subject, &order("1", good_order()));
    assert_eq!(check(catalog, &[good]), (vec![], Some(0)));

    let mut without_items = good_order();
    without_items.as_object_mut().unwrap().remove("items");
    let mut with_barter = good_order();
    with_barter["payment"] = json!("barter");
    let mut with_discount = good_order();
    with_discount["discount"] = json!(5);
    let recording = [
        recorded(subject, &order("1", without_items)),
        recorded(subject, &order("2", with_barter)),
        recorded(subject, &order("3", with_discount)),
        recorded("shop.evt.north.order_cancelled", &order("4", good_order())),
        // What a lattice would say is an unknown type here.
        recorded(
            "wasmbus.evt.default.host_started",
            &json!({
                "specversion": "1.0",
                "id": "5",
                "type": "com.wasmcloud.lattice.host_started",
                "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                "data": { "host_id": "" },
            }),
        ),
    ];
    let expected = [
        ("schema-violation", "/data/items"),
        ("unknown-enum-value", "/data/payment"),
        ("deprecated-field", "/data/discount"),
        ("subject-mismatch", "/type"),
        ("unknown-type", "/type"),
        ("relative-source", "/source"),
    ];
    let expected = expected.map(|(rule, pointer)| (rule.to_owned(), pointer.to_owned()));
    assert_eq!(check(catalog, &recording), (expected.to_vec(), Some(1)));
}

#[test]
fn a_catalogue_that_was_changed_or_is_none_is_refused() {
    let folder = published();
    let path = folder.path().join("schemas/shop/v1/order-placed/1.1.0.schema.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"items\"", "\"item\"")).unwrap();
    let good = recorded("shop.evt.north.order_placed", &order("1", good_order()));
    assert_eq!(check(folder.path(), std::slice::from_ref(&good)).1, Some(2));

    let empty = tempfile::tempdir().unwrap();
    assert_eq!(check(empty.path(), &[good]).1, Some(2));
}
