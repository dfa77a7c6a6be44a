//! What one event may say about a workload identity.

use super::{Place, Specification};

macro_rules! spiffe {
    ($document:literal) => {
        concat!("https://github.com/spiffe/spiffe/blob/main/standards/", $document)
    };
}

const ID: Place = Place::own("SPIFFE ID, section 2", spiffe!("SPIFFE-ID.md#2-spiffe-identity"));
const PATH: Place = Place::own("SPIFFE ID, section 2.2", spiffe!("SPIFFE-ID.md#22-path"));
const TRUST_DOMAIN: Place = Place::own("SPIFFE ID, section 2.1", spiffe!("SPIFFE-ID.md#21-trust-domain"));
const X509: Place = Place::own("X.509-SVID", spiffe!("X509-SVID.md"));
const JWT: Place = Place::own("JWT-SVID", spiffe!("JWT-SVID.md"));
const WIT: Place = Place::own("WIT-SVID, section 3.8", spiffe!("WIT-SVID.md"));
const WORKLOAD_API: Place = Place::own("SPIFFE Workload API", spiffe!("SPIFFE_Workload_API.md"));
const ENDPOINT: Place = Place::own("SPIFFE Workload Endpoint", spiffe!("SPIFFE_Workload_Endpoint.md"));
const BUNDLE: Place =
    Place::own("SPIFFE Trust Domain and Bundle", spiffe!("SPIFFE_Trust_Domain_and_Bundle.md"));
const VALIDITY: Place =
    Place::own("RFC 5280, section 4.1.2.5", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5");
const SERIAL: Place =
    Place::own("RFC 5280, section 4.1.2.2", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2");
const TIME: Place = Place::own("RFC 3339, section 5.6", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6");
const GUIDE: Place = Place::own("the guide about workload identity", "../guides/identity.md");

/// Identity events.
pub(super) static IDENTITY: Specification = Specification {
    title: "Workload identity",
    summary: "What one event about a SPIFFE identity may say. How such events follow each other is another matter.",
    statements: &[
        ID.must("I01", "SPIFFE IDs and trust domains are written as SPIFFE says."),
        TRUST_DOMAIN.must("I02", "The `trust_domain` is that of the `spiffe_id`."),
        X509.must("I03", "The SPIFFE ID of a workload has a path."),
        VALIDITY.must("I04", "An identity ends after it begins, and after it was issued."),
        VALIDITY.should("I05", "An identity begins when it is issued, or shortly before."),
        VALIDITY.must("I06", "An identity that is announced has not expired yet."),
        GUIDE.should("I07", "An event about an identity comes when the identity comes."),
        GUIDE.should("I08", "Identities are valid for hours, and not for months."),
        JWT.must("I09", "A JWT-SVID has an audience; one is enough, and a whole trust domain is too many."),
        WIT.must("I10", "X.509-SVIDs and WIT-SVIDs have no audience."),
        SERIAL.must("I11", "An X.509-SVID has a serial number: not zero, and of at most 20 octets."),
        WORKLOAD_API.should("I12", "A hint has at most 1024 bytes."),
        GUIDE.must("I13", "The field that repeats the host is the same as `source`."),
        GUIDE.must("I14", "The generation is 1 when an identity is issued, and more when it is rotated."),
        GUIDE.must("I15", "A rotation brings another certificate, with another serial number."),
        GUIDE.should("I16", "A rotation brings another key."),
        GUIDE.must("I17", "An identity is rotated before it expires."),
        GUIDE.should("I18", "A rotation does not make the time shorter that is left."),
        JWT.must("I19", "Keys and signatures are of algorithms that SPIFFE knows, and none of them is weak.")
            .told_by(&["unknown-enum-value"]),
        PATH.should("I20", "The path of a SPIFFE ID follows the template that the configuration gives it."),
        ENDPOINT.should(
            "I21",
            "A failure says of what kind it is, and what is refused for good is not tried again.",
        ),
        BUNDLE.should("I22", "A trust bundle has authorities and a sequence, and is fetched often enough."),
        TIME.must("I23", "Times are written as RFC 3339 says, in UTC."),
    ],
};
