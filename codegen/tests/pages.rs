//! The pages of two catalogues: a shop's, and three events of a lattice.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod case;
mod page;
mod shop;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use lattice_codegen::{
    FileSet, Guide, Input, LinterDocumentation, PlaceholderDocumentation, RuleDocumentation, RuleGroup,
    RustCrate, StatementDocumentation, StatementTable, ThresholdDocumentation,
    conformance::{CaseKind, CaseMode, CaseProfile, CaseSeverity, ConformanceCase, ExpectedFinding},
    generate,
};
use lattice_event_model::{EventEntry, Extra, catalog::CatalogDefinition, definition::EventDefinition};
use page::Page;
use serde::{Deserialize, Serialize};

/// The pages of the lattice whose snapshots are kept.
const LATTICE: [&str; 3] = ["host-started", "component-scaled", "config-set"];

const GUIDES: &[Guide<'_>] = &[Guide {
    slug: "trials",
    title: "Events on trial",
    description: "How to read events on trial.",
    family: Some("trial"),
    body: "Read [the event](../events/order-cancelled.md#fields), `{region}` and {region}.\n\n## How\n\nWith <care>.",
}];

fn rules() -> Vec<RuleDocumentation> {
    vec![RuleDocumentation {
        name: "unknown-order".to_owned(),
        summary: "Nobody knows the order.".to_owned(),
        group: "Orders {1}".to_owned(),
        severity: "warning".to_owned(),
        profiles: vec![("1.0.2".to_owned(), "allow".to_owned())],
        statements: vec!["S-1".to_owned()],
        reference: "the shop's handbook, section {2}".to_owned(),
        since: "0.1.0".to_owned(),
        documentation: "Nobody knows the order.\n\n# Why\n\nIt is lost.\n\n```json fires\n{ \"order\": \"O-{{number}}\" }\n```\n"
            .to_owned(),
    }]
}

fn statement(id: &str, unchecked: Option<&str>) -> StatementDocumentation {
    StatementDocumentation {
        id: id.to_owned(),
        obligation: "must".to_owned(),
        section: "the handbook, section {2}".to_owned(),
        address: "https://shop.example/handbook#2".to_owned(),
        since: "1.0".to_owned(),
        text: "Every order has a <number>.".to_owned(),
        unchecked: unchecked.map(str::to_owned),
    }
}

fn case(name: &str, kind: CaseKind, expected: &[CaseSeverity], official: Option<bool>) -> ConformanceCase {
    ConformanceCase {
        name: format!("unknown-order/{name}"),
        rule: "unknown-order".to_owned(),
        kind,
        description: "Nobody knows the {order}.".to_owned(),
        mode: CaseMode::Structured,
        profile: CaseProfile::Auto,
        thresholds: BTreeMap::from([("max-payload".to_owned(), "1KiB".to_owned())]),
        messages: vec![serde_json::json!({ "subject": null, "headers": null, "payload": "{{repeat:a:3}}" })],
        lines: Vec::new(),
        expected: expected
            .iter()
            .map(|severity| ExpectedFinding {
                message: 0,
                rule: "unknown-order".to_owned(),
                severity: *severity,
                pointer: Some("/data/order".to_owned()),
            })
            .collect(),
        official,
    }
}

fn shop_of(catalog: &CatalogDefinition) -> FileSet {
    let linter = LinterDocumentation {
        groups: &[
            RuleGroup { title: "Orders {1}".to_owned(), summary: "What an order is.".to_owned() },
            RuleGroup { title: "Tills".to_owned(), summary: "It has no rules.".to_owned() },
        ],
        rules: &rules(),
        statements: &[StatementTable {
            title: "The shop's handbook".to_owned(),
            summary: "What every order has.".to_owned(),
            statements: vec![statement("S-1", None), statement("S-2", Some("Nobody looks at {tills}."))],
        }],
        cases: &[
            case("fires-1", CaseKind::Fires, &[CaseSeverity::Error], Some(true)),
            case("passes-1", CaseKind::Passes, &[], None),
        ],
        placeholders: &[PlaceholderDocumentation {
            name: "repeat:TEXT:COUNT".to_owned(),
            meaning: "TEXT, COUNT times | in a row.".to_owned(),
        }],
        thresholds: &[ThresholdDocumentation {
            name: "order-size".to_owned(),
            meaning: "How large an order may be | be it `S` or `L`.".to_owned(),
            default: "64KiB".to_owned(),
            spelling: "a size".to_owned(),
        }],
        licence: "Apache-2.0",
    };
    generate(&Input {
        catalog,
        linter,
        documents: &[],
        guides: GUIDES,
        rust_crate: None,
        samples: &[],
        packages: None,
    })
    .unwrap()
}

