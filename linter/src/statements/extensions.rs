//! The documented extensions of CloudEvents.

use super::{Place, Specification};

macro_rules! released {
    ($document:literal) => {
        concat!("https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/extensions/", $document)
    };
}

macro_rules! main {
    ($document:literal) => {
        concat!("https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/", $document)
    };
}

const TRACEPARENT: Place = Place::released(
    "W3C Trace Context, section 3.2",
    "https://www.w3.org/TR/trace-context/#traceparent-header",
);
const TRACESTATE: Place = Place::released(
    "W3C Trace Context, section 3.3",
    "https://www.w3.org/TR/trace-context/#tracestate-header",
);
const TRACING_USE: Place = Place::released(
    "Distributed Tracing extension",
    released!("distributed-tracing.md#using-the-distributed-tracing-extension"),
);
const SEQUENCE: Place = Place::released("Sequence extension", released!("sequence.md#sequence-1"));
const SEQUENCE_TYPE: Place = Place::released("Sequence extension, Integer", released!("sequence.md#integer"));
const PARTITIONING: Place =
    Place::released("Partitioning extension", released!("partitioning.md#attributes"));
const SAMPLEDRATE: Place = Place::released("Sampling extension", released!("sampledrate.md#attributes"));
const DATAREF: Place = Place::released("Dataref extension", released!("dataref.md#attributes"));
const EXPIRYTIME: Place = Place::draft("Expiry Time extension", main!("expirytime.md#attributes"));
const RECORDEDTIME: Place = Place::draft("Recorded Time extension", main!("recordedtime.md#attributes"));
const SEVERITY_NUMBER: Place = Place::draft("Severity extension", main!("severity.md#severitynumber"));
const SEVERITY_TEXT: Place = Place::draft("Severity extension", main!("severity.md#severitytext"));
const SEVERITY: Place = Place::draft("Severity extension", main!("severity.md#attributes"));
const AUTH_TYPE: Place = Place::draft("Auth Context extension", main!("authcontext.md#authtype"));
const AUTH_ID: Place = Place::draft("Auth Context extension", main!("authcontext.md#authid"));
const AUTH_CLAIMS: Place = Place::draft("Auth Context extension", main!("authcontext.md#authclaims"));
const CORRELATION: Place = Place::draft("Correlation extension", main!("correlation.md#attributes"));
const DEPRECATED: Place = Place::draft("Deprecation extension", main!("deprecation.md#deprecated"));
const DEPRECATION_FROM: Place =
    Place::draft("Deprecation extension", main!("deprecation.md#deprecationfrom"));
const DEPRECATION_SUNSET: Place =
    Place::draft("Deprecation extension", main!("deprecation.md#deprecationsunset"));
const DEPRECATION_MIGRATION: Place =
    Place::draft("Deprecation extension", main!("deprecation.md#deprecationmigration"));
const CLASSIFICATION: Place =
    Place::draft("Data Classification extension", main!("data-classification.md#dataclassification"));
const REGULATION: Place =
    Place::draft("Data Classification extension", main!("data-classification.md#dataregulation"));
const CATEGORY: Place =
    Place::draft("Data Classification extension", main!("data-classification.md#datacategory"));
const BAM: Place = Place::draft("Business Activity Monitoring extension", main!("bam.md#attributes"));
const VERIFIABILITY: Place = Place::draft("Verifiability extension", main!("verifiability.md#attributes"));

/// What holds where an event uses an extension.
pub(super) static EXTENSIONS: Specification = Specification {
    title: "Documented extensions",
    summary: "What holds for an extension attribute that CloudEvents documents, where an event has it.",
    statements: &[
        TRACEPARENT.must("CE-74", "`traceparent` is there where `tracestate` is, and has the form that Trace Context gives it."),
        TRACESTATE.must("CE-75", "`tracestate` is a list of at most 32 members, whose keys differ."),
        TRACING_USE.must("CE-76", "Over one hop `ce-traceparent` is the same as the header `traceparent`; over several it is the trace that began it all."),
        SEQUENCE.must("CE-77", "`sequence` is a text whose order as a text is the order of the events, better without gaps."),
        SEQUENCE_TYPE.must("CE-78", "With the `sequencetype` `Integer`, `sequence` is a whole number of 32 bits, and each is greater by 1 than the one before."),
        PARTITIONING.must("CE-79", "`partitionkey` is a text that is not empty."),
        SAMPLEDRATE.must("CE-80", "`sampledrate` is a whole number above zero; 1 is what it is when absent."),
        DATAREF.must("CE-81", "`dataref` is a URI reference, and leads to the same data as the event has."),
        EXPIRYTIME.must("CE-82", "`expirytime` is a time of RFC 3339, not before `time`, and not past when the event comes."),
        RECORDEDTIME.must("CE-83", "`recordedtime` is a time of RFC 3339, and not before `time`."),
        SEVERITY_NUMBER.must("CE-84", "`severitynumber` is there where `severitytext` is, is not negative, and is better one of the numbers of OpenTelemetry."),
        SEVERITY_TEXT.must("CE-85", "`severitytext` is not empty, and better one of six words in upper case."),
        SEVERITY.advice("CE-86", "A `severitytext` that OpenTelemetry knows has a `severitynumber` that means the same there."),
        AUTH_TYPE.must("CE-87", "`authtype` is there where `authid` or `authclaims` is, is not empty, and is better one of the known words."),
        AUTH_ID.advice("CE-88", "`authid` is not empty, and names no person."),
        AUTH_CLAIMS.must("CE-89", "`authclaims` is JSON in a text, and holds no credentials."),
        CORRELATION.must("CE-90", "`correlationid` and `causationid` are not empty; the latter is the `id` of another event."),
        DEPRECATED.must("CE-91", "`deprecated` is true, and is there where the other attributes about deprecation are."),
        DEPRECATION_FROM.should("CE-92", "`deprecationfrom` is a time of RFC 3339 that has come already."),
        DEPRECATION_SUNSET.must("CE-93", "`deprecationsunset` is not before `deprecationfrom`, and no such events come after it."),
        DEPRECATION_MIGRATION.must("CE-94", "`deprecationmigration` is an absolute URI."),
        CLASSIFICATION.must("CE-95", "`dataclassification` is there where `dataregulation` or `datacategory` is, is not empty, and is better one of four words."),
        REGULATION.must("CE-96", "`dataregulation` is a list of names with commas between them and no spaces in them."),
        CATEGORY.must("CE-97", "`datacategory` is a text that is not empty."),
        BAM.must("CE-98", "The four identifiers of a business activity stand together; none is empty, and all have plain characters."),
        VERIFIABILITY.must("CE-99", "`dssematerial` is a DSSE envelope in Base64, with a payload and signatures; `signedextattrs` lists extension attributes, each once."),
    ],
};
