//! The data of an event in JSON.

use super::{Place, Specification};

macro_rules! section {
    ($anchor:literal) => {
        concat!(
            "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/formats/json-format.md#",
            $anchor
        )
    };
}

const WRITING: Place =
    Place::released("JSON Event Format, section 3.1.1", section!("311-payload-serialization"));
const READING: Place =
    Place::released("JSON Event Format, section 3.1.2", section!("312-payload-deserialization"));
const DRAFT_READING: Place = Place::draft(
    "JSON Event Format, section 3.1.2",
    "https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md#312-payload-deserialization",
);
const BASE64: Place =
    Place::released("RFC 4648, section 4", "https://www.rfc-editor.org/rfc/rfc4648#section-4");
const DATA: Place = Place::released(
    "NATS Protocol Binding, section 2.2",
    "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/bindings/nats-protocol-binding.md#22-data",
);

/// `data` and `data_base64`.
pub(super) static EVENT_DATA: Specification = Specification {
    title: "JSON Event Format: data",
    summary: "What may stand in `data` and in `data_base64`.",
    statements: &[
        WRITING.must_not("CE-44", "An event has `data` or `data_base64`, never both."),
        BASE64.must("CE-45", "`data_base64` is a text in Base64, with the usual alphabet and with padding."),
        WRITING.must("CE-46", "With `data_base64`, the `datacontenttype` is that of the decoded bytes."),
        DRAFT_READING.must_not("CE-47", "Bytes without a `datacontenttype` are not taken for JSON."),
        WRITING.must("CE-48", "Data that is JSON stands in `data` as it is, and not once more as a text."),
        WRITING.must("CE-49", "Data of another media type than JSON is a text."),
        READING.should("CE-50", "Data without a `datacontenttype` is read as JSON.")
            .unchecked("It is about readers, and leaving the attribute out is right. This linter reads such data as JSON."),
        READING.must_not("CE-51", "Whoever reads an event does not read JSON out of a text in `data`.")
            .unchecked("It is about readers. What makes them do so is told by the rule for CE-48, and this linter does not do it."),
        DATA.advice("CE-53", "The data fits the `charset` that its `datacontenttype` names."),
    ],
};
