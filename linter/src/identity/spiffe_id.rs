//! SPIFFE IDs and the names of trust domains, read strictly (SPIFFE-ID, section 2).

use crate::quoted::Quoted;

const SCHEME: &str = "spiffe://";

/// Every implementation takes so many bytes, and nobody should write more
/// (SPIFFE-ID, section 2.3).
const LONGEST_ID: usize = 2048;

/// SPIFFE-ID, section 2.3.
const LONGEST_TRUST_DOMAIN: usize = 255;

/// The name of a workload or, without a path, of a trust domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SpiffeId<'a> {
    /// The name of its trust domain.
    pub(crate) trust_domain: TrustDomain<'a>,
    /// Its path with the leading `/`, or nothing.
    pub(crate) path: &'a str,
    /// Whether scheme and trust domain are in lower case, as everybody should
    /// write them.
    pub(crate) is_canonical: bool,
}

/// The name of a trust domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrustDomain<'a> {
    /// The name, in whatever case it was written.
    pub(crate) name: &'a str,
    /// Whether it is in lower case.
    pub(crate) is_canonical: bool,
}

/// Why a text is no SPIFFE ID, as the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidSpiffeId {
    #[error("it has {0} bytes, and at most {LONGEST_ID} are allowed")]
    TooLong(usize),
    #[error("it does not begin with `{SCHEME}`")]
    Scheme,
    #[error("it has a query")]
    Query,
    #[error("it has a fragment")]
    Fragment,
    #[error("its trust domain {0}")]
    TrustDomain(#[from] InvalidTrustDomain),
    #[error("its path ends with `/`")]
    FinalSlash,
    #[error("its path has an empty segment")]
    EmptySegment,
    #[error("its path has the segment `.`")]
    Dot,
    #[error("its path has the segment `..`")]
    DoubleDot,
    #[error("its path is percent-encoded")]
    EncodedPath,
    #[error("its path has the character {}", Quoted(&.0.to_string()))]
    PathCharacter(char),
}

/// Why a text is no trust domain. `it` or the like goes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidTrustDomain {
    #[error("is empty")]
    Empty,
    #[error("has {0} bytes, and at most {LONGEST_TRUST_DOMAIN} are allowed")]
    TooLong(usize),
    #[error("is a whole SPIFFE ID")]
    SpiffeId,
    #[error("has user information")]
    UserInformation,
    #[error("is an IPv6 address")]
    Ipv6,
    #[error("has a port")]
    Port,
    #[error("is percent-encoded")]
    Encoded,
    #[error("has the character {}", Quoted(&.0.to_string()))]
    Character(char),
}

impl<'a> SpiffeId<'a> {
    /// Reads a SPIFFE ID. Upper case in scheme and trust domain is taken, and
    /// noted: comparisons ignore it (SPIFFE-ID, section 2.4).
    pub(crate) fn read(text: &'a str) -> Result<Self, InvalidSpiffeId> {
        if text.len() > LONGEST_ID {
            return Err(InvalidSpiffeId::TooLong(text.len()));
        }
        let (scheme, rest) = text.split_at_checked(SCHEME.len()).ok_or(InvalidSpiffeId::Scheme)?;
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return Err(InvalidSpiffeId::Scheme);
        }
        match rest.chars().find(|c| matches!(c, '?' | '#')) {
            Some('?') => return Err(InvalidSpiffeId::Query),
            Some(_) => return Err(InvalidSpiffeId::Fragment),
            None => {}
        }
        let (trust_domain, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let trust_domain = TrustDomain::read(trust_domain)?;
        check_path(path)?;
        Ok(Self { trust_domain, path, is_canonical: trust_domain.is_canonical && scheme == SCHEME })
    }

    /// Whether a text claims to be a SPIFFE ID.
    pub(crate) fn is_meant(text: &str) -> bool {
        const BEGINNING: &str = "spiffe:";
        text.get(..BEGINNING.len()).is_some_and(|start| start.eq_ignore_ascii_case(BEGINNING))
    }

    /// Whether a text stands for a whole trust domain: a SPIFFE ID without a
    /// path, or with `/` alone, which is not allowed but meant so.
    pub(crate) fn is_trust_domain(text: &str) -> bool {
        SpiffeId::read(text.strip_suffix('/').unwrap_or(text)).is_ok_and(|id| id.path.is_empty())
    }
}

