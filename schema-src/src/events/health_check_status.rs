use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{families, values::HostId};

/// A provider's health was checked and is as it was before.
///
/// The event does not say whether the provider is healthy. The last
/// `health_check_passed` or `health_check_failed` does; where there was neither,
/// the provider has not been healthy yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HealthCheckStatus {
    /// The public key of the host that checked, the same as the event's `source`.
    pub host_id: HostId,
    /// The name in the lattice of the provider that was checked.
    pub provider_id: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl HealthCheckStatus {
    /// The event for a provider that a host has checked.
    pub fn new(host_id: impl Into<HostId>, provider_id: impl Into<String>) -> Self {
        Self { host_id: host_id.into(), provider_id: provider_id.into(), extra: Extra::none() }
    }
}

impl Event for HealthCheckStatus {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "health_check_status",
        family: &families::PROVIDERS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "When a health check finds what the one before found: every 30 seconds for each provider, as long as nothing \
             changes.",
            "When the first health check of a provider finds it unhealthy.",
        ],
        not_sent: &[
            "When the provider does not answer. No event tells that.",
            "For providers that are built into the host.",
        ],
        related: &["health_check_passed", "health_check_failed", "provider_started"],
        deviations: &[
            "wadm takes a provider of which it knows nothing yet for running when it sees this event, even one that has \
             never been healthy.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A provider whose health has not changed.",
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
