use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::{
    families,
    values::{HostId, KeyIdentifier, SvidType, Timestamp, TrustBundleChange, TrustDomain},
};

/// The keys by which a host judges the identities of a trust domain have changed.
///
/// This event is an extension of this project: no released wasmCloud host sends
/// it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("x-strict" = crate::values::identity_conditions::trust_bundle())))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct TrustBundleUpdated {
    /// The host that has the bundle, the same as the event's `source`.
    pub host_id: HostId,
    /// The trust domain whose identities the bundle is for.
    pub trust_domain: TrustDomain,
    /// The kind of identities that the bundle is for.
    pub svid_type: SvidType,
    /// Whether the trust domain is another one than the host's own.
    pub federated: bool,
    /// What happened to the bundle.
    pub change: TrustBundleChange,
    /// The bundle's `spiffe_sequence`. It grows with each change of the bundle
    /// (SPIFFE Trust Domain and Bundle, section 4.1.1).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub sequence: Option<u64>,
    /// The bundle's `spiffe_refresh_hint`: after how many seconds to ask for it
    /// again (SPIFFE Trust Domain and Bundle, section 4.1.2).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub refresh_hint_seconds: Option<u64>,
    /// All authorities of the bundle. An empty list means that no identity of
    /// the trust domain is valid any more (SPIFFE Trust Domain and Bundle,
    /// section 4.1.3). Absent where the bundle was removed.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub authorities: Option<Vec<TrustAuthority>>,
    /// The authorities that are new.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub added: Option<Vec<TrustAuthority>>,
    /// The authorities that are gone.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub removed: Option<Vec<TrustAuthority>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A key that signs the identities of a trust domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct TrustAuthority {
    /// Which key it is: for `x509` the SHA-256 of the public key
    /// (SubjectPublicKeyInfo in DER) in lower case hexadecimal digits, for `jwt`
    /// and `wit` its `kid`, which identities repeat as `key_id`.
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1 })))]
    pub id: String,
    /// The subject key identifier of the authority's certificate, for `x509`.
    /// The certificates that it signs repeat it as `authority_key_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub subject_key_id: Option<KeyIdentifier>,
    /// Until when the authority is valid, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub expires_at: Option<Timestamp>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Event for TrustBundleUpdated {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "trust_bundle_updated",
        family: &families::IDENTITIES,
        version: "0.1.0",
        status: Status::Experimental { since: "0.1.0" },
        emitted: ProducerVersions::NONE,
        sent: &[
            "When a host gets the bundle of a trust domain, its own or a federated one, for the first time.",
            "When the keys or the sequence number of a bundle have changed, for each kind of identity.",
            "When the host gets a bundle no longer.",
        ],
        not_sent: &[
            "When the bundle was fetched again and is the same.",
            "With certificates or keys: the event names them only.",
        ],
        related: &["identity_issued", "identity_rotated", "identity_revoked"],
        deviations: &[],
        changes: &[Change { version: "0.1.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "The host does not trust another trust domain any more.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "partner.example",
                    "svid_type": "x509",
                    "federated": true,
                    "change": "removed"
                }"#,
            },
            Example {
                name: "full",
                summary: "The authority of the host's own trust domain has a second key.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "federated": false,
                    "change": "updated",
                    "sequence": 42,
                    "refresh_hint_seconds": 300,
                    "authorities": [
                        {
                            "id": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                            "subject_key_id": "00112233445566778899aabbccddeeff00112233",
                            "expires_at": "2026-02-05T00:00:00Z"
                        },
                        {
                            "id": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                            "subject_key_id": "ffeeddccbbaa99887766554433221100ffeeddcc",
                            "expires_at": "2026-02-06T00:00:00Z"
                        }
                    ],
                    "added": [
                        {
                            "id": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
                            "subject_key_id": "ffeeddccbbaa99887766554433221100ffeeddcc",
                            "expires_at": "2026-02-06T00:00:00Z"
                        }
                    ],
                    "removed": []
                }"#,
            },
            Example {
                name: "jwt",
                summary: "The host has the keys for the tokens of another trust domain.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "partner.example",
                    "svid_type": "jwt",
                    "federated": true,
                    "change": "added",
                    "sequence": 7,
                    "refresh_hint_seconds": 300,
                    "authorities": [
                        {
                            "id": "example-signing-key"
                        }
                    ]
                }"#,
            },
            Example {
                name: "wit",
                summary: "A key for bound tokens was replaced by another.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "wit",
                    "federated": false,
                    "change": "updated",
                    "sequence": 43,
                    "authorities": [
                        {
                            "id": "example-signing-key-2"
                        }
                    ],
                    "added": [
                        {
                            "id": "example-signing-key-2"
                        }
                    ],
                    "removed": [
                        {
                            "id": "example-signing-key"
                        }
                    ]
                }"#,
            },
            Example {
                name: "nothing-trusted",
                summary: "The trust domain has withdrawn all its keys: none of its identities is valid.",
                data: r#"{
                    "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
                    "trust_domain": "lattice.example",
                    "svid_type": "x509",
                    "federated": false,
                    "change": "updated",
                    "sequence": 44,
                    "authorities": [],
                    "removed": [
                        {
                            "id": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                            "subject_key_id": "00112233445566778899aabbccddeeff00112233"
                        }
                    ]
                }"#,
            },
        ],
        source_field: Some("/host_id"),
        producer_version_field: None,
    };
}
