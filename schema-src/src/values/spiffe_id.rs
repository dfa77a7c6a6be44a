use lattice_event_model::text_value;

const SCHEME: &str = "spiffe://";

text_value! {
    /// The name of a workload: `spiffe://`, a trust domain and a path, in
    /// canonical form (SPIFFE-ID, section 2). It has at most 2048 bytes.
    ///
    /// A name without a path stands for the trust domain itself and is never
    /// the name of a workload.
    pub struct SpiffeId;
    kind: "a SPIFFE ID";
    check: check_spiffe_id;
    strict: {
        "maxLength": 2048,
        "pattern": "^spiffe://[a-z0-9._-]{1,255}(/(\\.{0,2}[A-Za-z0-9_-][A-Za-z0-9._-]*|\\.{3}[A-Za-z0-9._-]*))*$",
    };
    examples: ["spiffe://lattice.example/component/echo"];
}

text_value! {
    /// The name of a trust domain, as it stands in SPIFFE IDs: lower case
    /// letters, digits, `.`, `-` and `_`, at most 255 bytes (SPIFFE-ID, section
    /// 2.1). It need not be a name of the DNS.
    pub struct TrustDomain;
    kind: "a trust domain";
    check: check_trust_domain;
    strict: { "pattern": "^[a-z0-9._-]{1,255}$" };
    examples: ["lattice.example"];
}

impl SpiffeId {
    /// The trust domain. `None`, if the text is no SPIFFE ID.
    pub fn trust_domain(&self) -> Option<&str> {
        self.parts().map(|(trust_domain, _)| trust_domain)
    }

    /// The path with its leading `/`, empty for the name of a trust domain.
    /// `None`, if the text is no SPIFFE ID.
    pub fn path(&self) -> Option<&str> {
        self.parts().map(|(_, path)| path)
    }

    /// Whether the text is a SPIFFE ID that can name a workload: one with a path
    /// (X509-SVID, section 3.1).
    pub fn is_workload(&self) -> bool {
        self.path().is_some_and(|path| !path.is_empty())
    }

    fn parts(&self) -> Option<(&str, &str)> {
        check_spiffe_id(self.as_str()).ok()?;
        self.as_str().strip_prefix(SCHEME).map(split)
    }
}

/// Splits what follows the scheme into trust domain and path.
fn split(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

fn check_spiffe_id(text: &str) -> Result<(), String> {
    if text.len() > 2048 {
        return Err(format!("it has {} bytes, at most 2048 are allowed", text.len()));
    }
    let Some(rest) = text.strip_prefix(SCHEME) else {
        let other_case = text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME));
        return Err(if other_case {
            "its scheme is not in lower case".to_owned()
        } else {
            format!("it does not begin with `{SCHEME}`")
        });
    };
    if rest.contains('?') {
        return Err("it has a query".to_owned());
    }
    if rest.contains('#') {
        return Err("it has a fragment".to_owned());
    }
    let (trust_domain, path) = split(rest);
    check_trust_domain(trust_domain).map_err(|reason| format!("of its trust domain: {reason}"))?;
    check_path(path)
}

fn check_trust_domain(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if text.len() > 255 {
        return Err(format!("it has {} bytes, at most 255 are allowed", text.len()));
    }
    let reason = match text.chars().find(|&c| !is_trust_domain_character(c)) {
        None => return Ok(()),
        Some('@') => "it has user information".to_owned(),
        Some(':') => "it has a port, or is no name".to_owned(),
        Some('%') => "it is percent-encoded".to_owned(),
        Some(c) if c.is_ascii_uppercase() => "it is not in lower case".to_owned(),
        Some(c) => format!("it contains {c:?}"),
    };
    Err(reason)
}

fn is_trust_domain_character(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_')
}

fn check_path(path: &str) -> Result<(), String> {
    let Some(segments) = path.strip_prefix('/') else { return Ok(()) };
    if segments.is_empty() || segments.ends_with('/') {
        return Err("its path ends with `/`".to_owned());
    }
    for segment in segments.split('/') {
        match segment {
            "" => return Err("its path has an empty segment".to_owned()),
            "." | ".." => return Err(format!("its path has the segment `{segment}`")),
            _ => {}
        }
        match segment.chars().find(|&c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')) {
            None => {}
            Some('%') => return Err("its path is percent-encoded".to_owned()),
            Some(c) => return Err(format!("its path contains {c:?}")),
        }
    }
    Ok(())
}