fn shop() -> FileSet {
    shop_of(&shop::CATALOG)
}

fn lattice() -> FileSet {
    generate(&Input {
        catalog: &lattice_events::CATALOG,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: Some(RustCrate { name: "lattice-events", event_enum: "LatticeEvent" }),
        samples: &[],
        packages: None,
    })
    .unwrap()
}

fn texts(files: &FileSet) -> BTreeMap<String, String> {
    files.iter().map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

fn pages(texts: &BTreeMap<String, String>) -> Vec<Page> {
    texts
        .iter()
        .filter(|(path, _)| path.starts_with("docs/") && path.ends_with(".md"))
        .map(|(path, text)| Page::read(path, text))
        .collect()
}

/// The snapshots of this file: name and text.
fn snapshots() -> Vec<(String, String)> {
    let mut snapshots = Vec::new();
    let shop = texts(&shop());
    snapshots.push(("shop-files".to_owned(), shop.keys().map(|path| format!("{path}\n")).collect()));
    for (path, text) in &shop {
        let page = path.strip_prefix("docs/").or_else(|| path.starts_with("conformance/").then_some(path));
        if let Some(page) = page {
            snapshots.push((format!("shop-{}", page.replace('/', "-")), text.clone()));
        }
    }
    let lattice = texts(&lattice());
    for name in LATTICE {
        snapshots.push((format!("lattice-{name}"), lattice[&format!("docs/events/{name}.md")].clone()));
    }
    snapshots
}

#[test]
fn pages_are_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for catalog in [&shop::CATALOG, &lattice_events::CATALOG] {
        settings.add_filter(&catalog.base_address.replace('.', r"\."), "[base]");
    }
    settings.bind(|| {
        for (name, text) in snapshots() {
            insta::assert_snapshot!(name, text);
        }
    });
}

