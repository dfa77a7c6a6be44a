use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{families, values::Labels};

/// A host has left the lattice.
///
/// Everything that it ran is gone with it. The event's `source` says which host
/// it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HostStopped {
    /// The labels that the host had when it stopped.
    pub labels: Labels,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl HostStopped {
    /// The event for a host that had these labels.
    pub fn new(labels: Labels) -> Self {
        Self { labels, extra: Extra::none() }
    }
}

impl Event for HostStopped {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "host_stopped",
        family: &families::HOSTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["Once, when the host shuts down in good order."],
        not_sent: &[
            "When a host crashes or is cut off from NATS. Then only its heartbeats stay away.",
            "When a request to stop the host arrives. The event follows when the host stops.",
        ],
        related: &["host_started", "host_heartbeat"],
        deviations: &[
            "The documentation of wasmCloud lists `host_id` and `reason` too. Hosts send neither: read `source`.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example { name: "minimal", summary: "A host without labels.", data: r#"{"labels":{}}"# },
            Example {
                name: "full",
                summary: "A host with labels.",
                data: r#"{
                    "labels": {
                        "hostcore.arch": "x86_64",
                        "hostcore.os": "linux",
                        "hostcore.osfamily": "unix",
                        "zone": "eu-1"
                    }
                }"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
