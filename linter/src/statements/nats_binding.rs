//! How events travel over NATS.

use super::{Place, Specification};

macro_rules! draft {
    ($anchor:literal) => {
        concat!(
            "https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/nats-protocol-binding.md#",
            $anchor
        )
    };
}

const STRUCTURED: Place = Place::released(
    "NATS Protocol Binding, section 3",
    "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/bindings/nats-protocol-binding.md#3-nats-message-mapping",
);
const MODES: Place = Place::draft("NATS Protocol Binding, section 3", draft!("3-nats-message-mapping"));
const BOTH_MODES: Place = Place::draft("NATS Protocol Binding, section 1.3", draft!("13-content-modes"));
const BODY: Place = Place::draft("NATS Protocol Binding, section 3.1.1", draft!("311-event-data-encoding"));
const HEADERS: Place = Place::draft("NATS Protocol Binding, section 3.1.2", draft!("312-metadata-headers"));
const NAMES: Place = Place::draft("NATS Protocol Binding, section 3.1.3.1", draft!("3131-nats-header-names"));
const VALUES: Place =
    Place::draft("NATS Protocol Binding, section 3.1.3.2", draft!("3132-nats-header-values"));

/// Content modes and headers.
pub(super) static NATS_BINDING: Specification = Specification {
    title: "NATS Protocol Binding",
    summary: "How an event becomes a message of NATS, in structured and in binary mode.",
    statements: &[
        STRUCTURED.must("CE-60", "The payload of a message is the whole event as JSON."),
        MODES.advice("CE-61", "A message is in one mode: structured if its `Content-Type` begins with `application/cloudevents`, and binary otherwise."),
        NAMES.must("CE-62", "In binary mode each attribute is a header of its own, with `ce-` before its name."),
        BODY.must("CE-63", "In binary mode the payload is the data, byte by byte; an empty one is no data.")
            .unchecked("Whatever the payload is, it is the data, so that no message can be otherwise. Rules about data look at it in both modes."),
        BODY.must("CE-63b", "In binary mode the payload is what `ce-datacontenttype` says: JSON, for instance, can be parsed."),
        NAMES.advice("CE-64", "Over NATS the media type of the data stands in `ce-datacontenttype`, and not in `Content-Type` as over HTTP."),
        VALUES.must("CE-65", "Header values are printable ASCII; spaces, `\"`, `%` and everything else are percent-encoded."),
        VALUES.must("CE-66", "A character beyond the first 65536 is encoded as one, and not as two surrogates."),
        VALUES.must("CE-67", "Header values are freed of quotation marks, then percent-decoded once; what is no UTF-8 then is refused."),
        VALUES.should("CE-68", "Percent-encoding is written with upper-case digits."),
        VALUES.should_not("CE-69", "A header value that is encoded is not encoded once more."),
        HEADERS.must("CE-70", "An extension that has a header of its own stands in its `ce-` header as well."),
        BOTH_MODES.should("CE-71", "Programs read and write both modes.")
            .unchecked("It is about programs: one message is in one mode. This linter reads both."),
    ],
};
