use crate::{
    characters,
    context::EnvelopeContext,
    rule::declare_rule,
    uri,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `source` is not a URI reference.
    ///
    /// ## What it does
    ///
    /// Reads `source` by the grammar of RFC 3986. A relative reference is one too: a path, a name,
    /// or the public key of a host. An empty `source`, and one with control characters, are told
    /// by rules of their own.
    ///
    /// ## Why it matters
    ///
    /// Readers with a type for URIs refuse the whole event. Others escape what is wrong, each in
    /// its own way, and then take the same producer for two.
    ///
    /// ## Example
    ///
    /// ```json fires beside=unknown-type
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.shop.order_placed",
    ///   "source": "urn:till 4",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.shop.order_placed",
    ///   "source": "urn:till:4",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-source" {
        severity: Error,
        reference: "CloudEvents 1.0.2, source; RFC 3986, section 4.1",
        statements: ["CE-6"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    // Characters that no attribute may have are the business of other rules.
    let Some(source) = context.text("source").filter(|source| !uri::is_plain(source)) else { return };
    let Err(reason) = uri::reference(source) else { return };
    if characters::are_allowed(source) {
        violations.push(
            Violation::new(format!("`source` is not a URI reference: {reason}"))
                .at("/source", Mark::Value)
                .help("percent-encode what RFC 3986 does not allow: a space is `%20`"),
        );
    }
}
