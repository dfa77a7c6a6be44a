use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Annotations, HostId},
};

/// A provider was stopped on a host, as requested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ProviderStopped {
    /// The annotations with which the provider ran.
    pub annotations: Annotations,
    /// The host on which it ran. Hosts from 1.6.0 on repeat what the request
    /// said, which may be empty: `source` is right in every case.
    pub host_id: HostId,
    /// Repeats `provider_id`.
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It repeats `provider_id`.",
            "x-replaced-by" = "provider_id",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it repeats `provider_id`")]
    pub instance_id: String,
    /// Always `default`.
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It is always `default` and says nothing about links.",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it is always `default` and says nothing about links")]
    pub link_name: String,
    /// The provider's name in the lattice.
    pub provider_id: String,
    /// Repeats `provider_id`, and is no key.
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It is no key any more but repeats `provider_id`.",
            "x-replaced-by" = "provider_id",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it repeats `provider_id`")]
    pub public_key: String,
    /// Why it was stopped. Always `stop`.
    pub reason: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ProviderStopped {
    /// The event for a provider that a host has stopped.
    #[expect(deprecated, reason = "hosts still send the deprecated fields")]
    pub fn new(host_id: impl Into<HostId>, provider_id: impl Into<String>, annotations: Annotations) -> Self {
        let provider_id = provider_id.into();
        Self {
            annotations,
            host_id: host_id.into(),
            instance_id: provider_id.clone(),
            link_name: "default".to_owned(),
            provider_id: provider_id.clone(),
            public_key: provider_id,
            reason: "stop".to_owned(),
            extra: Extra::none(),
        }
    }
}

impl Event for ProviderStopped {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "provider_stopped",
        family: &families::PROVIDERS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["When a provider was stopped on request."],
        not_sent: &[
            "When a provider crashes.",
            "When a provider could not be stopped. There is no event for that, although `wash` waits for one called \
             `provider_stop_failed`.",
        ],
        related: &["provider_started", "provider_start_failed", "host_heartbeat"],
        deviations: &[
            "`instance_id`, `link_name` and `public_key` are there in every case, while `provider_started` has them \
             for signed providers only.",
            "The documentation of wasmCloud leaves out `instance_id`, `link_name` and `public_key`.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A provider without annotations.",
                data: r#"{
                    "annotations": {},
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "instance_id": "keyvalue",
                    "link_name": "default",
                    "provider_id": "keyvalue",
                    "public_key": "keyvalue",
                    "reason": "stop"
                }"#,
            },
            Example {
                name: "full",
                summary: "A provider that wadm managed.",
                data: r#"{
                    "annotations": {
                        "wasmcloud.dev/appspec": "rust-hello-world",
                        "wasmcloud.dev/managed-by": "wadm"
                    },
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "instance_id": "rust_hello_world-messaging",
                    "link_name": "default",
                    "provider_id": "rust_hello_world-messaging",
                    "public_key": "rust_hello_world-messaging",
                    "reason": "stop"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
