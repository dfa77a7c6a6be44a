//! Values that several events share.

mod component_claims;
mod host_version;
mod image_reference;
mod keys;
mod maps;

pub use self::{
    component_claims::ComponentClaims,
    host_version::HostVersion,
    image_reference::ImageReference,
    keys::{AccountKey, ComponentKey, HostId},
    maps::{Annotations, Labels},
};
