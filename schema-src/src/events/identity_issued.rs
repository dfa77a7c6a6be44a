use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
};
use serde::{Deserialize, Serialize};

use crate::{families, values::Identity};

/// A workload on a host got an identity that it did not have before.
///
/// It begins a chain: rotations carry its `identity_chain_id` and count its
/// `generation` on. This event is an extension of this project: no released
/// wasmCloud host sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::issued())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityIssued {
    /// The identity.
    #[serde(flatten)]
    pub identity: Identity,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl IdentityIssued {
    /// The event for an identity, whose `generation` is 1.
    pub fn new(identity: Identity) -> Self {
        Self { identity, extra: Extra::none() }
    }
}

impl Event for IdentityIssued {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_issued",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &[
            "When a host, provider or component got its first identity of that name and kind, or the first one for that audience.",
            "For the host itself right after it has connected to NATS, since it needs the identity to connect. The event may come before or after `host_started`.",
        ],
        not_sent: &[
            "When an identity takes the place of one that the workload has. That is `identity_rotated`.",
            "With the identity itself: keys, tokens, certificates and signing requests are never in an event.",
        ],
        related: &["identity_rotated", "identity_issue_failed", "identity_expired", "identity_revoked"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A component got a certificate.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "issued_at": "2026-02-04T11:59:59Z",
                    "not_before": "2026-02-04T11:59:49Z",
                    "expires_at": "2026-02-04T12:59:59Z",
                    "generation": 1
                }"#,
            },
            Example {
                name: "full",
                summary: "A component got a certificate, with all that is known about it.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "serial_number": "03e9",
                    "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "public_key_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                    "authority_key_id": "00112233445566778899aabbccddeeff00112233",
                    "issuer": "O=lattice.example,CN=example authority",
                    "issued_at": "2026-02-04T11:59:59.25Z",
                    "not_before": "2026-02-04T11:59:49Z",
                    "expires_at": "2026-02-04T12:59:59Z",
                    "hint": "internal",
                    "key_algorithm": "ec-p256",
                    "generation": 1,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a1",
                    "source_api": "delegated_identity",
                    "purposes": [
                        "mtls",
                        "third_party"
                    ],
                    "annotations": {
                        "wasmcloud.dev/appspec": "rust-hello-world",
                        "wasmcloud.dev/managed-by": "wadm"
                    }
                }"#,
            },
            Example {
                name: "jwt",
                summary: "A host got a token with which it authenticates to NATS.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "host",
                    "spiffe_id": "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "jwt",
                    "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "token_id": "example-token-1",
                    "key_id": "example-signing-key",
                    "issued_at": "2026-02-04T11:59:58Z",
                    "expires_at": "2026-02-04T12:04:58Z",
                    "audience": [
                        "spiffe://lattice.example/auth-callout"
                    ],
                    "signature_algorithm": "ES256",
                    "generation": 1,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a2",
                    "source_api": "workload_api",
                    "purposes": [
                        "nats_auth"
                    ]
                }"#,
            },
            Example {
                name: "wit",
                summary: "A provider got a token that is bound to a key.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "trust_domain": "lattice.example",
                    "svid_type": "wit",
                    "public_key_sha256": "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
                    "token_id": "example-token-2",
                    "key_id": "example-signing-key",
                    "issued_at": "2026-02-04T11:59:58Z",
                    "not_before": "2026-02-04T11:59:48Z",
                    "expires_at": "2026-02-04T12:59:58Z",
                    "key_algorithm": "ec-p256",
                    "signature_algorithm": "ES256",
                    "generation": 1,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a3",
                    "source_api": "broker",
                    "purposes": [
                        "mtls"
                    ]
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
