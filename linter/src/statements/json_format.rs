//! The JSON Event Format, and its batches.

use super::{Place, Specification};

macro_rules! section {
    ($anchor:literal) => {
        concat!(
            "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/formats/json-format.md#",
            $anchor
        )
    };
}

const TEXT: Place =
    Place::released("RFC 8259, section 8.1", "https://www.rfc-editor.org/rfc/rfc8259#section-8.1");
const ENVELOPE: Place = Place::released("JSON Event Format, section 3", section!("3-envelope"));
const TYPES: Place = Place::released("JSON Event Format, section 2.2", section!("22-type-system-mapping"));
const BATCH: Place = Place::released("JSON Event Format, section 4", section!("4-json-batch-format"));
const BATCH_ELEMENTS: Place =
    Place::released("JSON Event Format, section 4.1", section!("41-mapping-cloudevents"));
const BATCH_ENVELOPE: Place = Place::released("JSON Event Format, section 4.2", section!("42-envelope"));
const DRAFT_MODES: Place = Place::draft(
    "NATS Protocol Binding, section 1.3",
    "https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/nats-protocol-binding.md#13-content-modes",
);
const DRAFT_MESSAGE: Place = Place::draft(
    "CloudEvents, Message",
    "https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md#message",
);

/// The envelope, and batches.
pub(super) static JSON_FORMAT: Specification = Specification {
    title: "JSON Event Format: the envelope and batches",
    summary: "How an event, or several, becomes JSON.",
    statements: &[
        TEXT.must("CE-40", "The payload is JSON in UTF-8, without a byte order mark."),
        ENVELOPE.must("CE-41", "An event is a JSON object."),
        ENVELOPE.must("CE-42", "Every attribute that the event has is a member of that object, under its own name."),
        TYPES.must("CE-43", "An attribute that is `null` is an attribute that is not there."),
        ENVELOPE.must("CE-52", "The media type of an event as JSON is `application/cloudevents+json`."),
        TYPES.advice("CE-54", "A member that nobody knows is an extension attribute, and no mistake by itself.")
            .unchecked("It is a permission. Only names that older versions of CloudEvents gave a meaning are told, and that is CE-30."),
        BATCH_ELEMENTS.must("CE-55", "A batch is a JSON array, and each of its elements is an event."),
        BATCH_ENVELOPE.must("CE-56", "The media type of a batch is `application/cloudevents-batch+json`.")
            .unchecked("A batch over NATS is wrong whatever it is called, and a batch in a file has no media type."),
        BATCH.must_not("CE-57", "No batch is sent where only single events were agreed upon."),
        DRAFT_MODES.advice("CE-58", "No message of NATS carries a batch."),
        DRAFT_MESSAGE.must("CE-59", "All events of a batch have the same `specversion`."),
    ],
};
