use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HostId, Labels},
};

/// The labels of a host have changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct LabelsChanged {
    /// The host's public key, the same as the event's `source`.
    pub host_id: HostId,
    /// All labels that the host has after the change.
    pub labels: Labels,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LabelsChanged {
    /// The event for a host that has these labels now.
    pub fn new(host_id: impl Into<HostId>, labels: Labels) -> Self {
        Self { host_id: host_id.into(), labels, extra: Extra::none() }
    }
}

impl Event for LabelsChanged {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "labels_changed",
        family: &families::HOSTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["After a label of the host was set or deleted on request."],
        not_sent: &[
            "When the host starts: its first labels are in `host_started`.",
            "When a label was to be deleted that the host does not have. The request succeeds all the same.",
        ],
        related: &["host_started", "host_heartbeat"],
        deviations: &["wadm ignores this event."],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A host whose last label was deleted.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "labels": {}
                }"#,
            },
            Example {
                name: "full",
                summary: "Keys may be any text, and values may be empty.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "labels": {
                        "drain": "",
                        "hostcore.arch": "x86_64",
                        "hostcore.os": "linux",
                        "hostcore.osfamily": "unix",
                        "zone": "eu-2",
                        "Ürün": "değer"
                    }
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
