use lattice_event_model::{
    Event, Extra, Nullable,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Annotations, ComponentLimits, HostId, HostVersion, ImageReference, Labels},
};

/// A host reports that it is alive, and everything that it runs.
///
/// Who joins a lattice midway learns from heartbeats what there is. A host whose
/// heartbeats stay away is gone, whether it said so or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HostHeartbeat {
    /// The components on the host, in no order.
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "crate::values::arbitrary_lists::few()"))]
    pub components: Vec<HeartbeatComponent>,
    /// The host's name for people, such as `young-sky-7870`. It is not unique.
    pub friendly_name: String,
    /// The host's public key, the same as the event's `source`.
    pub host_id: HostId,
    /// The labels that the host has now.
    pub labels: Labels,
    /// The providers on the host, in no order.
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "crate::values::arbitrary_lists::few()"))]
    pub providers: Vec<HeartbeatProvider>,
    /// How long the host has been running, for people: `2m 40s`.
    pub uptime_human: String,
    /// How long the host has been running, in seconds.
    pub uptime_seconds: u64,
    /// The version of the host.
    pub version: HostVersion,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A component in a heartbeat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HeartbeatComponent {
    /// The annotations of the request that scaled the component.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub annotations: Option<Annotations>,
    /// The component's name in the lattice. Other events call it `component_id`.
    pub id: String,
    /// Where the component was loaded from.
    pub image_ref: ImageReference,
    /// What the component may use; `null` where nothing was said about it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Nullable::present")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "1.9.2")))]
    pub limits: Option<Nullable<ComponentLimits>>,
    /// How many instances may run at once; 4294967295 means that there is no limit.
    pub max_instances: u64,
    /// The component's name for people, from its token. Only signed components
    /// have one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub name: Option<String>,
    /// The revision from the component's token; 0 where there is none.
    pub revision: i32,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A provider in a heartbeat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HeartbeatProvider {
    /// The annotations of the request that started the provider.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub annotations: Option<Annotations>,
    /// The provider's name in the lattice. Other events call it `provider_id`.
    pub id: String,
    /// Where the provider was loaded from. A file has lost its `file://`, and a
    /// provider that is built into the host has its name here.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub image_ref: Option<ImageReference>,
    /// The provider's name for people, from its token. Only signed providers
    /// have one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub name: Option<String>,
    /// The revision from the provider's token; 0 where there is none.
    pub revision: i32,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for HostHeartbeat {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "host_heartbeat",
        family: &families::HOSTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["Every 30 seconds, unless the host was started with another heartbeat interval."],
        not_sent: &[
            "When something changes between two heartbeats. The other events tell that.",
            "A heartbeat that exceeds the largest payload of the NATS server does not arrive; one with 10 000 \
             components did. Hosts from 1.8.0 on log a warning and publish it all the same.",
        ],
        related: &["host_started", "host_stopped", "labels_changed", "component_scaled", "provider_started"],
        deviations: &[
            "`components[].limits` came with host 1.9.2. Hosts before leave it out; from then on it is always there, \
             `null` where no limits were set.",
            "Components and providers have `id` here, and `component_id` and `provider_id` in every other event.",
            "The documentation of wasmCloud lists `host_id` and `uptime_seconds` only.",
            "wadm ignores the heartbeats of a host whose `version` is no semantic version.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A host that runs nothing.",
                data: r#"{
                    "components": [],
                    "friendly_name": "young-sky-7870",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "labels": {},
                    "providers": [],
                    "uptime_human": "30s",
                    "uptime_seconds": 30,
                    "version": "1.9.2"
                }"#,
            },
            Example {
                name: "full",
                summary: "A host with signed and unsigned, limited and unlimited workloads.",
                data: r#"{
                    "components": [
                        {
                            "annotations": {
                                "wasmcloud.dev/appspec": "rust-hello-world",
                                "wasmcloud.dev/managed-by": "wadm"
                            },
                            "id": "rust_hello_world-http_component",
                            "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                            "limits": null,
                            "max_instances": 3,
                            "name": "Echo",
                            "revision": 7
                        },
                        {
                            "annotations": {},
                            "id": "thumbnails",
                            "image_ref": "file:///srv/artifacts/thumbnails.wasm",
                            "limits": {"max_execution_time": "5", "max_memory_limit": "1048576"},
                            "max_instances": 4294967295,
                            "revision": 0
                        }
                    ],
                    "friendly_name": "young-sky-7870",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "labels": {
                        "hostcore.arch": "x86_64",
                        "hostcore.os": "linux",
                        "hostcore.osfamily": "unix",
                        "zone": "eu-1"
                    },
                    "providers": [
                        {
                            "annotations": {
                                "wasmcloud.dev/appspec": "rust-hello-world",
                                "wasmcloud.dev/managed-by": "wadm"
                            },
                            "id": "rust_hello_world-messaging",
                            "image_ref": "ghcr.io/wasmcloud/messaging-nats:0.27.0",
                            "name": "NATS Messaging",
                            "revision": 3
                        },
                        {
                            "annotations": {},
                            "id": "rust_hello_world-httpserver",
                            "image_ref": "http-server",
                            "revision": 0
                        }
                    ],
                    "uptime_human": "2m 40s",
                    "uptime_seconds": 160,
                    "version": "1.9.2"
                }"#,
            },
            Example {
                name: "without-limits",
                summary: "What hosts before 1.9.2 send: components have no `limits`.",
                data: r#"{
                    "components": [
                        {
                            "annotations": {},
                            "id": "echo",
                            "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                            "max_instances": 1,
                            "revision": 0
                        }
                    ],
                    "friendly_name": "young-sky-7870",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "labels": {"hostcore.os": "linux"},
                    "providers": [],
                    "uptime_human": "1m",
                    "uptime_seconds": 60,
                    "version": "1.8.0"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: Some("/version"),
    };
}