#[test]
fn every_snapshot_has_its_test() {
    let expected: BTreeSet<String> =
        snapshots().into_iter().map(|(name, _)| format!("{name}.snap")).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let found: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        // Snapshots of other tests begin with the name of their file.
        .filter(|name| name.ends_with(".snap") && !name.contains("__"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(shop(), shop());
    assert_eq!(lattice(), lattice());
}

#[test]
fn links_and_anchors_lead_somewhere() {
    for files in [shop(), lattice()] {
        let texts = texts(&files);
        let mut count = 0;
        let pages = pages(&texts);
        for page in &pages {
            count += page.check_links(&pages, &|path| texts.contains_key(path));
        }
        let list = Page::read("docs/llms.txt", &texts["docs/llms.txt"]);
        let listed = list.check_links(&pages, &|path| texts.contains_key(path));
        assert_eq!(listed, pages.len() + 2, "llms.txt lists every page, the schemas and the catalogue");
        assert!(count > pages.len(), "{count} links");
    }
}

/// The pages that are published, those of the linter's rules included.
#[test]
fn links_and_anchors_of_published_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    let mut texts = BTreeMap::new();
    for folder in ["docs", "docs/events", "docs/guides", "docs/rules"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                texts.insert(format!("{folder}/{name}"), std::fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut pages = pages(&texts);
    // Pages of rules lead to a heading of this one.
    let cases = "conformance/README.md";
    if let Ok(text) = std::fs::read_to_string(root.join(cases)) {
        pages.push(Page::read(cases, &text));
    }
    for page in &pages {
        page.check_links(&pages, &|path| root.join(path).is_file());
    }
    assert!(pages.len() > lattice_events::CATALOG.events.len());
}

#[test]
fn addresses_titles_and_front_matter_are_in_order() {
    for files in [shop(), lattice()] {
        let texts = texts(&files);
        for page in pages(&texts) {
            page.check_path();
            page.check_front_matter();
            page.check_headings();
            assert!(!page.text.contains('\r') && page.text.ends_with("\n") && !page.text.ends_with("\n\n"));
        }
        for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".json")) {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

#[test]
fn a_page_of_an_event_has_its_twelve_parts() {
    for (catalog, files) in [(&shop::CATALOG, shop()), (&lattice_events::CATALOG, lattice())] {
        let texts = texts(&files);
        for entry in catalog.events {
            let definition = entry.definition;
            let path = format!("docs/events/{}.md", definition.slug());
            Page::read(&path, &texts[&path]).check_parts(definition);
        }
    }
}

#[test]
fn an_example_that_does_not_fit_is_not_printed() {
    const EVENTS: &[EventEntry] =
        &[EventEntry { definition: &MISFIT, ..EventEntry::of::<shop::OrderCancelled>("OrderCancelled") }];
    const MISFIT: EventDefinition = EventDefinition {
        related: &[],
        examples: &[lattice_event_model::definition::Example {
            name: "minimal",
            summary: "An order without its number.",
            data: r#"{"order":7}"#,
        }],
        ..<shop::OrderCancelled as lattice_event_model::Event>::DEFINITION
    };
    let catalog = CatalogDefinition { events: EVENTS, ..shop::CATALOG };
    let linter = LinterDocumentation::default();
    let input = Input {
        catalog: &catalog,
        linter,
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: None,
    };
    let error = generate(&input).unwrap_err().to_string();
    assert!(
        error.starts_with("example `minimal` of order_cancelled does not fit its schema at `/data/order`"),
        "{error}"
    );
}

/// Writes the shop's pages and the cases of portable Markdown to the folder
/// `tmp/pages` of Cargo's target folder, where the scripts in `tests/node`
/// render them.
#[test]
fn pages_are_written_for_the_renderer() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let mut written = texts(&shop());
    written.retain(|path, _| path.ends_with(".md"));
    for case in case::all() {
        if let Some(block) = case.sections.get("block") {
            written.insert(format!("cases/{}.md", case.name), format!("{block}\n"));
        }
    }
    for (path, text) in &written {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a file below target/ that no other test reads")]
        std::fs::write(path, text).unwrap();
    }
    assert!(written.len() > 40, "{} pages", written.len());
}

/// The order was cancelled, {and} by whom is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
struct OrderCancelled {
    /// The order's number.
    order: shop::OrderNumber,
    /// Who cancelled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    extra: Extra,
}

impl lattice_event_model::Event for OrderCancelled {
    const DEFINITION: EventDefinition = EventDefinition {
        sent: &["When the order is cancelled."],
        ..<shop::OrderCancelled as lattice_event_model::Event>::DEFINITION
    };
}

#[test]
fn a_change_of_one_event_changes_its_files_and_the_collections() {
    const EVENTS: &[EventEntry] =
        &[shop::EVENTS[0], shop::EVENTS[1], EventEntry::of::<OrderCancelled>("OrderCancelled")];
    let catalog = CatalogDefinition { events: EVENTS, ..shop::CATALOG };
    let (before, after) = (texts(&shop()), texts(&shop_of(&catalog)));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&str> =
        before.iter().filter(|(path, text)| after[*path] != **text).map(|(path, _)| path.as_str()).collect();
    let own = |path: &str| path.contains("/order-cancelled");
    // Pages that print the summary of the event, and lists of everything.
    let collections = [
        "SHA256SUMS",
        "catalog.json",
        "schemastore.json",
        "docs/index.md",
        "docs/llms.txt",
        "docs/llms-full.txt",
        "docs/guides/trials.md",
        "vectors/index.json",
    ];
    let collection = |path: &str| collections.contains(&path) || path.starts_with("schemas/any-event");
    let others: Vec<&&str> = changed.iter().filter(|path| !own(path) && !collection(path)).collect();
    assert!(others.is_empty(), "{others:?}");
    assert_eq!(
        changed.iter().filter(|path| own(path)).count(),
        14,
        "twelve schemas, the page, and the vectors: {changed:?}"
    );
}
