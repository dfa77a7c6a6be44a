use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A JSON web key has its private members.
    ///
    /// ## What it does
    ///
    /// Looks for objects with `kty` and one of the members that only private and symmetric keys have:
    /// `d`, `p`, `q`, `dp`, `dq`, `qi`, `k`. The object may stand in the data or within a text.
    ///
    /// The finding says where it stands, how long it is, and the first eight digits of its SHA-256.
    /// The text itself is taken out of every output, even where this rule is off.
    ///
    /// ## Why it matters
    ///
    /// Everybody who may subscribe to the subject reads the event, and streams, recordings and logs
    /// keep it. With these members anybody can sign as the owner of the key. Public keys have none of
    /// them and are there to be shown.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:jwk}}" } }
    /// }
    /// ```
    ///
    /// As an object:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "kty": "oct", "k": "{{secret:random}}" } }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "kty": "OKP", "crv": "Ed25519", "key_id": "7f3a" } }
    /// }
    /// ```
    rule "private-json-web-key" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security; RFC 7517; RFC 7518, section 6",
        statements: ["P04", "P11", "CE-73"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::PrivateJsonWebKey],
        "publish the public members only, and take the key out of use: it has been published",
        violations,
    );
}