impl<'a> TrustDomain<'a> {
    /// Reads the name of a trust domain (SPIFFE-ID, section 2.1). It need not be
    /// a name of the DNS.
    pub(crate) fn read(name: &'a str) -> Result<Self, InvalidTrustDomain> {
        if name.is_empty() {
            return Err(InvalidTrustDomain::Empty);
        }
        if SpiffeId::is_meant(name) {
            return Err(InvalidTrustDomain::SpiffeId);
        }
        if name.len() > LONGEST_TRUST_DOMAIN {
            return Err(InvalidTrustDomain::TooLong(name.len()));
        }
        if name.contains('@') {
            return Err(InvalidTrustDomain::UserInformation);
        }
        match name.chars().find(|c| !is_segment_character(*c)) {
            None => {}
            Some('[') => return Err(InvalidTrustDomain::Ipv6),
            Some(':') => return Err(InvalidTrustDomain::Port),
            Some('%') => return Err(InvalidTrustDomain::Encoded),
            Some(other) => return Err(InvalidTrustDomain::Character(other)),
        }
        Ok(Self { name, is_canonical: !name.bytes().any(|byte| byte.is_ascii_uppercase()) })
    }

    /// Whether it is the same trust domain. Case does not count.
    pub(crate) fn is(&self, other: &TrustDomain<'_>) -> bool {
        self.name.eq_ignore_ascii_case(other.name)
    }
}

/// SPIFFE-ID, section 2.2.
fn check_path(path: &str) -> Result<(), InvalidSpiffeId> {
    let Some(segments) = path.strip_prefix('/') else { return Ok(()) };
    if path.ends_with('/') {
        return Err(InvalidSpiffeId::FinalSlash);
    }
    for segment in segments.split('/') {
        match segment {
            "" => return Err(InvalidSpiffeId::EmptySegment),
            "." => return Err(InvalidSpiffeId::Dot),
            ".." => return Err(InvalidSpiffeId::DoubleDot),
            _ => {}
        }
        match segment.chars().find(|c| !is_segment_character(*c)) {
            None => {}
            Some('%') => return Err(InvalidSpiffeId::EncodedPath),
            Some(other) => return Err(InvalidSpiffeId::PathCharacter(other)),
        }
    }
    Ok(())
}

