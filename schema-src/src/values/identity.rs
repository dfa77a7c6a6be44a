use std::num::NonZeroU64;

use lattice_event_model::not_null;
use serde::{Deserialize, Serialize};

use super::{
    Annotations, GrpcCode, HostId, IdentityChainId, IdentityErrorKind, IdentityPurpose, IdentitySourceApi,
    KeyAlgorithm, KeyIdentifier, SerialNumber, Sha256Fingerprint, SignatureAlgorithm, SpiffeId, SvidType,
    Timestamp, TrustDomain, WorkloadKind,
};

/// An identity that a workload has just got, with all that may be told about it.
///
/// The fields stand beside those of the event that holds it. Keys, tokens,
/// certificates and signing requests are never among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct Identity {
    /// The host that holds the identity, the same as the event's `source`.
    pub host_id: HostId,
    /// What kind of workload the identity belongs to.
    pub workload_kind: WorkloadKind,
    /// The `component_id` or `provider_id` of the workload. Absent for the host
    /// itself, or equal to `host_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub workload_id: Option<String>,
    /// The name of the workload. It has a path.
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "pattern": "^spiffe://[^/]+/." })))]
    pub spiffe_id: SpiffeId,
    /// The trust domain of `spiffe_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub trust_domain: Option<TrustDomain>,
    /// What kind of document proves the identity.
    pub svid_type: SvidType,
    /// The serial number of the certificate. Always there for `x509`, never
    /// otherwise. Decimal numbers and colons of other tools are to be rewritten.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub serial_number: Option<SerialNumber>,
    /// SHA-256 of the certificate in DER, or of the token. Always there for
    /// `x509`. Monitoring of nats-server shows the same as `cert_sha256`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub fingerprint_sha256: Option<Sha256Fingerprint>,
    /// SHA-256 of the public key (SubjectPublicKeyInfo in DER), for `x509` and
    /// `wit`. Two identities with the same one share a key. Monitoring of
    /// nats-server shows the same as `spki_sha256`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub public_key_sha256: Option<Sha256Fingerprint>,
    /// The claim `jti` of the token, for `jwt` and `wit`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub token_id: Option<String>,
    /// The header `kid` of the token: which key of the authority signed it.
    /// Always there for `wit`, sometimes for `jwt`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1 })))]
    pub key_id: Option<String>,
    /// The authority key identifier of the certificate: which key of the
    /// authority signed it. For `x509`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub authority_key_id: Option<KeyIdentifier>,
    /// The distinguished name of the certificate's issuer, or the claim `iss` of
    /// the token.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "maxLength": 2048 })))]
    pub issuer: Option<String>,
    /// When the host got the identity, in UTC.
    pub issued_at: Timestamp,
    /// From when on the identity is valid, in UTC. Always there for `x509`. It
    /// lies a little before `issued_at`, to allow for clocks that are late.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub not_before: Option<Timestamp>,
    /// Until when the identity is valid, in UTC.
    pub expires_at: Timestamp,
    /// For whom the token is meant. Always there for `jwt`, never otherwise. One
    /// audience is best: each of them could use the token at the others.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = super::identity_conditions::audience())))]
    pub audience: Option<Vec<String>>,
    /// A word by which the workload chooses among its identities, at most 1024
    /// bytes (Workload API, section 8).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "maxLength": 1024 })))]
    pub hint: Option<String>,
    /// The algorithm of the workload's key, for `x509` and `wit`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub key_algorithm: Option<KeyAlgorithm>,
    /// The algorithm with which the token is signed, for `jwt` and `wit`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub signature_algorithm: Option<SignatureAlgorithm>,
    /// How many times the identity was issued and rotated so far: 1 when it is
    /// issued, one more with each rotation. A number that comes back belongs to
    /// a copy.
    pub generation: NonZeroU64,
    /// What the identity and all its rotations have in common. It tells replicas
    /// of one workload apart.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub identity_chain_id: Option<IdentityChainId>,
    /// Where the host got the identity from.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub source_api: Option<IdentitySourceApi>,
    /// What the identity is used for.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "uniqueItems": true })))]
    pub purposes: Option<Vec<IdentityPurpose>>,
    /// The annotations of the workload.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub annotations: Option<Annotations>,
}

