//! A catalogue that has nothing to do with wasmCloud: the orders of a shop.
//!
//! It has one of everything that a catalogue can have, and its texts hold what
//! Markdown readers disagree on. Tests of other crates take it with
//! `#[path = "../../codegen/tests/shop/mod.rs"] mod shop;`. They need the crates
//! `lattice-event-model` (with its feature `schema`), `schemars` and `serde`.

use lattice_event_model::{
    Event, EventEntry, Extra, Nullable,
    catalog::CatalogDefinition,
    definition::{
        Change, EventDefinition, Example, Family, LegacyEvent, LegacyVocabulary, ProducerVersions, Publisher,
        Source, Status, SubjectParameter,
    },
    not_null, open_enum, text_value,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The shop's events.
pub(crate) const CATALOG: CatalogDefinition = CatalogDefinition {
    name: "shop-events",
    title: "Events of a shop",
    summary: "Orders are placed and cancelled at the tills of a shop, and in {none} other way.",
    version: "1.2.0",
    base_address: "https://shop.example/events",
    owner: "The shop",
    repository: "https://shop.example/source",
    families: FAMILIES,
    events: EVENTS,
    legacy: LEGACY,
    phantoms: &[],
};

pub(crate) const FAMILIES: &[&Family] = &[&ORDERS, &TRIALS];

pub(crate) const EVENTS: &[EventEntry] = &[
    EventEntry::of::<OrderPlaced>("OrderPlaced"),
    EventEntry::of::<OrderNoted>("OrderNoted"),
    EventEntry::of::<OrderCancelled>("OrderCancelled"),
];

pub(crate) const LEGACY: &[LegacyVocabulary] = &[LegacyVocabulary {
    publisher: &TILL,
    before: "2.0.0",
    events: &[
        LegacyEvent {
            event_type: "com.example.shop.order",
            versions: "1.x",
            successor: Some("com.example.shop.order_placed"),
            changed: "The `number` was an integer <100000.",
            marked_by: &["/number"],
            lacks: &[],
        },
        LegacyEvent {
            event_type: "com.example.shop.till_opened",
            versions: "1.0",
            successor: None,
            changed: "Nobody asked for it.",
            marked_by: &[],
            lacks: &[],
        },
    ],
}];

pub(crate) const TILL: Publisher = Publisher {
    name: "till",
    namespace: "shop",
    type_prefix: "com.example.shop",
    subject: "shop.evt.{region}.{event}",
    subject_parameters: &[SubjectParameter {
        name: "region",
        description: "The part of the country, `north` or `south`.",
        example: "north",
    }],
    former_subjects: &["shop.{region}"],
    source: Source { description: "The path of the till.", example: "/tills/4", pattern: "^/tills/[0-9]+$" },
    delivery: &["At least once: a till repeats an event until the stream has it."],
};

pub(crate) const ORDERS: Family = Family {
    name: "order",
    title: "Orders",
    summary: "What happens to orders.",
    publisher: &TILL,
    notice: None,
};

pub(crate) const TRIALS: Family = Family {
    name: "trial",
    title: "On trial",
    summary: "Events that a few tills send.",
    publisher: &TILL,
    notice: Some("Only the tills of <north> send these events."),
};

text_value! {
    /// The number of an order: `O-` and digits, such as {42}.
    pub struct OrderNumber;
    kind: "an order number";
    check: |text| match text.strip_prefix("O-") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        _ => Err("it is not `O-` and digits".to_owned()),
    };
    strict: { "pattern": "^O-[0-9]+$|^$" };
    examples: ["O-1042"];
}

open_enum! {
    /// How an order is paid.
    pub enum Payment {
        /// By card: debit|credit.
        Card = "card",
        /// By invoice, in at most 30 days.
        Invoice = "invoice",
    }
}

