use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HostId, HostVersion, Labels},
};

/// A host has joined the lattice and is ready for work.
///
/// It is the first event of a host, and the one that tells its version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HostStarted {
    /// The host's public key, the same as the event's `source`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "1.9.0", "x-until" = "1.9.1")))]
    pub id: Option<HostId>,
    /// The host's name for people, such as `young-sky-7870`. It is not unique.
    pub friendly_name: String,
    /// The labels with which the host started.
    pub labels: Labels,
    /// How long the host has been running, in seconds. Always 0 here.
    pub uptime_seconds: u64,
    /// The version of the host.
    pub version: HostVersion,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for HostStarted {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "host_started",
        family: &families::HOSTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["Once, when the host has connected to NATS and listens for commands."],
        not_sent: &["When a host reconnects after its connection to NATS was cut."],
        related: &["host_heartbeat", "host_stopped", "labels_changed"],
        deviations: &[
            "Hosts 1.9.0 and 1.9.1 send `id`. No other version does: read `source`.",
            "The documentation of wasmCloud lists `host_id` and `labels` only. Hosts never sent `host_id` here.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A host without labels of its own.",
                data: r#"{"friendly_name":"young-sky-7870","labels":{},"uptime_seconds":0,"version":"1.9.2"}"#,
            },
            Example {
                name: "full",
                summary: "A host with labels.",
                data: r#"{
                    "friendly_name": "young-sky-7870",
                    "labels": {
                        "hostcore.arch": "x86_64",
                        "hostcore.os": "linux",
                        "hostcore.osfamily": "unix",
                        "zone": "eu-1"
                    },
                    "uptime_seconds": 0,
                    "version": "1.9.2"
                }"#,
            },
            Example {
                name: "with-id",
                summary: "What hosts 1.9.0 and 1.9.1 send.",
                data: r#"{
                    "id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "friendly_name": "young-sky-7870",
                    "labels": {},
                    "uptime_seconds": 0,
                    "version": "1.9.1"
                }"#,
            },
        ],
        source_field: Some("/id"),
        producer_version_field: Some("/version"),
    };
}
