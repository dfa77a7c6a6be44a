//! The catalogue of a shop: events that have nothing to do with wasmCloud, as
//! published files in memory.

use std::{borrow::Cow, collections::HashMap, io, sync::Arc};

use lattice_event_model::catalog::{CATALOG_PATH, Catalog, CatalogSource, sha256};
use serde_json::{Value, json};

/// Where the shop publishes its files.
const BASE: &str = "https://shop.example";

struct Memory(HashMap<String, Vec<u8>>);

impl CatalogSource for Memory {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.0.get(path).map(|bytes| Cow::Owned(bytes.clone())).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn describe(&self) -> String {
        "the memory of a test".to_owned()
    }
}

/// An event of the shop: its name, what else the catalogue says of it, and its
/// schemas by version, newest first.
type Entry = (&'static str, Value, &'static [(&'static str, &'static str)]);

fn entries() -> [Entry; 5] {
    [
        (
            "order_placed",
            json!({ "status": { "state": "stable", "since": "1.0.0" }, "source_field": "/till" }),
            &[
                ("1.1.0", include_str!("schemas/order-placed-1.1.0.json")),
                ("1.0.0", include_str!("schemas/order-placed-1.0.0.json")),
            ],
        ),
        (
            "order_cancelled",
            json!({ "status": { "state": "stable", "since": "1.0.0" }, "source_field": "/till" }),
            &[("1.0.0", include_str!("schemas/order-cancelled-1.0.0.json"))],
        ),
        (
            "order_noted",
            json!({ "status": {
                "state": "deprecated",
                "since": "1.1.0",
                "note": "Nobody writes notes.",
                "replacement": "order_placed",
            }, "emitted": { "since": "2.1.0", "until": "2.9.0" } }),
            &[("1.0.0", include_str!("schemas/order-noted-1.0.0.json"))],
        ),
        (
            "order_faxed",
            json!({ "status": { "state": "removed", "since": "1.0.0" } }),
            &[("1.0.0", include_str!("schemas/order-faxed-1.0.0.json"))],
        ),
        (
            "till_started",
            json!({ "status": { "state": "stable", "since": "1.0.0" }, "producer_version_field": "/version" }),
            &[("1.0.0", include_str!("schemas/till-started-1.0.0.json"))],
        ),
    ]
}

/// The catalogue, some of whose files are lost.
pub(crate) fn catalog(lost: &[&str]) -> Arc<Catalog> {
    let mut files = files();
    for path in lost {
        files.remove(*path).expect("the file is published");
    }
    Arc::new(Catalog::open(Memory(files)).expect("the shop has a catalogue"))
}

fn files() -> HashMap<String, Vec<u8>> {
    let mut files = HashMap::new();
    let events: Vec<Value> = entries().into_iter().map(|entry| event(entry, &mut files)).collect();
    let catalog = json!({
        "$schema": format!("{BASE}/schemas/catalog/0.1.0.schema.json"),
        "name": "shop",
        "title": "Orders of a shop",
        "summary": "Orders and tills.",
        "version": "1.1.0",
        "base_address": BASE,
        "owner": "The shop",
        "repository": BASE,
        "publishers": [{
            "name": "till",
            "namespace": "shop",
            "type_prefix": "example.shop",
            "subject": "shop.{branch}.{event}",
            "former_subjects": ["shop.{branch}"],
            "source": { "description": "The till.", "example": "/tills/4", "pattern": "^/tills/[0-9]+$" },
        }],
        "families": [{ "name": "orders", "title": "Orders", "summary": "Orders.", "publisher": "shop" }],
        "events": events,
        "legacy": [{
            "publisher": "shop",
            "before": "2.0.0",
            "events": [
                {
                    "type": "example.shop.sold",
                    "versions": "1.x",
                    "successor": "example.shop.order_placed",
                    "changed": "Orders have a number.",
                    "marked_by": [],
                },
                {
                    "type": "example.shop.order_placed",
                    "versions": "1.x",
                    "successor": "example.shop.order_placed",
                    "changed": "`basket` became `items`.",
                    "marked_by": ["/basket"],
                },
                {
                    "type": "example.shop.till_started",
                    "versions": "1.x",
                    "successor": "example.shop.till_started",
                    "changed": "Nothing.",
                    "marked_by": [],
                },
                {
                    "type": "example.shop.order_faxed",
                    "versions": "1.x",
                    "successor": "example.shop.order_faxed",
                    "changed": "Faxes tell their order.",
                    "marked_by": [],
                    "lacks": ["/order", "/till"],
                },
            ],
        }],
        "phantoms": [
            { "type": "example.shop.order_eaten", "note": "A joke of the manual." },
            { "type": "example.shop.order_lost", "note": "Orders are cancelled.", "instead": "example.shop.order_cancelled" },
        ],
        "collections": [],
    });
    files.insert(CATALOG_PATH.to_owned(), catalog.to_string().into_bytes());
    files
}

fn event((name, mut event, versions): Entry, files: &mut HashMap<String, Vec<u8>>) -> Value {
    let slug = name.replace('_', "-");
    let versions: Vec<Value> = versions
        .iter()
        .map(|(version, schema)| {
            let path = format!("schemas/shop/v1/{slug}/{version}.schema.json");
            files.insert(path.clone(), schema.as_bytes().to_vec());
            let file = json!({ "path": path, "sha256": sha256(schema.as_bytes()) });
            let renderings = json!({ "canonical": file, "draft07": file, "strict": file });
            json!({
                "version": version,
                "dataschema": format!("{BASE}/{path}"),
                "data": renderings,
                "event": renderings,
            })
        })
        .collect();
    let rest = json!({
        "type": format!("example.shop.{name}"),
        "name": name,
        "title": name,
        "summary": name,
        "family": "orders",
        "subject": format!("shop.{{branch}}.{name}"),
        "related": [],
        "page": format!("docs/events/{slug}.md"),
        "version": versions[0]["version"],
        "versions": versions,
    });
    event.as_object_mut().expect("an object").entry("emitted").or_insert_with(|| json!({}));
    event.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
    event
}
