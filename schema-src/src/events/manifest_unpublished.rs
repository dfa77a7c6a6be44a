use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::families;

/// An application is not deployed any more: wadm stops what belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestUnpublished {
    /// The name of the application, which is `metadata.name` of its manifest.
    pub name: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ManifestUnpublished {
    /// The event for an application of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), extra: Extra::none() }
    }
}

impl Event for ManifestUnpublished {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "manifest_unpublished",
        family: &families::MANIFESTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("0.12.2"),
        sent: &[
            "When an application was undeployed, or its deployed version was deleted.",
            "Again each time somebody undeploys an application that is not deployed, or deletes one that does not \
             exist: wadm repeats the event in case the first one was lost.",
        ],
        not_sent: &["When another version of the application is deployed in place of the present one. Only \
             `manifest_published` tells of that."],
        related: &["manifest_published", "component_scaled", "provider_stopped", "linkdef_deleted"],
        deviations: &[
            "wadm 0.4.0 published the event on `wadm.evt.{lattice}`, without its name in the subject.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "An application with a short name.",
                data: r#"{"name":"echo"}"#,
            },
            Example {
                name: "full",
                summary: "An application was undeployed.",
                data: r#"{"name":"rust-hello-world"}"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
