use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use super::LinkdefSet;
use crate::families;

/// A link could not be set.
///
/// The event repeats the link as it was requested. A link that was there before
/// stays as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct LinkdefSetFailed {
    /// What went wrong, in words for people.
    pub error: String,
    /// The interfaces of the package that the link was for, such as `incoming-handler`.
    pub interfaces: Vec<String>,
    /// The link's name, `default` in most cases. It tells links apart that have
    /// the same source and package.
    pub name: String,
    /// The names of the configurations that the source should have got.
    pub source_config: Vec<String>,
    /// The name in the lattice of the component or provider that should have called.
    pub source_id: String,
    /// The name in the lattice of the component or provider that should have
    /// been called.
    pub target: String,
    /// The names of the configurations that the target should have got.
    pub target_config: Vec<String>,
    /// The namespace of the WIT package that the link was for, such as `wasi`.
    pub wit_namespace: String,
    /// The WIT package that the link was for, such as `http`.
    pub wit_package: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LinkdefSetFailed {
    /// The event for a link that could not be set.
    pub fn new(link: LinkdefSet, error: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            interfaces: link.interfaces,
            name: link.name,
            source_config: link.source_config,
            source_id: link.source_id,
            target: link.target,
            target_config: link.target_config,
            wit_namespace: link.wit_namespace,
            wit_package: link.wit_package,
            extra: link.extra,
        }
    }
}

impl Event for LinkdefSetFailed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "linkdef_set_failed",
        family: &families::LINKS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.2.0"),
        sent: &[
            "When a link could not be stored: there is one of that name to another target, or its configuration is \
             missing.",
        ],
        not_sent: &["By hosts before 1.2.0. They send nothing when setting a link fails."],
        related: &["linkdef_set", "linkdef_deleted", "config_set"],
        deviations: &[
            "One host of the lattice answers the request, so `source` is that host and not one that runs the source or the \
             target.",
            "The documentation of wasmCloud does not know this event, and wadm ignores it.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A link whose name is taken.",
                data: r#"{
                    "error": "link already exists with different target, consider deleting the existing link or using a different link name",
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
                summary: "A link whose configuration does not exist.",
                data: r#"{
                    "error": "Failed to validate configuration and secrets. Configuration rust_hello_world-nats not found in config store. ",
                    "interfaces": ["store", "atomics"],
                    "name": "backup",
                    "source_config": ["rust_hello_world-cache"],
                    "source_id": "rust_hello_world-http_component",
                    "target": "rust_hello_world-keyvalue",
                    "target_config": ["rust_hello_world-nats"],
                    "wit_namespace": "wasi",
                    "wit_package": "keyvalue"
                }"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
