use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HeldIdentity, InitiatingEntity, RevocationReason, Timestamp},
};

/// An identity is not to be used any more, although it has not expired.
///
/// It is also how a workload gives its identity back when it is stopped for good.
/// This event is an extension of this project: no released wasmCloud host sends
/// it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::revoked())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityRevoked {
    /// The identity that was revoked. Where a whole trust domain was, the serial
    /// number and the fingerprint may be absent.
    #[serde(flatten)]
    pub identity: HeldIdentity,
    /// When it was revoked, in UTC.
    pub revoked_at: Timestamp,
    /// Why it was revoked.
    pub reason: RevocationReason,
    /// Who revoked it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub initiating_entity: Option<InitiatingEntity>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for IdentityRevoked {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "identity_revoked",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &[
            "When a host stops to use an identity before its end, whatever the reason.",
            "When a component or provider was stopped for good, with the reason `cessation_of_operation`.",
            "When the Workload API sends an answer without the identity, with the reason `redacted_by_provider`.",
        ],
        not_sent: &["When an identity is replaced in the normal way. That is `identity_rotated`."],
        related: &["identity_issued", "identity_expired", "trust_bundle_updated"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "The Workload API does not serve a component's identity any more.",
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
                    "revoked_at": "2026-02-04T11:59:59Z",
                    "reason": "redacted_by_provider"
                }"#,
            },
            Example {
                name: "full",
                summary: "An administrator withdrew a certificate whose key became known.",
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
                    "revoked_at": "2026-02-04T11:59:59Z",
                    "reason": "key_compromise",
                    "initiating_entity": "admin"
                }"#,
            },
            Example {
                name: "jwt",
                summary: "A host does not use its token any more, because it stops.",
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
                    "revoked_at": "2026-02-04T11:59:59Z",
                    "reason": "cessation_of_operation",
                    "initiating_entity": "system"
                }"#,
            },
            Example {
                name: "wit",
                summary: "A provider lost its identity by a rule.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "provider",
                    "workload_id": "rust_hello_world-http_server",
                    "spiffe_id": "spiffe://lattice.example/provider/rust_hello_world-http_server",
                    "svid_type": "wit",
                    "token_id": "example-token-2",
                    "expires_at": "2026-02-04T12:29:58Z",
                    "generation": 1,
                    "revoked_at": "2026-02-04T11:59:59Z",
                    "reason": "privilege_withdrawn",
                    "initiating_entity": "policy"
                }"#,
            },
            Example {
                name: "whole-trust-domain",
                summary: "A component lost its certificate, because the bundle of its trust domain has no authority any more.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "workload_kind": "component",
                    "workload_id": "echo",
                    "spiffe_id": "spiffe://lattice.example/component/echo",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "expires_at": "2026-02-04T12:29:59Z",
                    "generation": 1,
                    "revoked_at": "2026-02-04T11:59:59Z",
                    "reason": "ca_compromise"
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
