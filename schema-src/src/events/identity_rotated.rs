use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{Identity, RotationReason, SerialNumber, Sha256Fingerprint, Timestamp},
};

/// A workload got an identity that takes the place of the one it had, under the
/// same name.
///
/// The fields that begin with `previous_` tell which one it had. This event is an
/// extension of this project: no released wasmCloud host sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::rotated())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityRotated {
    /// The new identity.
    #[serde(flatten)]
    pub identity: Identity,
    /// The serial number of the certificate before. Always there for `x509`,
    /// never otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub previous_serial_number: Option<SerialNumber>,
    /// The claim `jti` of the token before, for `jwt` and `wit`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub previous_token_id: Option<String>,
    /// SHA-256 of the certificate or token before. Always there for `x509`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub previous_fingerprint_sha256: Option<Sha256Fingerprint>,
    /// SHA-256 of the public key before. Equal to `public_key_sha256` where the
    /// key was not renewed.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub previous_public_key_sha256: Option<Sha256Fingerprint>,
    /// Until when the identity before is valid, in UTC. It lies after
    /// `issued_at`, unless the rotation came too late.
    pub previous_expires_at: Timestamp,
    /// Why the identity was rotated.
    pub reason: RotationReason,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for IdentityRotated {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_rotated",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &[
            "When a workload got a certificate or token in place of one of the same name, kind and audience, in time or early.",
            "For tokens each time the host asks for a new one, such as when it connects to NATS again.",
        ],
        not_sent: &[
            "When only the trust bundle has changed. That is `trust_bundle_updated`.",
            "When the Workload API repeats a certificate that the host has already.",
        ],
        related: &["identity_issued", "identity_rotate_failed", "identity_expired", "trust_bundle_updated"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A component got its next certificate in time.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "svid_type": "x509",
                    "serial_number": "03ea",
                    "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "issued_at": "2026-02-04T11:59:59Z",
                    "not_before": "2026-02-04T11:59:49Z",
                    "expires_at": "2026-02-04T12:59:59Z",
                    "generation": 2,
                    "previous_serial_number": "03e9",
                    "previous_fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "previous_expires_at": "2026-02-04T12:29:59Z",
                    "reason": "scheduled"
                }"#,
            },
            Example {
                name: "full",
                summary: "A component got a new certificate, because the authority has a new key.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "serial_number": "03ea",
                    "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "public_key_sha256": "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
                    "authority_key_id": "ffeeddccbbaa99887766554433221100ffeeddcc",
                    "issuer": "O=lattice.example,CN=example authority",
                    "issued_at": "2026-02-04T11:59:59.25Z",
                    "not_before": "2026-02-04T11:59:49Z",
                    "expires_at": "2026-02-04T12:59:59Z",
                    "hint": "internal",
                    "key_algorithm": "ec-p256",
                    "generation": 7,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a1",
                    "source_api": "delegated_identity",
                    "purposes": [
                        "mtls",
                        "third_party"
                    ],
                    "annotations": {
                        "wasmcloud.dev/appspec": "rust-hello-world",
                        "wasmcloud.dev/managed-by": "wadm"
                    },
                    "previous_serial_number": "03e9",
                    "previous_fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                    "previous_public_key_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                    "previous_expires_at": "2026-02-04T12:54:59Z",
                    "reason": "authority_rotated"
                }"#,
            },
            Example {
                name: "jwt",
                summary: "A host got a new token when it connected to NATS again.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "host",
                    "spiffe_id": "spiffe://lattice.example/host/NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "jwt",
                    "fingerprint_sha256": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
                    "token_id": "example-token-3",
                    "key_id": "example-signing-key",
                    "issued_at": "2026-02-04T11:59:58Z",
                    "expires_at": "2026-02-04T12:04:58Z",
                    "audience": [
                        "spiffe://lattice.example/auth-callout"
                    ],
                    "signature_algorithm": "ES256",
                    "generation": 2,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a2",
                    "source_api": "workload_api",
                    "purposes": [
                        "nats_auth"
                    ],
                    "previous_token_id": "example-token-1",
                    "previous_fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                    "previous_expires_at": "2026-02-04T12:02:30Z",
                    "reason": "scheduled"
                }"#,
            },
            Example {
                name: "wit",
                summary: "A provider got a new token, bound to a new key.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "trust_domain": "lattice.example",
                    "svid_type": "wit",
                    "public_key_sha256": "13579bdf02468ace13579bdf02468ace13579bdf02468ace13579bdf02468ace",
                    "token_id": "example-token-4",
                    "key_id": "example-signing-key",
                    "issued_at": "2026-02-04T11:59:58Z",
                    "expires_at": "2026-02-04T12:59:58Z",
                    "key_algorithm": "ec-p256",
                    "signature_algorithm": "ES256",
                    "generation": 2,
                    "identity_chain_id": "0195a0b1-c2d3-4e5f-8091-0000000000a3",
                    "source_api": "broker",
                    "purposes": [
                        "mtls"
                    ],
                    "previous_token_id": "example-token-2",
                    "previous_public_key_sha256": "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
                    "previous_expires_at": "2026-02-04T12:29:58Z",
                    "reason": "scheduled"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
