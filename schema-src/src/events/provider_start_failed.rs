use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HostId, ImageReference},
};

/// A provider could not be started on a host.
///
/// The host had answered the request before it tried, so this event is the only
/// place that tells why nothing happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ProviderStartFailed {
    /// What went wrong, in words for people: causes are joined by `: `.
    pub error: String,
    /// The host that tried. Hosts from 1.6.0 on repeat what the request said,
    /// which may be empty: `source` is right in every case.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "1.5.1")))]
    pub host_id: Option<HostId>,
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
    /// The provider's name in the lattice, as in the request.
    pub provider_id: String,
    /// Where the provider should have been loaded from, as in the request: a
    /// file keeps its `file://`. Other events call it `image_ref`.
    pub provider_ref: ImageReference,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ProviderStartFailed {
    /// The event for a provider that a host could not start.
    #[expect(deprecated, reason = "hosts still send the deprecated field")]
    pub fn new(
        host_id: impl Into<HostId>,
        provider_id: impl Into<String>,
        provider_ref: impl Into<ImageReference>,
        error: impl Into<String>,
    ) -> Self {
        Self {
            error: error.into(),
            host_id: Some(host_id.into()),
            link_name: "default".to_owned(),
            provider_id: provider_id.into(),
            provider_ref: provider_ref.into(),
            extra: Extra::none(),
        }
    }
}

impl Event for ProviderStartFailed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "provider_start_failed",
        family: &families::PROVIDERS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "When a provider could not be started: its image cannot be loaded or its configuration is missing.",
        ],
        not_sent: &["When a provider crashes after it was started."],
        related: &["provider_started", "provider_stopped", "config_set"],
        deviations: &[
            "`host_id` came with host 1.5.1.",
            "The image is called `provider_ref` here and `image_ref` in every other event. For one image the two \
             may differ, since `provider_started` takes `file://` away.",
            "The event has no `annotations`, unlike the other events about providers and `component_scale_failed`.",
            "The documentation of wasmCloud calls the field `provider_ref` in its table and `image_ref` in its example, \
             and leaves out `host_id` and `link_name`.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "What hosts before 1.5.1 send: there is no `host_id`.",
                data: r#"{
                    "error": "Unable to fetch requested config: Config default-http does not exist",
                    "link_name": "default",
                    "provider_id": "keyvalue",
                    "provider_ref": "ghcr.io/wasmcloud/keyvalue-nats:0.3.1"
                }"#,
            },
            Example {
                name: "full",
                summary: "A provider whose archive is damaged.",
                data: r#"{
                    "error": "failed to fetch provider: failed to read provider: failed to load provider archive: failed to read entire block",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "link_name": "default",
                    "provider_id": "keyvalue",
                    "provider_ref": "file:///srv/artifacts/keyvalue.par"
                }"#,
            },
            Example {
                name: "builtin",
                summary: "A provider that is not built into this host.",
                data: r#"{
                    "error": "unknown builtin name: teapot",
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "link_name": "default",
                    "provider_id": "teapot",
                    "provider_ref": "wasmcloud+builtin://teapot"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
