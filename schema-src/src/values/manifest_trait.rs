use lattice_event_model::{Extra, not_null, read_inside};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

use super::{Labels, ManifestConfig, ManifestSecret};

/// Declares the only value that the `type` of a trait can have.
macro_rules! trait_type {
    ($(#[doc = $doc:literal])+ $name:ident = $wire:literal) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
        pub struct $name;

        impl $name {
            /// The value on the wire.
            pub const VALUE: &'static str = $wire;
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(Self::VALUE)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if String::deserialize(deserializer)? == Self::VALUE {
                    Ok(Self)
                } else {
                    Err(D::Error::custom(concat!("the type of the trait is not `", $wire, "`")))
                }
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "const": Self::VALUE })
            }
        }
    };
}

trait_type! {
    /// The `type` of a [`ManifestSpreadscalerTrait`].
    SpreadscalerType = "spreadscaler"
}
trait_type! {
    /// The `type` of a [`ManifestDaemonscalerTrait`].
    DaemonscalerType = "daemonscaler"
}
trait_type! {
    /// The `type` of a [`ManifestLinkTrait`].
    LinkType = "link"
}

/// How a component or provider of an application is scaled or linked. `type`
/// says which of these it is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
#[non_exhaustive]
pub enum ManifestTrait {
    /// So many instances over the whole lattice.
    Spreadscaler(ManifestSpreadscalerTrait),
    /// So many instances on each host.
    Daemonscaler(ManifestDaemonscalerTrait),
    /// A link to another component or provider.
    Link(Box<ManifestLinkTrait>),
    /// Another trait, kept whole.
    Other(ManifestOtherTrait),
}

impl ManifestTrait {
    /// The `type` on the wire.
    pub fn trait_type(&self) -> &str {
        match self {
            Self::Spreadscaler(_) => SpreadscalerType::VALUE,
            Self::Daemonscaler(_) => DaemonscalerType::VALUE,
            Self::Link(_) => LinkType::VALUE,
            Self::Other(other) => &other.trait_type,
        }
    }
}

impl Serialize for ManifestTrait {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Spreadscaler(variant) => variant.serialize(serializer),
            Self::Daemonscaler(variant) => variant.serialize(serializer),
            Self::Link(variant) => variant.serialize(serializer),
            Self::Other(variant) => variant.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ManifestTrait {
    // By `type` and not by trying: otherwise a link that lacks a field would be
    // read as another trait, and nobody would hear of the field.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match value.get("type").and_then(Value::as_str) {
            Some(SpreadscalerType::VALUE) => read_inside(value).map(Self::Spreadscaler),
            Some(DaemonscalerType::VALUE) => read_inside(value).map(Self::Daemonscaler),
            Some(LinkType::VALUE) => read_inside(value).map(Self::Link),
            _ => read_inside(value).map(Self::Other),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ManifestTrait {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ManifestTrait".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let known = [
            generator.subschema_for::<ManifestSpreadscalerTrait>(),
            generator.subschema_for::<ManifestDaemonscalerTrait>(),
            generator.subschema_for::<ManifestLinkTrait>(),
        ];
        let mut all = known.to_vec();
        all.push(generator.subschema_for::<ManifestOtherTrait>());
        schemars::json_schema!({
            "description": "How a component or provider of an application is scaled or linked. `type` says which of these it is.",
            "oneOf": all,
            "x-strict": { "oneOf": known },
        })
    }
}

/// Scales a component or provider to a number of instances over the lattice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSpreadscalerTrait {
    /// How many instances, and on which hosts.
    pub properties: ManifestScalerProperties,
    /// What kind of trait it is.
    #[serde(rename = "type")]
    pub trait_type: SpreadscalerType,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Scales a component or provider to a number of instances on each host that fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestDaemonscalerTrait {
    /// How many instances, and on which hosts.
    pub properties: ManifestScalerProperties,
    /// What kind of trait it is.
    #[serde(rename = "type")]
    pub trait_type: DaemonscalerType,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How many instances a component or provider has, and on which hosts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestScalerProperties {
    /// How many instances: over the lattice for `spreadscaler`, on each host for
    /// `daemonscaler`. Authors may write `replicas`; wadm publishes it under this
    /// name.
    pub instances: u64,
    /// How the instances are spread over hosts. Absent where any host will do.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub spread: Option<Vec<ManifestSpread>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A group of hosts among which instances are spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestSpread {
    /// The name of the group.
    pub name: String,
    /// The labels that a host of the group has. Absent where every host belongs
    /// to it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub requirements: Option<Labels>,
    /// The group's share of the instances, in proportion to the other groups.
    /// 100, where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub weight: Option<u64>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Links a component or provider to another one, which it calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestLinkTrait {
    /// What is linked, and for which interfaces.
    pub properties: ManifestLinkProperties,
    /// What kind of trait it is.
    #[serde(rename = "type")]
    pub trait_type: LinkType,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A link of an application. The component or provider that has the trait is
/// its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestLinkProperties {
    /// The WIT interfaces that the source calls: `incoming-handler`.
    pub interfaces: Vec<String>,
    /// The name of the link. `default`, where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub name: Option<String>,
    /// The WIT namespace of the interfaces: `wasi`.
    pub namespace: String,
    /// The WIT package of the interfaces: `http`.
    pub package: String,
    /// What the source gets to know for this link. Absent where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub source: Option<ManifestLinkSource>,
    /// What is called, and what it gets to know for this link.
    pub target: ManifestLinkTarget,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the source of a link gets to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestLinkSource {
    /// Named configuration. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub config: Option<Vec<ManifestConfig>>,
    /// Secrets, by reference. Absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub secrets: Option<Vec<ManifestSecret>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The target of a link, and what it gets to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestLinkTarget {
    /// Named configuration. Absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub config: Option<Vec<ManifestConfig>>,
    /// The name of a component or provider in the manifest.
    pub name: String,
    /// Secrets, by reference. Absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "super::arbitrary_lists::none_or_few()"))]
    pub secrets: Option<Vec<ManifestSecret>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A trait that wadm does not know. It publishes such traits as their author
/// wrote them and does nothing with them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct ManifestOtherTrait {
    /// What the trait says, in any form.
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "arbitrary::properties()"))]
    pub properties: Value,
    /// What kind of trait it is: none of the known ones.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(extend("not" = {
        "enum": [SpreadscalerType::VALUE, DaemonscalerType::VALUE, LinkType::VALUE]
    })))]
    #[cfg_attr(feature = "arbitrary", proptest(strategy = "arbitrary::other_type()"))]
    pub trait_type: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

#[cfg(feature = "arbitrary")]
mod arbitrary {
    use lattice_event_model::Extra;
    use proptest::prelude::*;
    use serde_json::Value;

    pub(super) fn properties() -> impl Strategy<Value = Value> {
        any::<Extra>().prop_map(|members| members.0.into())
    }

    pub(super) fn other_type() -> impl Strategy<Value = String> {
        "[a-z]{1,8}scaler2"
    }
}
