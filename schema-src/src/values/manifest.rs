use std::collections::BTreeMap;

use lattice_event_model::{Extra, not_null, open_enum};
use serde::{Deserialize, Serialize};

use super::{Annotations, ImageReference, Labels, ManifestTrait};

/// What a manifest says about the application as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestMetadata {
    /// Notes about the manifest. `version` is always among them: wadm makes one
    /// up where the author gave none. `description` says what the application
    /// does, and `experimental.wasmcloud.dev/shared` lets other applications use
    /// its components.
    pub annotations: Annotations,
    /// Labels of the application. Absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub labels: Option<Labels>,
    /// The application's name, unique in the lattice.
    pub name: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an application consists of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSpecification {
    /// The components and providers of the application.
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::few()"))]
    pub components: Vec<ManifestComponent>,
    /// Settings for the whole application. Absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub policies: Option<Vec<ManifestPolicy>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A setting for a whole application, such as where its secrets come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestPolicy {
    /// The name by which the rest of the manifest refers to the policy.
    pub name: String,
    /// What the policy says. For secrets, `backend` names the secrets backend.
    pub properties: BTreeMap<String, String>,
    /// What the policy is about: `policy.secret.wasmcloud.dev/v1alpha1` for secrets.
    #[serde(rename = "type")]
    pub policy_type: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

open_enum! {
    /// What a part of an application is.
    pub enum ManifestComponentType {
        /// A WebAssembly component. Authors may still write `actor`; wadm
        /// publishes it as `component`.
        Component = "component",
        /// A provider.
        Capability = "capability",
    }
}

/// A component or a provider of an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestComponent {
    /// Its name, unique in the manifest. Links refer to it.
    pub name: String,
    /// What is to be run.
    pub properties: ManifestComponentProperties,
    /// How it is to be scaled and linked. Absent where the manifest says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub traits: Option<Vec<ManifestTrait>>,
    /// Whether it is a component or a provider.
    #[serde(rename = "type")]
    pub component_type: ManifestComponentType,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is to be run for a component or provider of an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestComponentProperties {
    /// The component of another application that is used in place of an image.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "0.18.0")))]
    pub application: Option<ManifestSharedComponent>,
    /// The named configuration that it gets at runtime. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub config: Option<Vec<ManifestConfig>>,
    /// Its name in the lattice: the `component_id` or `provider_id` of the
    /// host's events. Where it is absent, wadm makes one from the names of the
    /// application and the component.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub id: Option<String>,
    /// Where it is loaded from: the `image_ref` of the host's events. Always
    /// there unless `application` is.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub image: Option<ImageReference>,
    /// The secrets that it gets at runtime, by reference. Absent where there are
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub secrets: Option<Vec<ManifestSecret>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A component of another application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSharedComponent {
    /// The name of the component in that application's manifest.
    pub component: String,
    /// The name of that application.
    pub name: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Named configuration that an application uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestConfig {
    /// The name of the configuration.
    pub name: String,
    /// Its values, readable for everybody who gets the event. Absent where
    /// somebody else sets the configuration: wadm then only expects it to exist.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub properties: Option<BTreeMap<String, String>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A secret that an application uses: where it is, never what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSecret {
    /// The name by which the component or provider asks for the secret.
    pub name: String,
    /// Where the secret is.
    pub properties: ManifestSecretProperties,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSecretProperties {
    /// The part of the secret that is meant, where it has several.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub field: Option<String>,
    /// The name of the secret in its backend.
    pub key: String,
    /// The name of the policy that says which backend has the secret.
    pub policy: String,
    /// The version of the secret. The newest, where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub version: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
