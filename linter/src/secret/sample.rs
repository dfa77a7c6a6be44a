//! Secrets for examples and tests, made when they are needed: none of them is a
//! real one, and none stands in a file. The same words give the same secret.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use lattice_event_model::catalog::sha256;
use serde_json::json;

use super::{encoding::hexadecimal, nkey};

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What there is: the names, and what each is.
#[cfg(test)]
pub(crate) const KINDS: &[(&str, &str)] = &[
    ("pem-private-key", "a private key in PEM"),
    ("encrypted-pem-private-key", "an encrypted private key in PEM"),
    ("der-private-key-base64", "a private key in DER, in Base64"),
    ("der-private-key-hex", "a private key in DER, in hexadecimal"),
    ("jwt", "a signed JSON web token"),
    ("unsigned-jwt", "a JSON web token without a signature"),
    ("wit", "a workload identity token"),
    ("jwe", "an encrypted object in the compact form"),
    ("jwk", "a private JSON web key"),
    ("nkey-seed", "the seed of an nkey"),
    ("nats-credentials", "a credentials file of NATS"),
    ("bearer", "the scheme `Bearer` and its credential"),
    ("basic", "the scheme `Basic` and its credential"),
    ("url", "a URL with user and password"),
    ("aws", "an access key of Amazon Web Services"),
    ("github", "a token of GitHub"),
    ("gitlab", "a token of GitLab"),
    ("slack", "a token of Slack"),
    ("google", "a key of Google"),
    ("stripe", "a key of Stripe"),
    ("npm", "a token of npm"),
    ("pypi", "a token of PyPI"),
    ("azure-storage", "the access to a store of Azure"),
    ("certificate", "a certificate in PEM"),
    ("certificate-base64", "a certificate in DER, in Base64"),
    ("random", "48 letters and digits by chance"),
];

/// A secret of a kind. Other words make another one.
pub(crate) fn of(kind: &str, words: &str) -> Option<String> {
    let some = |length| characters(&format!("{kind} {words}"), LETTERS, length);
    Some(match kind {
        "pem-private-key" => pem("PRIVATE KEY", &ed25519(words)),
        "encrypted-pem-private-key" => pem("ENCRYPTED PRIVATE KEY", &encrypted(words)),
        "der-private-key-base64" => STANDARD.encode(ed25519(words)),
        "der-private-key-hex" => ed25519(words).iter().map(|byte| format!("{byte:02x}")).collect(),
        "jwt" => token(&json!({ "alg": "ES256", "typ": "JWT" }), words, &some(86)),
        "unsigned-jwt" => token(&json!({ "alg": "none" }), words, ""),
        "wit" => token(&json!({ "alg": "ES256", "typ": "wit+jwt" }), words, &some(86)),
        "jwe" => {
            let header = part(&json!({ "alg": "dir", "enc": "A128GCM" }));
            format!("{header}..{}.{}.{}", some(16), some(64), some(22))
        }
        "jwk" => json!({ "kty": "OKP", "crv": "Ed25519", "x": some(43), "d": some(42) }).to_string(),
        "nkey-seed" => nkey_seed(words),
        "nats-credentials" => {
            let token = token(&json!({ "alg": "ed25519-nkey", "typ": "JWT" }), words, &some(86));
            let seed = nkey_seed(words);
            let (begin, end) = ("-----BEGIN", "------END");
            format!(
                "{begin} NATS USER JWT-----\n{token}\n{end} NATS USER JWT------\n\n{begin} USER NKEY SEED-----\n{seed}\n{end} USER NKEY SEED------\n"
            )
        }
        "bearer" => format!("Bearer {}1", some(31)),
        "basic" => format!("Basic {}", STANDARD.encode(format!("alice:{}", some(20)))),
        "url" => format!("nats://alice:{}@nats.example:4222", some(20)),
        "aws" => format!("AKIA{}", some(16).to_ascii_uppercase()),
        "github" => format!("ghp_{}", some(36)),
        "gitlab" => format!("glpat-{}", some(20)),
        "slack" => format!("xoxb-{}-{}", characters(words, b"0123456789", 12), some(24)),
        "google" => format!("AIza{}", some(35)),
        "stripe" => format!("sk_live_{}", some(24)),
        "npm" => format!("npm_{}", some(36)),
        "pypi" => format!("pypi-{}", some(60)),
        "azure-storage" => {
            format!("DefaultEndpointsProtocol=https;AccountName=a;AccountKey={}==", some(86))
        }
        "certificate" => pem("CERTIFICATE", &certificate(words)),
        "certificate-base64" => STANDARD.encode(certificate(words)),
        "random" => some(48),
        _ => return None,
    })
}