impl Identity {
    /// An identity with what every one has. Set the other fields afterwards:
    /// `serial_number`, `fingerprint_sha256` and `not_before` for `x509`,
    /// `audience` for `jwt`, `key_id` for `wit`.
    pub fn new(
        host_id: HostId,
        workload_kind: WorkloadKind,
        spiffe_id: SpiffeId,
        svid_type: SvidType,
        issued_at: Timestamp,
        expires_at: Timestamp,
        generation: NonZeroU64,
    ) -> Self {
        Self {
            host_id,
            workload_kind,
            workload_id: None,
            spiffe_id,
            trust_domain: None,
            svid_type,
            serial_number: None,
            fingerprint_sha256: None,
            public_key_sha256: None,
            token_id: None,
            key_id: None,
            authority_key_id: None,
            issuer: None,
            issued_at,
            not_before: None,
            expires_at,
            audience: None,
            hint: None,
            key_algorithm: None,
            signature_algorithm: None,
            generation,
            identity_chain_id: None,
            source_api: None,
            purposes: None,
            annotations: None,
        }
    }
}

/// An identity that a workload has had for a while: what it takes to know which.
///
/// The fields stand beside those of the event that holds it, and are those of
/// the event which told that the identity was issued or rotated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct HeldIdentity {
    /// The host that holds the identity, the same as the event's `source`.
    pub host_id: HostId,
    /// What kind of workload the identity belongs to.
    pub workload_kind: WorkloadKind,
    /// The `component_id` or `provider_id` of the workload. Absent for the host
    /// itself, or equal to `host_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub workload_id: Option<String>,
    /// The name of the workload. It has a path.
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "pattern": "^spiffe://[^/]+/." })))]
    pub spiffe_id: SpiffeId,
    /// The trust domain of `spiffe_id`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub trust_domain: Option<TrustDomain>,
    /// What kind of document proves the identity.
    pub svid_type: SvidType,
    /// The serial number of the certificate, for `x509`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub serial_number: Option<SerialNumber>,
    /// SHA-256 of the certificate in DER, or of the token.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub fingerprint_sha256: Option<Sha256Fingerprint>,
    /// The claim `jti` of the token, for `jwt` and `wit`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 256 })))]
    pub token_id: Option<String>,
    /// Until when the identity is valid, in UTC.
    pub expires_at: Timestamp,
    /// For whom the token is meant, for `jwt`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = super::identity_conditions::audience())))]
    pub audience: Option<Vec<String>>,
    /// A word by which the workload chooses among its identities, at most 1024
    /// bytes (Workload API, section 8).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "maxLength": 1024 })))]
    pub hint: Option<String>,
    /// How many times the identity was issued and rotated so far.
    pub generation: NonZeroU64,
    /// What the identity and all its rotations have in common.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub identity_chain_id: Option<IdentityChainId>,
}

impl From<&Identity> for HeldIdentity {
    fn from(identity: &Identity) -> Self {
        Self {
            host_id: identity.host_id.clone(),
            workload_kind: identity.workload_kind.clone(),
            workload_id: identity.workload_id.clone(),
            spiffe_id: identity.spiffe_id.clone(),
            trust_domain: identity.trust_domain.clone(),
            svid_type: identity.svid_type.clone(),
            serial_number: identity.serial_number.clone(),
            fingerprint_sha256: identity.fingerprint_sha256.clone(),
            token_id: identity.token_id.clone(),
            expires_at: identity.expires_at.clone(),
            audience: identity.audience.clone(),
            hint: identity.hint.clone(),
            generation: identity.generation,
            identity_chain_id: identity.identity_chain_id.clone(),
        }
    }
}

/// Why an identity could not be issued or rotated.
///
/// The fields stand beside those of the event that holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct IdentityFailure {
    /// What went wrong, for people. Errors of other libraries may repeat tokens:
    /// producers take such parts out.
    #[cfg_attr(feature = "schema", schemars(extend("x-strict" = { "minLength": 1, "maxLength": 2048 })))]
    pub error: String,
    /// What kind of error it was.
    pub error_kind: IdentityErrorKind,
    /// The status code of the gRPC call, where one was made.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub grpc_code: Option<GrpcCode>,
    /// How many times it was tried in a row so far, this time included.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub attempt: Option<NonZeroU64>,
    /// When it was tried, in UTC.
    pub attempted_at: Timestamp,
    /// When it will be tried again, in UTC. Absent where it will not be.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub retry_at: Option<Timestamp>,
    /// The interface that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub source_api: Option<IdentitySourceApi>,
}
