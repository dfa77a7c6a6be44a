//! The vocabulary of hosts 0.81 and 0.82, kept so that it is recognised.
//!
//! Where today's hosts use the same `type` for another shape, `marked_by` tells
//! the two apart, or `lacks` where the older shape only has less. Both are empty
//! where the `type` alone does (nobody sends it any more), and where the shape
//! has not changed: then the version of the host decides.

use lattice_event_model::definition::{LegacyEvent, LegacyVocabulary};

use crate::families;

/// All older vocabularies.
pub(crate) const ALL: &[LegacyVocabulary] =
    &[LegacyVocabulary { publisher: &families::HOST, before: "1.0.0", events: EVENTS }];

const BOTH: &str = "0.81 and 0.82";

const EVENTS: &[LegacyEvent] = &[
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actor_started",
        versions: "0.81",
        successor: Some("com.wasmcloud.lattice.component_scaled"),
        changed: "Each instance had its event, with an `instance_id`. Now one event tells how many instances a \
                  component may have, and `component_id` says which component, in place of `public_key`.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actor_start_failed",
        versions: "0.81",
        successor: Some("com.wasmcloud.lattice.component_scale_failed"),
        changed: "Each instance had its event. Now one event tells how many instances were wanted, and \
                  `component_id` says of which component.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actor_stopped",
        versions: "0.81",
        successor: Some("com.wasmcloud.lattice.component_scaled"),
        changed: "Each instance had its event, with an `instance_id`. Now a component that has stopped has a \
                  `max_instances` of 0, and `component_id` says which component, in place of `public_key`.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actors_started",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.component_scaled"),
        changed: "`count` said how many instances were added; `max_instances` says how many there may be. \
                  `component_id` says which component, in place of `public_key`.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actors_start_failed",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.component_scale_failed"),
        changed: "`max_instances` was added, and `component_id` says which component, in place of `public_key`.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actors_stopped",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.component_scaled"),
        changed: "`count` said how many instances were taken away and `remaining` how many were left; \
                  `max_instances` says how many there may be. `component_id` says which component, in place of \
                  `public_key`.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actor_scaled",
        versions: "0.82",
        successor: Some("com.wasmcloud.lattice.component_scaled"),
        changed: "Actors are components now. `component_id` says which one; `public_key` and `claims` are there for \
                  signed components only, and `claims.caps` is gone. Stopping an actor sent its old `max_instances`; \
                  it is 0 now.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.actor_scale_failed",
        versions: "0.82",
        successor: Some("com.wasmcloud.lattice.component_scale_failed"),
        changed: "Actors are components now. `component_id` says which one, and `public_key` is there for signed \
                  components only.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.host_started",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.host_started"),
        changed: "The shape is the same; `version` tells that the host is an older one.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.host_stopped",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.host_stopped"),
        changed: "The shape is the same.",
        marked_by: &[],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.host_heartbeat",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.host_heartbeat"),
        changed: "`actors`, each with its `instances`, became `components` without them. Providers lost `contract_id` \
                  and `link_name`, and `issuer` is gone.",
        marked_by: &["/actors", "/issuer"],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.provider_started",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.provider_started"),
        changed: "`provider_id` says which provider, in place of `public_key`, `link_name` and `contract_id`. \
                  `contract_id` is gone; `claims` is there for signed providers only.",
        marked_by: &["/contract_id"],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.provider_start_failed",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.provider_start_failed"),
        changed: "`provider_id` was added, and from host 1.5.1 on `host_id`.",
        // The older shape has no field of its own: it only lacks some. Hosts before
        // 1.5.1 left `host_id` out as well.
        marked_by: &[],
        lacks: &["/provider_id", "/host_id"],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.provider_stopped",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.provider_stopped"),
        changed: "`provider_id` says which provider, in place of `public_key`, `link_name` and `contract_id`. \
                  `contract_id` is gone.",
        marked_by: &["/contract_id"],
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.health_check_passed",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.health_check_passed"),
        changed: HEALTH_CHECK,
        marked_by: HEALTH_CHECK_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.health_check_failed",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.health_check_failed"),
        changed: HEALTH_CHECK,
        marked_by: HEALTH_CHECK_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.health_check_status",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.health_check_status"),
        changed: HEALTH_CHECK,
        marked_by: HEALTH_CHECK_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.linkdef_set",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.linkdef_set"),
        changed: LINK,
        marked_by: LINK_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.linkdef_deleted",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.linkdef_deleted"),
        changed: LINK,
        marked_by: LINK_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.config_set",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.config_set"),
        changed: CONFIG,
        marked_by: CONFIG_MARKS,
        lacks: &[],
    },
    LegacyEvent {
        event_type: "com.wasmcloud.lattice.config_deleted",
        versions: BOTH,
        successor: Some("com.wasmcloud.lattice.config_deleted"),
        changed: CONFIG,
        marked_by: CONFIG_MARKS,
        lacks: &[],
    },
];

const HEALTH_CHECK: &str = "`provider_id` says which provider, in place of `public_key`, `link_name` and \
                            `contract_id`, and `host_id` was added.";
const HEALTH_CHECK_MARKS: &[&str] = &["/public_key", "/contract_id"];

const LINK: &str = "`source_id` and `target` took the place of `actor_id` and `provider_id`, `name` that of \
                    `link_name`, and `wit_namespace`, `wit_package` and `interfaces` that of `contract_id`. In \
                    place of `values` links name their configuration, and `id` is gone.";
const LINK_MARKS: &[&str] = &["/actor_id", "/contract_id"];

const CONFIG: &str = "Configuration belonged to an actor or provider, `entity_id`, and had a `key`. Now it has a name \
                      of its own, `config_name`.";
const CONFIG_MARKS: &[&str] = &["/entity_id", "/key"];
