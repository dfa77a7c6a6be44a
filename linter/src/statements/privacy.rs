//! What no event may carry.

use super::{Place, Specification};

const PEM: Place = Place::own("RFC 7468, section 10", "https://www.rfc-editor.org/rfc/rfc7468#section-10");
const JWS: Place = Place::own("RFC 7515, section 7.1", "https://www.rfc-editor.org/rfc/rfc7515#section-7.1");
const PKCS8: Place = Place::own("RFC 5958, section 2", "https://www.rfc-editor.org/rfc/rfc5958#section-2");
const JWK: Place = Place::own("RFC 7517, section 9.2", "https://www.rfc-editor.org/rfc/rfc7517#section-9.2");
const NKEYS: Place = Place::own(
    "NATS, NKeys",
    "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
);
const BEARER: Place =
    Place::own("RFC 6750, section 5.3", "https://www.rfc-editor.org/rfc/rfc6750#section-5.3");
const CLOUD: Place = Place::own(
    "AWS, IAM identifiers",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
);
const LEAKAGE: Place = Place::own(
    "OWASP Non-Human Identities Top 10, NHI2",
    "https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/",
);
const CERTIFICATE: Place =
    Place::own("RFC 7468, section 5", "https://www.rfc-editor.org/rfc/rfc7468#section-5");

/// Secrets.
pub(super) static PRIVACY: Specification = Specification {
    title: "Privacy",
    summary: "What no event may carry, in no text of it: values, names of members, headers, messages about errors.",
    statements: &[
        PEM.must_not("P01", "No event holds a private key in PEM."),
        JWS.must_not(
            "P02",
            "No event holds a token: a signed, encrypted or unsigned JWT, in its compact form.",
        ),
        PKCS8.must_not("P03", "No event holds a private key in DER, written as Base64 or as hex digits."),
        JWK.must_not("P04", "No event holds a JSON Web Key with its private members."),
        NKEYS.must_not(
            "P05",
            "No event holds the seed of an nkey with a valid checksum, or a credentials file of NATS.",
        ),
        BEARER.must_not("P06", "No event holds bearer or basic credentials, or a password in an address."),
        CLOUD.must_not("P07", "No event holds keys of clouds and of services."),
        LEAKAGE.must_not("P08", "No event has a text in a field whose name says that it is a secret."),
        CERTIFICATE.should_not(
            "P09",
            "No event holds a certificate: it is no secret, but it is large and may name people.",
        ),
        LEAKAGE.advice("P10", "No event has a long text that looks random."),
        LEAKAGE.must_not("P11", "None of these stands within the text of an error."),
    ],
};
