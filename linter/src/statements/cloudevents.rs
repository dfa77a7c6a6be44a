//! CloudEvents: attributes, their names, and the types of their values.

use super::{Place, Specification, Statement};

macro_rules! spec {
    ($anchor:literal) => {
        concat!("https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/spec.md#", $anchor)
    };
}

macro_rules! draft {
    ($anchor:literal) => {
        concat!("https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md#", $anchor)
    };
}

macro_rules! primer {
    ($anchor:literal) => {
        concat!("https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/primer.md#", $anchor)
    };
}

const ID: Place = Place::released("CloudEvents, id", spec!("id"));
const SOURCE: Place = Place::released("CloudEvents, source", spec!("source-1"));
const SPECVERSION: Place = Place::released("CloudEvents, specversion", spec!("specversion"));
const TYPE: Place = Place::released("CloudEvents, type", spec!("type"));
const DATACONTENTTYPE: Place = Place::released("CloudEvents, datacontenttype", spec!("datacontenttype"));
const MEDIA_TYPE: Place =
    Place::released("RFC 2046, section 1", "https://www.rfc-editor.org/rfc/rfc2046#section-1");
const DRAFT_DATACONTENTTYPE: Place = Place::draft("CloudEvents, datacontenttype", draft!("datacontenttype"));
const DATASCHEMA: Place = Place::released("CloudEvents, dataschema", spec!("dataschema"));
const EVENT_DATA: Place = Place::released("CloudEvents, Event Data", spec!("event-data"));
const SUBJECT: Place = Place::released("CloudEvents, subject", spec!("subject"));
const TIME: Place = Place::released("CloudEvents, time", spec!("time"));
const RFC_3339: Place =
    Place::released("RFC 3339, section 5.6", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6");
const NAMES: Place =
    Place::released("CloudEvents, Attribute Naming Convention", spec!("attribute-naming-convention"));
const DRAFT_NAMES: Place = Place::draft("CloudEvents, Naming Conventions", draft!("naming-conventions"));
const DRAFT_CONTEXT: Place = Place::draft("CloudEvents, Context Attributes", draft!("context-attributes"));
const EXTENSIONS: Place =
    Place::released("CloudEvents, Extension Context Attributes", spec!("extension-context-attributes"));
const TYPES_OF_VALUES: Place = Place::released("CloudEvents, Type System", spec!("type-system"));
const JSON_TYPES: Place = Place::released(
    "JSON Event Format, section 2.2",
    "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/formats/json-format.md#22-type-system-mapping",
);
const JSON_ATTRIBUTES: Place = Place::released(
    "JSON Event Format, section 2",
    "https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/formats/json-format.md#2-attributes",
);
const SIZE: Place = Place::released("CloudEvents, Size Limits", spec!("size-limits"));
const SECURITY: Place = Place::released("CloudEvents, Privacy and Security", spec!("privacy-and-security"));
const VERSIONING: Place =
    Place::released("CloudEvents Primer, Versioning of CloudEvents", primer!("versioning-of-cloudevents"));
const EXTENSION_ADVICE: Place = Place::released(
    "CloudEvents Primer, CloudEvent Attribute Extensions",
    primer!("cloudevent-attribute-extensions"),
);
const ID_ADVICE: Place =
    Place::released("CloudEvents Primer, CloudEvent Attributes", primer!("cloudevent-attributes"));
const FORWARDING: Place =
    Place::released("CloudEvents, Notational Conventions", spec!("notational-conventions"));

const REGISTRY: &str = "It compares versions of a schema, and a message shows only one of them. It belongs to the registry of schemas: the tests of this catalogue refuse a change of a released schema.";

/// Attributes, and what stands around them.
pub(super) static CORE: Specification = Specification {
    title: "CloudEvents: attributes, sizes, privacy and versions",
    summary: "What every event has to say about itself, and how attributes are named.",
    statements: CORE_STATEMENTS,
};

const CORE_STATEMENTS: &[Statement] = &[
    ID.must("CE-1", "Every event has an `id`."),
    SOURCE.must("CE-2", "Every event has a `source`."),
    SPECVERSION.must("CE-3", "Every event has a `specversion`."),
    TYPE.must("CE-4", "Every event has a `type`."),
    ID.must("CE-5", "The `id` is a text that is not empty."),
    SOURCE.must("CE-6", "The `source` is a URI reference that is not empty."),
    SOURCE.recommended("CE-7", "The `source` is better an absolute URI."),
    SPECVERSION.must("CE-8", "The `specversion` is a text that is not empty."),
    SPECVERSION.must("CE-9", "Events of this version say `1.0`, as a text and without a patch number."),
    TYPE.must("CE-10", "The `type` is a text that is not empty."),
    TYPE.should("CE-11", "The `type` begins with the reversed DNS name of whoever defines it."),
    SOURCE.must("CE-12", "No two different events share both `source` and `id`."),
    ID.must("CE-13", "A producer gives each `id` to one event only."),
    MEDIA_TYPE.must("CE-14", "The `datacontenttype` is a media type, with parameters or without."),
    DRAFT_DATACONTENTTYPE.must("CE-15", "Media types and the names of their parameters are the same in upper and lower case.")
        .unchecked("It says how readers compare, and no message can break it. This linter compares media types so."),
    DATACONTENTTYPE.should("CE-16", "What an absent `datacontenttype` implies is written down where an event goes to another format or binding."),
    DRAFT_DATACONTENTTYPE.advice("CE-17", "A `datacontenttype` may stand in an event that has no data.")
        .unchecked("It is a permission. Rules about data look at events that have data, so none of them complains."),
    DATASCHEMA.must("CE-18", "The `dataschema` is an absolute URI without a fragment, and not empty."),
    DATASCHEMA.should("CE-19", "A schema that changes in an incompatible way gets another `dataschema`.")
        .unchecked(REGISTRY),
    EVENT_DATA.must("CE-19b", "The data fits the schema that `dataschema` names."),
    SUBJECT.must("CE-20", "The `subject` is a text that is not empty."),
    RFC_3339.must("CE-21", "The `time` is a date and time of RFC 3339: with seconds and an offset; better with `T`, and with `Z` for UTC."),
    TIME.must("CE-22", "All producers behind one `source` choose `time` in the same way."),
    NAMES.must("CE-23", "Names of attributes have lower-case letters and digits of ASCII only."),
    NAMES.should_not("CE-24", "Names of attributes have at most 20 characters."),
    DRAFT_NAMES.must("CE-25", "Names of attributes have at least one character."),
    DRAFT_NAMES.should("CE-26", "Names of attributes begin with a letter."),
    DRAFT_NAMES.must_not("CE-27", "No attribute is called `data`."),
    NAMES.should("CE-28", "Names of attributes are terse, and say what the attribute is.")
        .unchecked("Whether a name says what it stands for is a judgement of people, made where the attribute is defined."),
    DRAFT_CONTEXT.must("CE-29", "Each attribute stands in an event once at most."),
    EXTENSIONS.advice("CE-30", "An extension attribute is not called like an attribute of CloudEvents before 1.0."),
];

/// Values of attributes, and statements about the whole event.
pub(super) static TYPES: Specification = Specification {
    title: "CloudEvents: the types of attributes",
    summary: "What the value of an attribute may be, whether it stands in JSON or in a header.",
    statements: &[
        TYPES_OF_VALUES.must("CE-31", "The value of an attribute is one of seven simple types: no object and no array."),
        TYPES_OF_VALUES.must("CE-32", "An Integer lies between -2147483648 and 2147483647."),
        JSON_TYPES.must("CE-33", "An Integer in JSON is written without a fraction and without an exponent."),
        TYPES_OF_VALUES.must_not("CE-34", "A String has no control characters."),
        TYPES_OF_VALUES.must_not("CE-35", "A String has no code points that Unicode keeps for no character."),
        TYPES_OF_VALUES.must_not("CE-36", "A String never has one half of a surrogate pair."),
        TYPES_OF_VALUES.must("CE-37", "A value that is carried as a text has the canonical form of its type."),
        JSON_TYPES.must("CE-38", "An extension attribute that is documented has the type that its document gives it."),
        JSON_ATTRIBUTES.must("CE-39", "Extension attributes are members of the event itself, and not of an object in it."),
        SIZE.should("CE-72", "An event has at most 64 KiB on the wire; what is larger may not be forwarded."),
        SECURITY.should_not("CE-73", "Attributes carry nothing that is sensitive: everybody on the way may read and log them."),
        VERSIONING.advice("CE-100", "A compatible change of the data keeps the `type`, and mostly changes the `dataschema`.")
            .unchecked(REGISTRY),
        VERSIONING.advice("CE-101", "An incompatible change of the data changes both `type` and `dataschema`.")
            .unchecked(REGISTRY),
        VERSIONING.advice("CE-102", "Producers say how they number their versions.")
            .unchecked("It is written in documentation, not in events. The page about versions says it for this catalogue."),
        EXTENSION_ADVICE.advice("CE-103", "Extension attributes are few and small, since they become headers."),
        ID_ADVICE.advice("CE-104", "An `id` says which event this is, and nothing else.")
            .unchecked("What readers take an `id` for does not show in messages."),
        FORWARDING.should("CE-53b", "Whoever passes events on keeps the optional attributes.")
            .unchecked("It is about those who pass events on: one has to see the event before and after them."),
    ],
};
