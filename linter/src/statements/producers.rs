//! Where real producers and readers of wasmCloud disagree with each other.

use super::{Place, Specification};

macro_rules! host {
    ($path:literal) => {
        concat!("https://github.com/wasmCloud/wasmCloud/blob/v1.9.2/", $path)
    };
}

macro_rules! wadm {
    ($path:literal) => {
        concat!("https://github.com/wasmCloud/wadm/blob/v0.21.1/", $path)
    };
}

const HOST: Place =
    Place::own("wasmCloud 1.9.2, wasmbus/event.rs", host!("crates/host/src/wasmbus/event.rs"));
const CONTROL: Place = Place::own("wasmCloud 1.9.2, wasmbus/ctl.rs", host!("crates/host/src/wasmbus/ctl.rs"));
const WADM: Place = Place::own("wadm 0.21.1, events/types.rs", wadm!("crates/wadm/src/events/types.rs"));
const WADM_DATA: Place = Place::own("wadm 0.21.1, events/data.rs", wadm!("crates/wadm/src/events/data.rs"));
const WASH: Place = Place::own("wash of wasmCloud 1.9.2, wait.rs", host!("crates/wash/src/lib/wait.rs"));
const DOCS: Place =
    Place::own("wasmcloud.com, list of events", "https://wasmcloud.com/docs/v1/reference/cloud-event-list/");

const VOCABULARY: &str = "Each name is right for its own type of event, and schemas say which it is. It is a difference between types, which no single event shows; the pages of the events tell it.";
const READER: &str = "It is about a reader, and not about what is sent: the message is right.";

/// Disagreements.
pub(super) static PRODUCERS: Specification = Specification {
    title: "Inconsistencies of real producers and readers",
    summary: "What hosts, wadm, wash and their documentation do not agree upon.",
    statements: &[
        HOST.advice(
            "H1",
            "The host stands in `host_id`, in `id`, or in `source` alone, depending on the type.",
        )
        .unchecked(VOCABULARY),
        HOST.advice("H2", "`host_id` is another than `source`, or empty, where it repeats a request.")
            .told_by(&["empty-host-id", "host-id-mismatch"]),
        DOCS.advice(
            "H3",
            "`public_key` is that of a host, of a component or of nobody, depending on whom one asks.",
        )
        .unchecked("It is about what documentation says of a field. The schemas say what the field is."),
        HOST.advice("H4", "An image stands in `image_ref`, `provider_ref`, `component_ref` or `actor_ref`.")
            .told_by(&["unknown-field"]),
        HOST.advice(
            "H5",
            "A component or a provider is named by its own field, by `id`, or by fields of older hosts.",
        )
        .told_by(&["conflicting-names", "deprecated-field"]),
        HOST.advice("H6", "A link is a `linkdef` in events, and its name is `name` or `link_name`.")
            .unchecked(VOCABULARY),
        CONTROL
            .advice("H7", "Requests call `count` what events call `max_instances`.")
            .unchecked("Requests to the control interface are no events."),
        HOST.advice("H8", "Names of events follow no common pattern.").unchecked(
            "A name is part of the `type`, and each is right as it is. One event does not show the others.",
        ),
        HOST.advice("H9", "Events about signed and unsigned components and providers have different fields.")
            .unchecked("Both shapes are right, and nothing in the message says which one to expect."),
        HOST.advice("H10", "`tags` of claims are a list for components and `null` for providers.")
            .unchecked("The schemas say of each type which it is, and both are right there."),
        HOST.advice("H11", "Fields for people to read hold `TODO`.").told_by(&["placeholder-value"]),
        HOST.advice("H12", "Some events lack fields that all others of their kind have.")
            .unchecked("The schemas do not ask for them, since hosts do not send them."),
        DOCS.advice("H13", "Most examples of the documentation cannot be read by wadm.")
            .told_by(&["invalid-time", "schema-violation"]),
        DOCS.advice(
            "H14",
            "The documentation names an event that nobody ever sent, and lacks one that is sent.",
        )
        .told_by(&["phantom-type"]),
        DOCS.advice("H15", "The documentation of host events lists other fields than hosts send.")
            .told_by(&["schema-violation", "unknown-field"]),
        DOCS.advice(
            "H16",
            "The documentation of provider and link events lists other fields than hosts send.",
        )
        .told_by(&["schema-violation", "unknown-field"]),
        CONTROL
            .advice("H17", "A request to scale that follows the documentation scales to zero.")
            .unchecked("Requests to the control interface are no events."),
        WADM_DATA
            .advice("H18", "wadm drops events whose claims have a `name` that is `null`.")
            .unchecked(READER),
        WADM.advice("H19", "wadm ignores changes of labels and failed links.").unchecked(READER),
        WADM.advice("H20", "wadm mistakes a provider that failed to start for one that stopped.")
            .unchecked(READER),
        WADM_DATA
            .advice("H21", "wadm expects fields that hosts no longer send, and a semantic version.")
            .unchecked(READER),
        WADM.advice("H22", "wadm takes a `health_check_status` for a sign that a provider runs.")
            .unchecked(READER),
        WASH.advice("H23", "wash waits for an event that no host sends.").told_by(&["phantom-type"]),
        HOST.advice("H24", "Every program has types of its own for the same events.")
            .unchecked("It is about sources of programs. This catalogue is the answer to it."),
    ],
};
