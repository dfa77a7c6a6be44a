use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HostId, IdentityFailure, SpiffeId, SvidType, WorkloadKind},
};

/// A workload on a host did not get the identity that it needs.
///
/// This event is an extension of this project: no released wasmCloud host sends
/// it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::issue_failed())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityIssueFailed {
    /// The host that asked for the identity, the same as the event's `source`.
    pub host_id: HostId,
    /// What kind of workload the identity is for.
    pub workload_kind: WorkloadKind,
    /// The `component_id` or `provider_id` of the workload. Absent for the host
    /// itself, or equal to `host_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub workload_id: Option<String>,
    /// The name of the workload, where the host knows it. It has a path.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "pattern": "^spiffe://[^/]+/." })))]
    pub spiffe_id: Option<SpiffeId>,
    /// What kind of document was asked for.
    pub svid_type: SvidType,
    /// For whom the token was to be, for `jwt`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(
        feature = "schema",
        schemars(extend("x-strict" = crate::values::identity_conditions::audience()))
    )]
    pub audience: Option<Vec<String>>,
    /// What went wrong.
    #[serde(flatten)]
    pub failure: IdentityFailure,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for IdentityIssueFailed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_issue_failed",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &[
            "Each time a host tried to get an identity for a workload that has none, and failed.",
            "For the host itself once it has connected to NATS, where it could connect without the identity.",
        ],
        not_sent: &[
            "When the workload has an identity that is still valid. That is `identity_rotate_failed`.",
        ],
        related: &["identity_issued", "identity_rotate_failed"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "No identity is registered for a component.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "svid_type": "jwt",
                    "error": "no identity issued",
                    "error_kind": "permission_denied",
                    "attempted_at": "2026-02-04T11:59:59Z"
                }"#,
            },
            Example {
                name: "full",
                summary: "A host did not get a token, because the Workload API does not answer.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "host",
                    "spiffe_id": "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "svid_type": "jwt",
                    "audience": [
                        "spiffe://lattice.example/auth-callout"
                    ],
                    "error": "the endpoint closed the connection",
                    "error_kind": "endpoint_unavailable",
                    "grpc_code": "UNAVAILABLE",
                    "attempt": 3,
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "retry_at": "2026-02-04T12:00:07Z",
                    "source_api": "workload_api"
                }"#,
            },
            Example {
                name: "x509",
                summary: "A provider did not get a certificate, and will not try again.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "svid_type": "x509",
                    "error": "the request lacks its security header",
                    "error_kind": "invalid_argument",
                    "grpc_code": "INVALID_ARGUMENT",
                    "attempt": 1,
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "source_api": "workload_api"
                }"#,
            },
            Example {
                name: "wit",
                summary: "A provider did not get a token, because the endpoint does not serve such tokens.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "svid_type": "wit",
                    "error": "the endpoint does not know the request",
                    "error_kind": "unimplemented",
                    "grpc_code": "UNIMPLEMENTED",
                    "attempt": 1,
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "source_api": "broker"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
