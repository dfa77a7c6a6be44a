use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HeldIdentity, Timestamp},
};

/// An identity is not valid any more, and the workload has no other in its place.
///
/// This event is an extension of this project: no released wasmCloud host sends
/// it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::held())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityExpired {
    /// The identity that has expired.
    #[serde(flatten)]
    pub identity: HeldIdentity,
    /// When it expired, in UTC: the same as `expires_at`.
    pub expired_at: Timestamp,
    /// Whether connections that were made with it are still open. NATS, for one,
    /// does not close a connection whose certificate expires.
    pub in_use: bool,
    /// Why the last attempt to rotate it failed, for people, without any secret.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 2048 })))]
    pub last_error: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for IdentityExpired {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_expired",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &["Once, when the end of an identity has passed and it was neither rotated nor revoked."],
        not_sent: &[
            "When an identity that was rotated before reaches its end.",
            "When a token reaches its end that was needed only once, such as to connect. Hosts may leave the event out then.",
        ],
        related: &["identity_rotate_failed", "identity_rotated", "identity_revoked"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "The certificate of a component has expired.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "expires_at": "2026-02-04T11:59:58Z",
                    "generation": 1,
                    "expired_at": "2026-02-04T11:59:58Z",
                    "in_use": false
                }"#,
            },
            Example {
                name: "full",
                summary: "The certificate of a component has expired while connections use it.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "expires_at": "2026-02-04T11:59:58Z",
                    "hint": "internal",
                    "generation": 6,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a1",
                    "expired_at": "2026-02-04T11:59:58Z",
                    "in_use": true,
                    "last_error": "no answer within 5 s"
                }"#,
            },
            Example {
                name: "jwt",
                summary: "The token of a host has expired. The connection for which it was used goes on.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "host",
                    "spiffe_id": "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "jwt",
                    "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "token_id": "example-token-1",
                    "expires_at": "2026-02-04T11:59:58Z",
                    "audience": [
                        "spiffe://lattice.example/auth-callout"
                    ],
                    "generation": 1,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a2",
                    "expired_at": "2026-02-04T11:59:58Z",
                    "in_use": true
                }"#,
            },
            Example {
                name: "wit",
                summary: "The token of a provider has expired.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "svid_type": "wit",
                    "token_id": "example-token-2",
                    "expires_at": "2026-02-04T11:59:58Z",
                    "generation": 1,
                    "expired_at": "2026-02-04T11:59:58Z",
                    "in_use": false
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
