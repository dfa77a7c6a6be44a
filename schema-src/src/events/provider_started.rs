use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Annotations, HostId, ImageReference, ProviderClaims},
};

/// A provider was started on a host.
///
/// Signed providers have a token, and four fields more than others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ProviderStarted {
    /// The annotations of the request that started the provider.
    pub annotations: Annotations,
    /// What the provider's token says. Only signed providers have one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub claims: Option<ProviderClaims>,
    /// The host on which it runs. Hosts from 1.6.0 on repeat what the request
    /// said, which may be empty: `source` is right in every case.
    pub host_id: HostId,
    /// Where the provider was loaded from. A file has lost its `file://`, and a
    /// provider that is built into the host has its name here.
    pub image_ref: ImageReference,
    /// Repeats `provider_id`. Only signed providers have it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It repeats `provider_id`.",
            "x-replaced-by" = "provider_id",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it repeats `provider_id`")]
    pub instance_id: Option<String>,
    /// Always `default`. Only signed providers have it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It is always `default` and says nothing about links.",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it is always `default` and says nothing about links")]
    pub link_name: Option<String>,
    /// The provider's name in the lattice.
    pub provider_id: String,
    /// Repeats `provider_id`, and is no key. Only signed providers have it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(
        feature = "schema",
        schemars(extend(
            "x-deprecated-since" = "1.0.0",
            "x-deprecated-note" = "A leftover of hosts before 1.0.0. It is no key any more but repeats `provider_id`.",
            "x-replaced-by" = "provider_id",
        ))
    )]
    #[deprecated(since = "1.0.0", note = "it repeats `provider_id`")]
    pub public_key: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

#[expect(deprecated, reason = "hosts still send the deprecated fields")]
impl ProviderStarted {
    /// The event for a provider without a token.
    pub fn new(
        host_id: impl Into<HostId>,
        provider_id: impl Into<String>,
        image_ref: impl Into<ImageReference>,
        annotations: Annotations,
    ) -> Self {
        Self {
            annotations,
            claims: None,
            host_id: host_id.into(),
            image_ref: image_ref.into(),
            instance_id: None,
            link_name: None,
            provider_id: provider_id.into(),
            public_key: None,
            extra: Extra::none(),
        }
    }

    /// The same for a provider with a token, with the deprecated fields that
    /// hosts send for signed providers.
    #[must_use]
    pub fn signed(mut self, claims: ProviderClaims) -> Self {
        self.claims = Some(claims);
        self.instance_id = Some(self.provider_id.clone());
        self.link_name = Some("default".to_owned());
        self.public_key = Some(self.provider_id.clone());
        self
    }
}

impl Event for ProviderStarted {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "provider_started",
        family: &families::PROVIDERS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &["When a provider was started on request."],
        not_sent: &["When a host from 1.6.0 on starts a provider again that has crashed."],
        related: &["provider_start_failed", "provider_stopped", "health_check_passed", "host_heartbeat"],
        deviations: &[
            "Hosts choose between the two shapes without saying so: where `claims` is absent, so are `instance_id`, \
             `link_name` and `public_key`. `provider_stopped` has the three in every case.",
            "The documentation of wasmCloud leaves out `instance_id`, `link_name` and `public_key`, and within `claims` \
             `tags`, `not_before_human` and `expires_human`.",
            "wadm ignores events in which `claims.name` or `claims.version` is `null`, and expects `claims.tags` to be \
             a text.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "An unsigned provider.",
                data: r#"{
                    "annotations": {},
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/keyvalue-nats:0.3.1",
                    "provider_id": "keyvalue"
                }"#,
            },
            Example {
                name: "full",
                summary: "A signed provider, managed by wadm.",
                data: r#"{
                    "annotations": {
                        "wasmcloud.dev/appspec": "rust-hello-world",
                        "wasmcloud.dev/managed-by": "wadm"
                    },
                    "claims": {
                        "expires_human": "1797786737",
                        "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
                        "name": "NATS Messaging",
                        "not_before_human": "1795194737",
                        "tags": null,
                        "version": "0.28.0"
                    },
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "ghcr.io/wasmcloud/messaging-nats:0.28.0",
                    "instance_id": "rust_hello_world-messaging",
                    "link_name": "default",
                    "provider_id": "rust_hello_world-messaging",
                    "public_key": "rust_hello_world-messaging"
                }"#,
            },
            Example {
                name: "signed-file",
                summary: "A signed provider from a file. Its token has no version and never expires.",
                data: r#"{
                    "annotations": {},
                    "claims": {
                        "expires_human": "never",
                        "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
                        "name": null,
                        "not_before_human": "never",
                        "tags": null,
                        "version": null
                    },
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "/srv/artifacts/keyvalue.par",
                    "instance_id": "keyvalue",
                    "link_name": "default",
                    "provider_id": "keyvalue",
                    "public_key": "keyvalue"
                }"#,
            },
            Example {
                name: "builtin",
                summary: "A provider that is built into the host.",
                data: r#"{
                    "annotations": {},
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "image_ref": "http-server",
                    "provider_id": "rust_hello_world-httpserver"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
