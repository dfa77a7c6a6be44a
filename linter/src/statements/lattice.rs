//! What the catalogue, and a lattice, say about events.

use super::{Place, Specification};

/// Addresses of the published pages, below the base address of the catalogue.
const EVENTS: Place = Place::own("the catalogue, Events", "../index.md");
const ENVELOPE: Place = Place::own("the catalogue, Envelope", "../envelope.md");
const PUBLISHERS: Place = Place::own("the catalogue, Publishers", "../envelope.md#publishers");
const VERSIONS: Place = Place::own("the catalogue, Versions", "../versioning.md");
const SUBJECTS: Place =
    Place::own("NATS, Subject-Based Messaging", "https://docs.nats.io/nats-concepts/subjects");

/// The lattice.
pub(super) static LATTICE: Specification = Specification {
    title: "The lattice and its catalogue",
    summary: "What an event on a lattice has to be beyond CloudEvents.",
    statements: &[
        EVENTS.should("L1", "The catalogue describes the `type`."),
        EVENTS.must("L2", "The data fits the schema of the `type`."),
        PUBLISHERS.must("L3", "The NATS subject follows the grammar of the publisher, and ends with the name of the event."),
        SUBJECTS.must("L4", "The subject names one lattice, with one token."),
        PUBLISHERS.must("L5", "The `source` is what its publisher says that it is: for a host its public key, with a valid checksum."),
        VERSIONS.must("L6", "A `dataschema` that belongs to the catalogue exists there, and belongs to the `type`."),
        ENVELOPE.should("L7", "The `datacontenttype` is `application/json`."),
        EVENTS.advice("L8", "The schema knows every field: a producer that sends more is newer than the catalogue."),
        EVENTS.should("L9", "The schema knows every value of an enumeration."),
        VERSIONS.advice("L10", "No event and no field is one that is going to be removed."),
        ENVELOPE.should("L11", "Clocks agree, and messages stay clear of what the server takes at most."),
        EVENTS.should("L12", "What the documentation calls required is there."),
        EVENTS.should("L13", "The version of the host that sends the event does send such events and such fields."),
    ],
};