/// Whether a segment of a path can have a character.
pub(super) fn is_segment_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reason(text: &str) -> Option<InvalidSpiffeId> {
        SpiffeId::read(text).err()
    }

    #[test]
    fn names_of_the_grammar_are_read() {
        for (text, trust_domain, path) in [
            ("spiffe://lattice.example", "lattice.example", ""),
            ("spiffe://lattice.example/component/echo", "lattice.example", "/component/echo"),
            ("spiffe://lattice/a", "lattice", "/a"),
            ("spiffe://192.0.2.1/a", "192.0.2.1", "/a"),
            ("spiffe://_a-b.c_/A.b-C_d", "_a-b.c_", "/A.b-C_d"),
            ("spiffe://td/...", "td", "/..."),
            ("spiffe://td/.a/b.", "td", "/.a/b."),
            ("spiffe://../a", "..", "/a"),
        ] {
            let id = SpiffeId::read(text).unwrap();
            assert_eq!(
                (id.trust_domain.name, id.path, id.is_canonical),
                (trust_domain, path, true),
                "{text}"
            );
        }
    }

    #[test]
    fn upper_case_is_noted_where_it_does_not_count() {
        for text in ["SPIFFE://td/a", "spiffe://TD/a", "sPiffe://td"] {
            assert!(!SpiffeId::read(text).unwrap().is_canonical, "{text}");
        }
        assert!(SpiffeId::read("spiffe://td/A").unwrap().is_canonical);
        let (one, other) = (TrustDomain::read("TD").unwrap(), TrustDomain::read("td").unwrap());
        assert!(one.is(&other) && !one.is_canonical);
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        use InvalidSpiffeId::*;
        use InvalidTrustDomain as Td;
        for (text, expected) in [
            ("", Scheme),
            ("spiffe", Scheme),
            ("spiffe:/td/a", Scheme),
            ("spiffe:td", Scheme),
            ("https://td/a", Scheme),
            (" spiffe://td/a", Scheme),
            ("spiffé://td/a", Scheme),
            ("spiffe://td/a?b", Query),
            ("spiffe://td?b#c", Query),
            ("spiffe://td/a#b?c", Fragment),
            ("spiffe://", TrustDomain(Td::Empty)),
            ("spiffe:///a", TrustDomain(Td::Empty)),
            ("spiffe://a@td/b", TrustDomain(Td::UserInformation)),
            ("spiffe://a:b@td/b", TrustDomain(Td::UserInformation)),
            ("spiffe://td:8443/b", TrustDomain(Td::Port)),
            ("spiffe://[::1]/b", TrustDomain(Td::Ipv6)),
            ("spiffe://t%64/b", TrustDomain(Td::Encoded)),
            ("spiffe://t d/b", TrustDomain(Td::Character(' '))),
            ("spiffe://tür/b", TrustDomain(Td::Character('ü'))),
            ("spiffe://td/", FinalSlash),
            ("spiffe://td/a/", FinalSlash),
            ("spiffe://td//a", EmptySegment),
            ("spiffe://td/./a", Dot),
            ("spiffe://td/a/..", DoubleDot),
            ("spiffe://td/a%2Fb", EncodedPath),
            ("spiffe://td/a b", PathCharacter(' ')),
            ("spiffe://td/a+b", PathCharacter('+')),
            ("spiffe://td/a:b", PathCharacter(':')),
            ("spiffe://td/\u{202e}", PathCharacter('\u{202e}')),
        ] {
            assert_eq!(reason(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn lengths_are_counted_in_bytes() {
        let of_trust_domain = |bytes| format!("spiffe://{}/a", "d".repeat(bytes));
        assert_eq!(reason(&of_trust_domain(255)), None);
        let too_long = InvalidSpiffeId::TrustDomain(InvalidTrustDomain::TooLong(256));
        assert_eq!(reason(&of_trust_domain(256)), Some(too_long));
        let of_all = |bytes| format!("spiffe://td/{}", "p".repeat(bytes - "spiffe://td/".len()));
        assert_eq!(reason(&of_all(2048)), None);
        assert_eq!(reason(&of_all(2049)), Some(InvalidSpiffeId::TooLong(2049)));
    }

    #[test]
    fn reasons_end_sentences_and_show_characters_safely() {
        let told = |text| reason(text).map(|reason| reason.to_string());
        assert_eq!(told("x").as_deref(), Some("it does not begin with `spiffe://`"));
        assert_eq!(told("spiffe://").as_deref(), Some("its trust domain is empty"));
        let hidden = Some("its path has the character `\\u{202e}`");
        assert_eq!(told("spiffe://td/\u{202e}").as_deref(), hidden);
    }

    #[test]
    fn a_trust_domain_is_no_spiffe_id() {
        assert_eq!(TrustDomain::read("spiffe://td"), Err(InvalidTrustDomain::SpiffeId));
        assert!(SpiffeId::is_meant("SPIFFE:x") && !SpiffeId::is_meant("spiffe") && !SpiffeId::is_meant("é"));
        for text in ["spiffe://td", "spiffe://td/", "SPIFFE://TD/"] {
            assert!(SpiffeId::is_trust_domain(text), "{text}");
        }
        for text in ["spiffe://td/a", "spiffe://", "spiffe:///", "spiffe://td//", "td", "", "/"] {
            assert!(!SpiffeId::is_trust_domain(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_name_of_the_pattern_is_read(
            text in "spiffe://[a-z0-9._-]{1,255}(/(\\.{0,2}[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}|\\.{3}[A-Za-z0-9._-]{0,20})){0,8}",
        ) {
            let id = SpiffeId::read(&text).unwrap();
            prop_assert!(id.is_canonical);
            prop_assert_eq!(format!("spiffe://{}{}", id.trust_domain.name, id.path), text);
        }

        #[test]
        fn what_is_read_has_allowed_characters_only(text in "(?i:spiffe)://[a-zA-Z0-9./@:%?#ü _-]{0,40}") {
            let rest = &text["spiffe://".len()..];
            let segments: Vec<&str> = rest.split('/').collect();
            let is_allowed = !segments.contains(&"")
                && !segments[1..].iter().any(|segment| matches!(*segment, "." | ".."))
                && segments.iter().all(|segment| segment.chars().all(is_segment_character));
            prop_assert_eq!(SpiffeId::read(&text).is_ok(), is_allowed);
        }

        #[test]
        fn case_of_trust_domains_changes_nothing_else(text in "spiffe://[a-z0-9._-]{1,20}(/[A-Za-z0-9]{1,8}){0,3}") {
            let id = SpiffeId::read(&text).unwrap();
            let upper = format!("SPIFFE://{}{}", id.trust_domain.name.to_ascii_uppercase(), id.path);
            let other = SpiffeId::read(&upper).unwrap();
            prop_assert!(!other.is_canonical && other.trust_domain.is(&id.trust_domain));
            prop_assert_eq!(other.path, id.path);
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            if let Err(reason) = SpiffeId::read(&text) {
                prop_assert!(!reason.to_string().is_empty());
            }
            let _ = TrustDomain::read(&text);
            let _ = SpiffeId::is_trust_domain(&text);
        }
    }
}
