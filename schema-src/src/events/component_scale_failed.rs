use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Annotations, ComponentKey, HostId, ImageReference},
};

/// A component could not be started, scaled or stopped on a host.
///
/// The host had answered the request before it tried, so this event is the only
/// place that tells why nothing happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ComponentScaleFailed {
    /// The annotations of the request.
    pub annotations: Annotations,
    /// The component's name in the lattice, as in the request.
    pub component_id: String,
    /// What went wrong, in words for people: causes are joined by `: `.
    pub error: String,
    /// The host that tried. Hosts from 1.6.0 on repeat what the request said,
    /// which may be empty: `source` is right in every case.
    pub host_id: HostId,
    /// Where the component should have been loaded from, as in the request. It
    /// may be no image reference at all, and that may be the error.
    pub image_ref: ImageReference,
    /// How many instances should have been allowed.
    pub max_instances: u64,
    /// The component's public key. Only signed components have one, and only if
    /// the host got as far as reading it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub public_key: Option<ComponentKey>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for ComponentScaleFailed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "component_scale_failed",
        family: &families::COMPONENTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "When a component could not be started or scaled as requested: its image cannot be loaded, its token is \
             not valid, or its configuration is missing.",
            "From host 1.1.1 on also with `max_instances` 0, when stopping a component failed.",
        ],
        not_sent: &["When replacing a component's image failed. The host writes that to its log only."],
        related: &["component_scaled", "config_set", "host_heartbeat"],
        deviations: &[
            "The documentation of wasmCloud calls `public_key` the key of the host. It is the key of the component.",
            "wadm has a field `claims` for this event. Hosts never send it.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A component whose configuration does not exist.",
                data: r#"{
                    "annotations": {},
                    "component_id": "echo",
                    "error": "Unable to fetch requested config: Config default-http does not exist",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                    "max_instances": 1
                }"#,
            },
            Example {
                name: "full",
                summary: "A signed component, managed by wadm.",
                data: r#"{
                    "annotations": {
                        "wasmcloud.dev/appspec": "rust-hello-world",
                        "wasmcloud.dev/managed-by": "wadm"
                    },
                    "component_id": "rust_hello_world-http_component",
                    "error": "component is not allowed to run here",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                    "max_instances": 3,
                    "public_key": "MAMKSILB2PY5O5KBJUOVDRDYG7YM3QBYU5KZIRGGYVRM6MYOIIEJOGTX"
                }"#,
            },
            Example {
                name: "image-missing",
                summary: "A component whose image is not there.",
                data: r#"{
                    "annotations": {},
                    "component_id": "echo",
                    "error": "failed to fetch component: failed to read component: No such file or directory (os error 2)",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "file:///srv/artifacts/missing.wasm",
                    "max_instances": 1
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
