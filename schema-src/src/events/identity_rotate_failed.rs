use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HeldIdentity, IdentityFailure},
};

/// A workload did not get the identity that was to take the place of the one it
/// has.
///
/// The one it has is still valid, until `expires_at`. This event is an extension
/// of this project: no released wasmCloud host sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::held())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityRotateFailed {
    /// The identity that the workload still has.
    #[serde(flatten)]
    pub identity: HeldIdentity,
    /// What went wrong.
    #[serde(flatten)]
    pub failure: IdentityFailure,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for IdentityRotateFailed {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_rotate_failed",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &["Each time a host tried to rotate an identity that is still valid, and failed."],
        not_sent: &["When the workload has no valid identity. That is `identity_issue_failed`."],
        related: &["identity_rotated", "identity_issue_failed", "identity_expired"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A component did not get its next certificate.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "expires_at": "2026-02-04T12:29:59Z",
                    "generation": 1,
                    "error": "no answer within 5 s",
                    "error_kind": "timeout",
                    "attempted_at": "2026-02-04T11:59:59Z"
                }"#,
            },
            Example {
                name: "full",
                summary: "A component did not get its next certificate, for the second time.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "expires_at": "2026-02-04T12:29:59Z",
                    "hint": "internal",
                    "generation": 6,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a1",
                    "error": "the certificate in the answer has expired already",
                    "error_kind": "update_rejected",
                    "attempt": 2,
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "retry_at": "2026-02-04T12:00:15Z",
                    "source_api": "delegated_identity"
                }"#,
            },
            Example {
                name: "jwt",
                summary: "A host did not get a new token.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "host",
                    "spiffe_id": "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "jwt",
                    "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "token_id": "example-token-1",
                    "expires_at": "2026-02-04T12:02:30Z",
                    "audience": [
                        "spiffe://lattice.example/auth-callout"
                    ],
                    "generation": 1,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a2",
                    "error": "the endpoint closed the connection",
                    "error_kind": "endpoint_unavailable",
                    "grpc_code": "UNAVAILABLE",
                    "attempt": 1,
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "retry_at": "2026-02-04T12:00:03Z",
                    "source_api": "workload_api"
                }"#,
            },
            Example {
                name: "wit",
                summary: "A provider did not get a new token.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "svid_type": "wit",
                    "token_id": "example-token-2",
                    "expires_at": "2026-02-04T12:29:58Z",
                    "generation": 1,
                    "error": "the answer is larger than allowed",
                    "error_kind": "limit_exceeded",
                    "attempted_at": "2026-02-04T11:59:59Z",
                    "source_api": "broker"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