/// A customer has placed an order.
///
/// import nothing into it: an order has Vec<OrderItem> and no {braces}. See
/// <https://shop.example/orders> and std::fmt.
///
/// - Orders are placed at a till,
///   and nowhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct OrderPlaced {
    /// The order's number.
    pub(crate) order: OrderNumber,
    /// What was ordered.
    pub(crate) items: Vec<OrderItem>,
    /// How the order is paid.
    pub(crate) payment: Payment,
    /// How the order gets to the customer.
    ///
    /// A till that does not know sends no event:
    ///
    /// ```text
    /// {nothing}
    /// ```
    pub(crate) delivery: Delivery,
    /// What the customer wants to have noted, a|b. `null` where that is nothing.
    pub(crate) note: Nullable<String>,
    /// The discount in percent.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[schemars(extend(
        "deprecated" = true,
        "x-since" = "2.0.0",
        "x-until" = "2.3.0",
        "x-deprecated-since" = "2.1.0",
        "x-deprecated-note" = "Each item has its own.",
        "x-replaced-by" = "items[].discount",
    ))]
    pub(crate) discount: Option<u8>,
    /// Notes by name.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[schemars(extend("x-since" = "2.2.0"))]
    pub(crate) notes: Option<std::collections::BTreeMap<String, String>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct OrderItem {
    /// What it is.
    pub(crate) article: String,
    /// How many of it.
    #[schemars(extend("x-strict" = { "minimum": 1 }))]
    pub(crate) count: u32,
    /// The discount in percent. `null` where it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    pub(crate) discount: Option<Nullable<f64>>,
    /// Whether it is a present.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub(crate) gift: Option<bool>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

/// How an order gets to the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Delivery {
    /// Somebody brings it.
    Courier(Courier),
    /// The customer fetches it.
    Pickup(Pickup),
}

impl JsonSchema for Delivery {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Delivery".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "How an order gets to the customer.",
            "oneOf": [generator.subschema_for::<Courier>(), generator.subschema_for::<Pickup>()],
        })
    }
}

/// Somebody brings the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Courier {
    /// That somebody brings it.
    #[schemars(extend("const" = "courier"))]
    pub(crate) kind: String,
    /// Where to.
    pub(crate) address: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

/// The customer fetches the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Pickup {
    /// That the customer fetches it.
    #[schemars(extend("const" = "pickup"))]
    pub(crate) kind: String,
    /// At which till.
    pub(crate) till: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

impl Event for OrderPlaced {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "order_placed",
        family: &ORDERS,
        version: "1.1.0",
        status: Status::Stable { since: "1.0.0" },
        emitted: ProducerVersions::since("2.0.0"),
        sent: &[
            "When the order has its number.",
            "Again, when the till:\n\n1. was switched off,\n2. and on {again}.",
        ],
        not_sent: &["When the customer walks away."],
        related: &["order_cancelled"],
        deviations: &["Tills 2.0 send `note` as \"\" in place of `null`, that is Option<String>."],
        changes: &[
            Change { version: "1.1.0", summary: "`notes` was added." },
            Change { version: "1.0.0", summary: "First version." },
        ],
        examples: &[
            Example {
                name: "minimal",
                summary: "One article, fetched at the till.",
                data: r#"{
                    "order": "O-1042",
                    "items": [{ "article": "lamp", "count": 1 }],
                    "payment": "card",
                    "delivery": { "kind": "pickup", "till": "/tills/4" },
                    "note": null
                }"#,
            },
            Example {
                name: "full",
                summary: "Everything that there is.",
                data: r#"{
                    "order": "O-1043",
                    "items": [
                        { "article": "lamp", "count": 2, "discount": 2.5, "gift": true },
                        { "article": "{bulb} <E27>", "count": 4294967295, "discount": null }
                    ],
                    "payment": "invoice",
                    "delivery": { "kind": "courier", "address": "1 High Street" },
                    "note": "Ring twice | or more.",
                    "discount": 5,
                    "notes": { "door": "blue" }
                }"#,
            },
        ],
        source_field: Some("/delivery/till"),
        producer_version_field: None,
    };
}

/// Something about an order was noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct OrderNoted {
    /// The order's number.
    pub(crate) order: OrderNumber,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

impl Event for OrderNoted {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "order_noted",
        family: &ORDERS,
        version: "1.0.0",
        status: Status::Deprecated {
            since: "1.1.0",
            note: "Notes come with the order.",
            replacement: Some("order_placed"),
        },
        emitted: ProducerVersions { since: Some("2.0.0"), until: Some("2.3.0") },
        sent: &[],
        not_sent: &[],
        related: &[],
        deviations: &[],
        changes: &[],
        examples: &[Example { name: "minimal", summary: "A note.", data: r#"{"order":"O-1042"}"# }],
        source_field: None,
        producer_version_field: None,
    };
}

/// An order was cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct OrderCancelled {
    /// The order's number.
    pub(crate) order: OrderNumber,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub(crate) extra: Extra,
}

impl Event for OrderCancelled {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "order_cancelled",
        family: &TRIALS,
        version: "0.1.0",
        status: Status::Experimental { since: "1.2.0" },
        emitted: ProducerVersions::NONE,
        sent: &["When the customer cancels the order before it is packed."],
        not_sent: &[],
        related: &["order_placed"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[Example { name: "minimal", summary: "An order.", data: r#"{"order":"O-1042"}"# }],
        source_field: None,
        producer_version_field: None,
    };
}
