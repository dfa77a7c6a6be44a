use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Annotations, ComponentClaims, ComponentKey, HostId, ImageReference},
};

/// The number of instances that a component may have on a host has changed.
///
/// Starting a component, scaling it, replacing its image and stopping it are
/// all told by this event: `max_instances` 0 means that it stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ComponentScaled {
    /// The annotations of the request that scaled the component.
    pub annotations: Annotations,
    /// What the component's token says. Only signed components have one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub claims: Option<ComponentClaims>,
    /// The component's name in the lattice.
    pub component_id: String,
    /// The host on which it runs. Hosts from 1.6.0 on repeat what the request
    /// said, which may be empty: `source` is right in every case.
    pub host_id: HostId,
    /// Where the component was loaded from.
    pub image_ref: ImageReference,
    /// How many instances may run at once. 0 means that the component stopped,
    /// 4294967295 that there is no limit.
    pub max_instances: u64,
    /// The component's public key. Only signed components have one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub public_key: Option<ComponentKey>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for ComponentScaled {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "component_scaled",
        family: &families::COMPONENTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "When a component was started, scaled or stopped on a host.",
            "Twice for a component that was not running before: two events with different `id`s and the same data.",
            "Twice when a component's image is replaced: first the new image with its instances, then the old one \
             with `max_instances` 0 and the same `component_id`. The second does not mean that the component stopped.",
            "From host 1.1.1 on also when a component that does not run is scaled to 0.",
        ],
        not_sent: &["When replacing a component's image failed. Nothing is sent then."],
        related: &["component_scale_failed", "host_heartbeat", "linkdef_set"],
        deviations: &[
            "The documentation of wasmCloud calls `public_key` the key of the host. It is the key of the component.",
            "The documentation of wasmCloud shows `claims.revision` as a text. It is a number.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "An unsigned component.",
                data: r#"{
                    "annotations": {},
                    "component_id": "echo",
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
                    "claims": {
                        "call_alias": "demo/echo",
                        "expires_human": "1797786737",
                        "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
                        "name": "Echo",
                        "not_before_human": "1795194737",
                        "revision": 7,
                        "tags": ["demo"],
                        "version": "0.3.1"
                    },
                    "component_id": "rust_hello_world-http_component",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                    "max_instances": 3,
                    "public_key": "MAMKSILB2PY5O5KBJUOVDRDYG7YM3QBYU5KZIRGGYVRM6MYOIIEJOGTX"
                }"#,
            },
            Example {
                name: "signed-without-metadata",
                summary: "A signed component whose token says nothing about it but its issuer.",
                data: r#"{
                    "annotations": {},
                    "claims": {
                        "expires_human": "never",
                        "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
                        "not_before_human": "never"
                    },
                    "component_id": "echo",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "file:///srv/artifacts/echo.wasm",
                    "max_instances": 4294967295,
                    "public_key": "MAMKSILB2PY5O5KBJUOVDRDYG7YM3QBYU5KZIRGGYVRM6MYOIIEJOGTX"
                }"#,
            },
            Example {
                name: "stopped",
                summary: "A component that was scaled to nothing.",
                data: r#"{
                    "annotations": {},
                    "component_id": "echo",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                    "max_instances": 0
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
