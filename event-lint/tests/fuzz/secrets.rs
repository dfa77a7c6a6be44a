//! Secrets to plant, and looking for pieces of them.

use std::{collections::HashSet, sync::LazyLock};

use lattice_linter::{example_secret, placeholders, rules};

use crate::random::Random;

/// The rules that tell of secrets.
pub(crate) const RULES: [&str; 11] = [
    "cloud-credentials",
    "embedded-certificate",
    "embedded-credentials",
    "encoded-private-key",
    "high-entropy-text",
    "json-web-token",
    "nkey-seed",
    "personal-data",
    "private-json-web-key",
    "private-key",
    "suspicious-field-name",
];

/// So many characters of a secret in a row are too many.
const PIECE: usize = 8;

/// A secret that was put into a message.
#[derive(Debug, Clone)]
pub(crate) struct Planted {
    /// The text that stands in the message.
    pub(crate) text: String,
    /// The name of the field that makes it a secret, if its text does not.
    pub(crate) field: Option<&'static str>,
    /// Whether it looks random and is nothing more: in an identifier it is public.
    pub(crate) is_public_in_identifiers: bool,
    /// What of it nobody may see.
    pub(crate) hidden: Vec<String>,
}

impl Planted {
    /// Any secret.
    pub(crate) fn any(random: &mut Random) -> Self {
        if random.in_one_of(6) {
            let words =
                ["hunter", "korrekt hors ", "tr0ub4dor&3 ", "\u{e9}t\u{e9} \"kwotid\\ ", "pass/word~1"];
            let text = format!("{}{}", random.one(&words), random.below(1_000_000) + 1_000_000);
            let names = ["password", "Client-Secret", "x509_svid_key", "accessToken", "seed"];
            return Self {
                hidden: vec![text.clone()],
                text,
                field: Some(*random.one::<&str>(&names)),
                is_public_in_identifiers: false,
            };
        }
        let kinds: Vec<&str> =
            placeholders().iter().filter_map(|(name, _)| name.strip_prefix("secret:")).collect();
        let kind = random.one(&kinds);
        let text = example_secret(kind, &random.below(usize::MAX).to_string()).unwrap();
        Self { hidden: hidden(kind, &text), text, field: None, is_public_in_identifiers: *kind == "random" }
    }

    /// The first piece of it that a text holds.
    pub(crate) fn first_in(&self, text: &str) -> Option<String> {
        self.pieces().find(|piece| text.contains(piece.as_str()))
    }

    /// Those that the pages of the rules have anyway are none: reports have parts
    /// of these pages.
    fn pieces(&self) -> impl Iterator<Item = String> {
        static PAGES: LazyLock<Pieces> = LazyLock::new(|| {
            let pages: Vec<&str> = rules::ALL.iter().map(|rule| rule.documentation).collect();
            Pieces::of(&pages.join("\n"))
        });
        self.hidden.iter().flat_map(|text| {
            let characters: Vec<char> = text.chars().collect();
            let pieces = characters.windows(PIECE).filter(|window| !PAGES.0.contains(*window));
            pieces.map(|window| window.iter().collect()).collect::<Vec<String>>()
        })
    }
}

/// What is around a secret is none: the frame of a key, the host of a URL.
fn hidden(kind: &str, text: &str) -> Vec<String> {
    let between = |start: &str, end: &str| {
        let (_, rest) = text.split_once(start).unwrap();
        vec![rest.split_once(end).map_or(rest, |(inner, _)| inner).to_owned()]
    };
    match kind {
        "bearer" | "basic" => between(" ", " "),
        "url" => between("://alice:", "@"),
        "azure-storage" => between("AccountKey=", "=="),
        "jwk" => between("\"d\":\"", "\""),
        "stripe" => between("live_", " "),
        _ => text.lines().filter(|line| !line.contains("-----")).map(str::to_owned).collect(),
    }
}

/// All pieces of a long text, to look for many secrets in it.
pub(crate) struct Pieces(HashSet<[char; PIECE]>);

impl Pieces {
    pub(crate) fn of(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        Self(characters.windows(PIECE).map(|window| window.try_into().unwrap()).collect())
    }

    pub(crate) fn first_of(&self, secret: &Planted) -> Option<String> {
        secret.pieces().find(|piece| {
            let characters: Vec<char> = piece.chars().collect();
            self.0.contains(characters.as_slice())
        })
    }
}
