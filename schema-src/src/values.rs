//! Values that several events share.

#[cfg(feature = "arbitrary")]
pub(crate) mod arbitrary_lists;
mod component_claims;
mod hexadecimal;
mod host_version;
mod identity;
mod identity_chain_id;
#[cfg(feature = "schema")]
pub(crate) mod identity_conditions;
mod identity_terms;
mod image_reference;
mod keys;
mod manifest;
mod manifest_trait;
mod maps;
mod provider_claims;
mod spiffe_id;
mod timestamp;

pub use self::{
    component_claims::ComponentClaims,
    hexadecimal::{KeyIdentifier, SerialNumber, Sha256Fingerprint},
    host_version::HostVersion,
    identity::{HeldIdentity, Identity, IdentityFailure},
    identity_chain_id::IdentityChainId,
    identity_terms::{
        GrpcCode, IdentityErrorKind, IdentityPurpose, IdentitySourceApi, InitiatingEntity, KeyAlgorithm,
        RevocationReason, RotationReason, SignatureAlgorithm, SvidType, TrustBundleChange, WorkloadKind,
    },
    image_reference::ImageReference,
    keys::{AccountKey, ComponentKey, HostId},
    manifest::{
        ManifestComponent, ManifestComponentProperties, ManifestComponentType, ManifestConfig,
        ManifestMetadata, ManifestPolicy, ManifestSecret, ManifestSecretProperties, ManifestSharedComponent,
        ManifestSpecification,
    },
    manifest_trait::{
        DaemonscalerType, LinkType, ManifestDaemonscalerTrait, ManifestLinkProperties, ManifestLinkSource,
        ManifestLinkTarget, ManifestLinkTrait, ManifestOtherTrait, ManifestScalerProperties, ManifestSpread,
        ManifestSpreadscalerTrait, ManifestTrait, SpreadscalerType,
    },
    maps::{Annotations, ComponentLimits, Labels},
    provider_claims::ProviderClaims,
    spiffe_id::{SpiffeId, TrustDomain},
    timestamp::Timestamp,
};
