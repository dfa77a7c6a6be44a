use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{families, values::HostId};

/// A provider that was not healthy is healthy now.
///
/// A provider counts as unhealthy until it has answered a health check, so this is
/// also the first good news of a provider that has just started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HealthCheckPassed {
    /// The public key of the host that checked, the same as the event's `source`.
    pub host_id: HostId,
    /// The name in the lattice of the provider that was checked.
    pub provider_id: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl HealthCheckPassed {
    /// The event for a provider that a host has checked.
    pub fn new(host_id: impl Into<HostId>, provider_id: impl Into<String>) -> Self {
        Self { host_id: host_id.into(), provider_id: provider_id.into(), extra: Extra::none() }
    }
}

impl Event for HealthCheckPassed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "health_check_passed",
        family: &families::PROVIDERS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "When a health check finds a provider healthy, and the one before did not, or there was none before. Hosts check \
             each provider 5 seconds after its start and then every 30 seconds.",
        ],
        not_sent: &[
            "When the provider was healthy before. That is `health_check_status`.",
            "When the provider does not answer. No event tells that.",
            "For providers that are built into the host.",
        ],
        related: &["health_check_failed", "health_check_status", "provider_started"],
        deviations: &[],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A provider that answers well.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "provider_id": "keyvalue"
                }"#,
            },
            Example {
                name: "full",
                summary: "A provider that wadm manages.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "provider_id": "rust_hello_world-messaging"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
