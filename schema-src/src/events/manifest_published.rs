use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{ManifestMetadata, ManifestSpecification},
};

/// An application was deployed. The data is its whole manifest, in the form of
/// the Open Application Model.
///
/// wadm starts, scales and links what the manifest names, and the hosts tell of
/// it in events of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestPublished {
    /// The version of the Open Application Model: `core.oam.dev/v1beta1`.
    #[serde(rename = "apiVersion")]
    pub api_version: String,
    /// What the manifest describes: `Application`.
    pub kind: String,
    /// The application's name and notes about it.
    pub metadata: ManifestMetadata,
    /// What the application consists of.
    pub spec: ManifestSpecification,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for ManifestPublished {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "manifest_published",
        family: &families::MANIFESTS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("0.13.0"),
        sent: &[
            "When a version of an application was deployed, also when it was deployed before.",
            "When another version takes the place of the deployed one: the event holds the new manifest only.",
        ],
        not_sent: &[
            "When a manifest was stored and not deployed.",
            "When components and providers have started: their hosts tell of that.",
        ],
        related: &[
            "manifest_unpublished",
            "component_scaled",
            "provider_started",
            "linkdef_set",
            "config_set",
        ],
        deviations: &[
            "wadm reads more than it publishes. The component type `actor`, `replicas`, a link's `target` given as a \
             text, `source_config` and `target_config` are rewritten to `component`, `instances`, `target.name`, \
             `source.config` and `target.config`.",
            "wadm 0.12.2 and before publish a link's `target` as a text, with `source_config` and `target_config` \
             beside it. Their links do not fit this schema.",
            "A trait of another kind whose properties look like those of a scaler or a link is published in that \
             form: what does not belong there is lost.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "One component without traits.",
                data: r#"{
                    "apiVersion": "core.oam.dev/v1beta1",
                    "kind": "Application",
                    "metadata": {
                        "annotations": { "version": "v0.1.0" },
                        "name": "echo"
                    },
                    "spec": {
                        "components": [
                            {
                                "name": "echo",
                                "properties": {
                                    "image": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0"
                                },
                                "type": "component"
                            }
                        ]
                    }
                }"#,
            },
            Example {
                name: "full",
                summary: "Components and providers with every known trait, configuration, secrets and a policy.",
                data: r#"{
                    "apiVersion": "core.oam.dev/v1beta1",
                    "kind": "Application",
                    "metadata": {
                        "annotations": {
                            "description": "Says hello over HTTP",
                            "experimental.wasmcloud.dev/shared": "true",
                            "version": "v0.2.0"
                        },
                        "labels": { "app.oam.io/name": "hello" },
                        "name": "rust-hello-world"
                    },
                    "spec": {
                        "components": [
                            {
                                "name": "http-component",
                                "properties": {
                                    "config": [
                                        {
                                            "name": "greeting",
                                            "properties": { "lang": "en" }
                                        },
                                        { "name": "shared-settings" }
                                    ],
                                    "id": "rust_hello_world-http_component",
                                    "image": "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                                    "secrets": [
                                        {
                                            "name": "database",
                                            "properties": {
                                                "field": "address",
                                                "key": "hello/database",
                                                "policy": "vault",
                                                "version": "3"
                                            }
                                        }
                                    ]
                                },
                                "traits": [
                                    {
                                        "properties": {
                                            "instances": 4,
                                            "spread": [
                                                {
                                                    "name": "east",
                                                    "requirements": { "zone": "us-east-1" },
                                                    "weight": 80
                                                },
                                                { "name": "anywhere" }
                                            ]
                                        },
                                        "type": "spreadscaler"
                                    },
                                    {
                                        "properties": {
                                            "interfaces": ["store", "atomics"],
                                            "name": "cache",
                                            "namespace": "wasi",
                                            "package": "keyvalue",
                                            "target": {
                                                "config": [
                                                    {
                                                        "name": "cache-address",
                                                        "properties": { "url": "redis://127.0.0.1:6379" }
                                                    }
                                                ],
                                                "name": "keyvalue",
                                                "secrets": [
                                                    {
                                                        "name": "cache-login",
                                                        "properties": {
                                                            "key": "hello/cache",
                                                            "policy": "vault"
                                                        }
                                                    }
                                                ]
                                            }
                                        },
                                        "type": "link"
                                    }
                                ],
                                "type": "component"
                            },
                            {
                                "name": "http-server",
                                "properties": {
                                    "image": "ghcr.io/wasmcloud/http-server:0.26.0"
                                },
                                "traits": [
                                    {
                                        "properties": { "instances": 1 },
                                        "type": "daemonscaler"
                                    },
                                    {
                                        "properties": {
                                            "interfaces": ["incoming-handler"],
                                            "namespace": "wasi",
                                            "package": "http",
                                            "source": {
                                                "config": [
                                                    {
                                                        "name": "default-http",
                                                        "properties": { "address": "127.0.0.1:8080" }
                                                    }
                                                ],
                                                "secrets": [
                                                    {
                                                        "name": "certificate",
                                                        "properties": {
                                                            "key": "hello/certificate",
                                                            "policy": "vault"
                                                        }
                                                    }
                                                ]
                                            },
                                            "target": { "name": "http-component" }
                                        },
                                        "type": "link"
                                    }
                                ],
                                "type": "capability"
                            },
                            {
                                "name": "keyvalue",
                                "properties": {
                                    "application": {
                                        "component": "keyvalue-redis",
                                        "name": "shared-providers"
                                    }
                                },
                                "type": "capability"
                            }
                        ],
                        "policies": [
                            {
                                "name": "vault",
                                "properties": { "backend": "vault-secrets" },
                                "type": "policy.secret.wasmcloud.dev/v1alpha1"
                            }
                        ]
                    }
                }"#,
            },
            Example {
                name: "unknown-trait",
                summary: "A trait that wadm does not know and publishes whole.",
                data: r#"{
                    "apiVersion": "core.oam.dev/v1beta1",
                    "kind": "Application",
                    "metadata": {
                        "annotations": { "version": "v0.1.0" },
                        "name": "echo"
                    },
                    "spec": {
                        "components": [
                            {
                                "name": "echo",
                                "properties": { "image": "file:///srv/artifacts/echo.wasm" },
                                "traits": [
                                    {
                                        "properties": { "between": [2, 8], "metric": { "name": "requests" } },
                                        "type": "autoscaler"
                                    }
                                ],
                                "type": "component"
                            }
                        ]
                    }
                }"#,
            },
            Example {
                name: "without-version",
                summary: "A manifest to which wadm gave a version.",
                data: r#"{
                    "apiVersion": "core.oam.dev/v1beta1",
                    "kind": "Application",
                    "metadata": {
                        "annotations": { "version": "01KGM7NF10X2J9T3V5W7Y8Z0AB" },
                        "name": "echo"
                    },
                    "spec": {
                        "components": [
                            {
                                "name": "echo",
                                "properties": { "image": "file:///srv/artifacts/echo.wasm" },
                                "traits": [
                                    {
                                        "properties": { "instances": 1 },
                                        "type": "spreadscaler"
                                    }
                                ],
                                "type": "component"
                            }
                        ]
                    }
                }"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
