use lattice_event_model::{
    Event, Extra,
    definition::{Change, EventDefinition, Example, ProducerVersions, Status},
    not_null,
};
use serde::{Deserialize, Serialize};

use crate::families;

/// A link was deleted.
///
/// The source, the name and the WIT package together tell which link it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "arbitrary", derive(proptest_derive::Arbitrary))]
pub struct LinkdefDeleted {
    /// The interfaces of the package that the link was for, if there was such a link.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "1.3.0")))]
    pub interfaces: Option<Vec<String>>,
    /// The link's name, `default` in most cases.
    pub name: String,
    /// The name in the lattice of the component or provider that called.
    pub source_id: String,
    /// The name in the lattice of the component or provider that was called, if
    /// there was such a link.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    #[cfg_attr(feature = "schema", schemars(extend("x-since" = "1.3.0")))]
    pub target: Option<String>,
    /// The namespace of the WIT package that the link was for, such as `wasi`.
    pub wit_namespace: String,
    /// The WIT package that the link was for, such as `http`.
    pub wit_package: String,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LinkdefDeleted {
    /// The event for a link that was to be deleted and did not exist.
    pub fn new(
        source_id: impl Into<String>,
        name: impl Into<String>,
        wit_namespace: impl Into<String>,
        wit_package: impl Into<String>,
    ) -> Self {
        Self {
            interfaces: None,
            name: name.into(),
            source_id: source_id.into(),
            target: None,
            wit_namespace: wit_namespace.into(),
            wit_package: wit_package.into(),
            extra: Extra::none(),
        }
    }

    /// The same for a link that existed, with what is known about it.
    #[must_use]
    pub fn existing(mut self, target: impl Into<String>, interfaces: Vec<String>) -> Self {
        self.target = Some(target.into());
        self.interfaces = Some(interfaces);
        self
    }
}

impl Event for LinkdefDeleted {
    const DEFINITION: EventDefinition = EventDefinition {
        name: "linkdef_deleted",
        family: &families::LINKS,
        version: "1.0.0",
        status: Status::Stable { since: "0.1.0" },
        emitted: ProducerVersions::since("1.0.0"),
        sent: &[
            "After a host has deleted the link.",
            "Also when there was no such link, in its short form: without `target` and `interfaces`.",
        ],
        not_sent: &["When the lattice knows nothing about the source. The request succeeds all the same."],
        related: &["linkdef_set", "linkdef_set_failed"],
        deviations: &[
            "Hosts before 1.3.0 send the short form in every case.",
            "One host of the lattice answers the request, so `source` is that host and not one that runs the source or the \
             target.",
            "The documentation of wasmCloud leaves out `target` and `interfaces`.",
        ],
        changes: &[Change { version: "1.0.0", summary: "First version." }],
        examples: &[
            Example {
                name: "minimal",
                summary: "A link that did not exist, or any link from hosts before 1.3.0.",
                data: r#"{
                    "name": "default",
                    "source_id": "echo",
                    "wit_namespace": "wasi",
                    "wit_package": "keyvalue"
                }"#,
            },
            Example {
                name: "full",
                summary: "A link that existed.",
                data: r#"{
                    "interfaces": ["store", "atomics"],
                    "name": "backup",
                    "source_id": "rust_hello_world-http_component",
                    "target": "rust_hello_world-keyvalue",
                    "wit_namespace": "wasi",
                    "wit_package": "keyvalue"
                }"#,
            },
        ],
        source_field: None,
        producer_version_field: None,
    };
}
