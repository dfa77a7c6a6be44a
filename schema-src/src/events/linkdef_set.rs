use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::families;

/// A link between a component and a provider, or between two components, was set.
///
/// The source, the name and the WIT package together tell which link it is. The
/// calls of the source to these interfaces go to the target from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct LinkdefSet {
    /// The interfaces of the package that the link is for, such as `incoming-handler`.
    pub interfaces: Vec<String>,
    /// The link's name, `default` in most cases. It tells links apart that have
    /// the same source and package.
    pub name: String,
    /// The names of the configurations that the source gets.
    pub source_config: Vec<String>,
    /// The name in the lattice of the component or provider that calls.
    pub source_id: String,
    /// The name in the lattice of the component or provider that is called.
    pub target: String,
    /// The names of the configurations that the target gets.
    pub target_config: Vec<String>,
    /// The namespace of the WIT package that the link is for, such as `wasi`.
    pub wit_namespace: String,
    /// The WIT package that the link is for, such as `http`.
    pub wit_package: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for LinkdefSet {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "linkdef_set",
        family: &families::LINKS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["After a host has stored the link. Source and target need not run yet."],
        not_sent: &["When the link could not be stored. Hosts from 1.2.0 on send `linkdef_set_failed` then."],
        related: &["linkdef_set_failed", "linkdef_deleted", "config_set"],
        deviations: &[
            "One host of the lattice answers the request, so `source` is that host and not one that runs the source or the \
             target.",
            "The requests of the control interface speak of links; the events kept the older word `linkdef`.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A link without interfaces and configuration.",
                data: r#"{
                    "interfaces": [],
                    "name": "default",
                    "source_config": [],
                    "source_id": "echo",
                    "target": "keyvalue",
                    "target_config": [],
                    "wit_namespace": "wasi",
                    "wit_package": "keyvalue"
                }"#,
            },
            Example {
                name: "full",
                summary: "A component that reads and writes a key-value store under a second name.",
                data: r#"{
                    "interfaces": ["store", "atomics"],
                    "name": "backup",
                    "source_config": ["rust_hello_world-cache"],
                    "source_id": "rust_hello_world-http_component",
                    "target": "rust_hello_world-keyvalue",
                    "target_config": ["rust_hello_world-nats", "rust_hello_world-bucket"],
                    "wit_namespace": "wasi",
                    "wit_package": "keyvalue"
                }"#,
            },
            Example {
                name: "from-provider",
                summary: "An HTTP server that hands its requests to a component.",
                data: r#"{
                    "interfaces": ["incoming-handler"],
                    "name": "default",
                    "source_config": ["rust_hello_world-default_http"],
                    "source_id": "rust_hello_world-httpserver",
                    "target": "rust_hello_world-http_component",
                    "target_config": [],
                    "wit_namespace": "wasi",
                    "wit_package": "http"
                }"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
