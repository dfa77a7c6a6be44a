//! What documentation leaves open with `{{…}}`, to be filled in when it is shown
//! or run.

use crate::secret::sample;

/// What can stand between `{{` and `}}`, and what it stands for.
///
/// Secrets are written as they stand in a JSON string, without its quotation
/// marks. In a recording, whose payload is a JSON string itself, those that have
/// line breaks or quotation marks cannot stand.
pub fn placeholders() -> &'static [(&'static str, &'static str)] {
    PLACEHOLDERS
}

/// The first ones are not about secrets; the others are those of [`sample`].
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("base-address", "the base address of the catalogue"),
    ("repeat:TEXT:COUNT", "a text, so many times"),
    ("secret:pem-private-key", "a private key in PEM"),
    ("secret:encrypted-pem-private-key", "an encrypted private key in PEM"),
    ("secret:der-private-key-base64", "a private key in DER, in Base64"),
    ("secret:der-private-key-hex", "a private key in DER, in hexadecimal"),
    ("secret:jwt", "a signed JSON web token"),
    ("secret:unsigned-jwt", "a JSON web token without a signature"),
    ("secret:wit", "a workload identity token"),
    ("secret:jwe", "an encrypted object in the compact form"),
    ("secret:jwk", "a private JSON web key"),
    ("secret:nkey-seed", "the seed of an nkey"),
    ("secret:nats-credentials", "a credentials file of NATS"),
    ("secret:bearer", "the scheme `Bearer` and its credential"),
    ("secret:basic", "the scheme `Basic` and its credential"),
    ("secret:url", "a URL with user and password"),
    ("secret:aws", "an access key of Amazon Web Services"),
    ("secret:github", "a token of GitHub"),
    ("secret:gitlab", "a token of GitLab"),
    ("secret:slack", "a token of Slack"),
    ("secret:google", "a key of Google"),
    ("secret:stripe", "a key of Stripe"),
    ("secret:npm", "a token of npm"),
    ("secret:pypi", "a token of PyPI"),
    ("secret:azure-storage", "the access to a store of Azure"),
    ("secret:certificate", "a certificate in PEM"),
    ("secret:certificate-base64", "a certificate in DER, in Base64"),
    ("secret:random", "48 letters and digits by chance"),
];

/// Fills in the placeholders of a text.
///
/// - `{{base-address}}` is the base address of the catalogue: a fork publishes
///   under an address of its own.
/// - `{{repeat:TEXT:COUNT}}` is a text that stands there many times, for events
///   that are too large to be written out.
/// - `{{secret:KIND}}` is a secret that was made for this: none may stand in a
///   file. `{{secret:KIND:WORDS}}` is another one of the kind.
pub(super) fn fill_in(text: &str, base_address: &str) -> String {
    fill(text, |name| secret(name).or_else(|| value(name, base_address)))
}

fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled.push_str(before);
        let value = behind.split_once("}}").and_then(|(name, behind)| Some((value(name)?, behind)));
        match value {
            Some((value, behind)) => {
                filled.push_str(&value);
                rest = behind;
            }
            None => {
                filled.push_str("{{");
                rest = behind;
            }
        }
    }
    filled + rest
}

/// The secret that a placeholder stands for, as it stands in a JSON string; what
/// stands behind a second colon makes another one of the kind.
fn secret(name: &str) -> Option<String> {
    let kind = name.strip_prefix("secret:")?;
    let (kind, words) = kind.split_once(':').unwrap_or((kind, ""));
    let text = serde_json::to_string(&sample::of(kind, words)?).ok()?;
    Some(text.get(1..text.len() - 1)?.to_owned())
}

/// What a placeholder stands for; `None` if it is none.
fn value(name: &str, base_address: &str) -> Option<String> {
    if name == "base-address" {
        return Some(base_address.to_owned());
    }
    let (text, count) = name.strip_prefix("repeat:")?.rsplit_once(':')?;
    Some(text.repeat(count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{PLACEHOLDERS, fill_in, sample};

    #[test]
    fn the_list_names_every_secret() {
        let listed =
            PLACEHOLDERS.iter().filter_map(|(name, text)| Some((name.strip_prefix("secret:")?, *text)));
        assert!(listed.eq(sample::KINDS.iter().copied()));
        for (kind, _) in sample::KINDS {
            let text = fill_in(&format!("\"{{{{secret:{kind}}}}}\""), "");
            let text: String = serde_json::from_str(&text).unwrap();
            assert_eq!(Some(text), sample::of(kind, ""));
        }
    }

    #[test]
    fn placeholders_are_filled_in_and_other_texts_stay() {
        let filled = |text| fill_in(text, "https://example.com");
        assert_eq!(filled("{{base-address}}/a {{repeat:ab:3}}!"), "https://example.com/a ababab!");
        assert_eq!(filled("{{ {{other}} {\"a\": {}}"), "{{ {{other}} {\"a\": {}}");
    }
}
