//! Names as Go has them: `HostID`, not `HostId`.

use crate::bindings::name::NameRule;

/// Words that Go writes in capitals, wherever they stand in a name.
const INITIALISMS: &[&str] = &[
    "ACL", "AMQP", "API", "ARN", "ASCII", "AWS", "CA", "CIDR", "CPU", "CSR", "CSS", "DB", "DNS", "EC", "EOF",
    "ES", "GCP", "GID", "GPU", "GRPC", "GUID", "HTML", "HTTP", "HTTPS", "ID", "IP", "IRI", "JSON", "JWK",
    "JWKS", "JWS", "JWT", "KMS", "LAN", "MIME", "MTLS", "NATS", "OCI", "OIDC", "OS", "PEM", "PID", "PS",
    "QPS", "RAM", "RFC", "RPC", "RS", "RSA", "SDK", "SHA", "SLA", "SMTP", "SPIFFE", "SQL", "SSH", "SSL",
    "SVID", "TCP", "TLS", "TTL", "UDP", "UI", "UID", "URI", "URL", "URN", "UTC", "UTF", "UUID", "VM", "WASI",
    "WASM", "WIT", "XML", "YAML",
];

/// What the templates export beside the types of a catalogue.
pub(super) const OWN_TYPES: &[&str] = &[
    "CatalogName",
    "CatalogVersion",
    "Envelope",
    "Event",
    "Marshal",
    "NATSMessage",
    "NewTimestamp",
    "NonNull",
    "Null",
    "Nullable",
    "Parse",
    "ParseError",
    "ParseNATS",
    "ParseSubject",
    "Pointer",
    "Subject",
    "SubjectError",
    "SubjectParameters",
    "SubscriptionSubject",
    "SubscriptionSubjects",
    "Timestamp",
    "Types",
    "UnknownEvent",
    "UnknownFields",
    "UnknownValues",
    "WriteError",
];

pub(super) const TYPES: NameRule =
    NameRule { case: exported, prefix: "Type", reserved: &[], escape: str::to_owned };

/// Fields stand beside the methods of their record.
pub(super) const FIELDS: NameRule = NameRule {
    case: exported,
    prefix: "Field",
    reserved: &["MarshalJSON", "UnknownFields", "UnmarshalJSON"],
    escape: |name| format!("{name}Field"),
};

pub(super) const VALUES: NameRule =
    NameRule { case: exported, prefix: "Value", reserved: &[], escape: str::to_owned };

/// Words joined, each with a capital, initialisms in capitals.
fn exported(text: &str) -> String {
    words(text).iter().map(|word| capitalised(word)).collect()
}

/// Words as signs and changes of case divide them: `HTTPServer2Go` is three.
fn words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|index| characters[index]);
        let begins = match before {
            Some(before) if character.is_ascii_uppercase() => {
                let after = characters.get(at + 1);
                !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase)
            }
            _ => false,
        };
        if !character.is_ascii_alphanumeric() || begins {
            words.push(std::mem::take(&mut word));
        }
        if character.is_ascii_alphanumeric() {
            word.push(character);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn capitalised(word: &str) -> String {
    let upper = word.to_ascii_uppercase();
    let is_initialism =
        |word: &str| INITIALISMS.contains(&word.trim_end_matches(|last: char| last.is_ascii_digit()));
    let names_something = word == upper && word.contains(|letter: char| letter.is_ascii_digit());
    if is_initialism(&upper) || names_something {
        return upper;
    }
    if let Some(singular) = upper.strip_suffix('S')
        && INITIALISMS.contains(&singular)
    {
        return format!("{singular}s");
    }
    let rest = word.get(1..).unwrap_or_default().to_ascii_lowercase();
    format!("{}{rest}", upper.get(..1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, TYPES};

    #[test]
    fn initialisms_are_in_capitals() {
        let wire = [
            "HostId",
            "spiffe_id",
            "Sha256Fingerprint",
            "ids",
            "RS256",
            "ec-p256",
            "x509",
            "identity",
            "OPEN",
            "HTTPServer",
            "urls",
            "A B2c",
            "SvidType",
        ];
        let names = [
            "HostID",
            "SPIFFEID",
            "SHA256Fingerprint",
            "IDs",
            "RS256",
            "ECP256",
            "X509",
            "Identity",
            "Open",
            "HTTPServer",
            "URLs",
            "AB2c",
            "SVIDType",
        ];
        assert_eq!(TYPES.names(wire, &[]), names);
    }

    #[test]
    fn fields_have_other_names_than_methods() {
        let wire = ["marshal_json", "", "1st", "__proto__", "unknownFields", "type", "a-b", "a_b"];
        let names = [
            "MarshalJSONField",
            "FieldEmpty",
            "Field1st",
            "Proto",
            "UnknownFieldsField",
            "Type",
            "AB",
            "AB2",
        ];
        assert_eq!(FIELDS.names(wire, &[]), names);
    }
}