/// Characters that look as if they came by chance.
pub(super) fn characters(words: &str, alphabet: &[u8], length: usize) -> String {
    let indexes = bytes(words, length).into_iter().map(|byte| usize::from(byte) % alphabet.len().max(1));
    indexes.filter_map(|index| alphabet.get(index)).map(|byte| char::from(*byte)).collect()
}

fn bytes(words: &str, length: usize) -> Vec<u8> {
    let blocks = (0..).flat_map(|number: u32| {
        hexadecimal(&sha256(format!("{number} {words}").as_bytes())).unwrap_or_default()
    });
    blocks.take(length).collect()
}

/// The seed of a user's nkey.
pub(super) fn nkey_seed(words: &str) -> String {
    // Five bits say that it is a seed, the next eight that it is a user's.
    let (seed, user) = (18_u8 << 3, 20_u8 << 3);
    let mut body = vec![seed | (user >> 5), (user & 31) << 3];
    body.extend(bytes(words, 32));
    let sum = nkey::checksum(&body);
    body.extend(sum.to_le_bytes());
    nkey::base32(&body)
}

fn part(value: &serde_json::Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn token(header: &serde_json::Value, words: &str, signature: &str) -> String {
    let claims = json!({ "sub": "spiffe://lattice.example/component/echo", "jti": words });
    format!("{}.{}.{signature}", part(header), part(&claims))
}

fn pem(label: &str, der: &[u8]) -> String {
    let mut lines = String::new();
    for (index, character) in STANDARD.encode(der).chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            lines.push('\n');
        }
        lines.push(character);
    }
    let (begin, end) = ("-----BEGIN", "-----END");
    format!("{begin} {label}-----\n{lines}\n{end} {label}-----\n")
}

/// An element of DER with a tag.
pub(super) fn element(tag: u8, body: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    let length = body.len();
    let [high, low] = [(length >> 8) as u8, (length & 0xff) as u8];
    match length {
        0..=0x7f => der.push(low),
        0x80..=0xff => der.extend([0x81, low]),
        _ => der.extend([0x82, high, low]),
    }
    der.extend_from_slice(body);
    der
}

/// A sequence of elements.
pub(super) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    element(0x30, &elements.concat())
}

fn algorithm() -> Vec<u8> {
    sequence(&[element(6, &[0x2b, 0x65, 0x70])])
}

fn ed25519(words: &str) -> Vec<u8> {
    let key = element(4, &element(4, &bytes(words, 32)));
    sequence(&[element(2, &[0]), algorithm(), key])
}

fn encrypted(words: &str) -> Vec<u8> {
    sequence(&[algorithm(), element(4, &bytes(words, 64))])
}

/// What parses as a certificate; it certifies nothing.
pub(super) fn certificate(words: &str) -> Vec<u8> {
    let signed = sequence(&[element(0xa0, &element(2, &[2])), element(2, &bytes(words, 16)), algorithm()]);
    let signature = [vec![0], bytes(&format!("signature {words}"), 64)].concat();
    sequence(&[signed, algorithm(), element(3, &signature)])
}

/// Private keys in all structures that there are.
#[cfg(test)]
pub(super) fn private_keys() -> [Vec<u8>; 4] {
    let integer = |length| element(2, &[vec![1], bytes("integer", length)].concat());
    let numbers = [128, 3, 128, 64, 64, 64, 64, 64].map(integer);
    let pkcs1 = sequence(&[vec![element(2, &[0])], numbers.to_vec()].concat());
    let sec1 = sequence(&[element(2, &[1]), element(4, &bytes("key", 32)), element(0xa0, &[6, 1, 1])]);
    [ed25519("x"), encrypted("x"), sec1, pkcs1]
}
