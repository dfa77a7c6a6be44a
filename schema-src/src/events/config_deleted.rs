use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::families;

/// Named configuration was deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ConfigDeleted {
    /// The name of the configuration.
    pub config_name: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ConfigDeleted {
    /// The event for a configuration of that name.
    pub fn new(config_name: impl Into<String>) -> Self {
        Self { config_name: config_name.into(), extra: Extra::none() }
    }
}

impl Event for ConfigDeleted {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "config_deleted",
        family: &families::CONFIG,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["After a host has deleted the configuration."],
        not_sent: &["When the configuration could not be deleted."],
        related: &["config_set"],
        deviations: &[
            "One host of the lattice answers the request, so `source` is that host and not one that used the configuration.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A configuration that was deleted by hand.",
                data: r#"{"config_name":"default-http"}"#,
            },
            Example {
                name: "full",
                summary: "A configuration that wadm deleted with its application.",
                data: r#"{"config_name":"rust_hello_world-default_http"}"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
