use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A text holds the seed of an nkey, or a credentials file of NATS.
    ///
    /// ## What it does
    ///
    /// Looks for words of 58 characters that begin as a seed does and whose checksum is right, and
    /// for the frames of credentials files. Public nkeys, such as those of hosts, are none.
    ///
    /// Every text of the message is looked at: attributes, data at any depth, names of members,
    /// headers, the subject, JSON and Base64 within texts, and payloads that are no JSON. Escapes are
    /// read first.
    ///
    /// The finding says where it stands, how long it is, and the first eight digits of its SHA-256.
    /// The text itself is taken out of every output, even where this rule is off.
    ///
    /// ## Why it matters
    ///
    /// Everybody who may subscribe to the subject reads the event, and streams, recordings and logs
    /// keep it. A seed is the private key of a user, an account, an operator or a host: whoever has
    /// it is that one on every server that knows it, and there is no date at which that ends.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "started with {{secret:nkey-seed}}" } }
    /// }
    /// ```
    ///
    /// A credentials file:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:nats-credentials}}" } }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// Name the public key:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "started with NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS" } }
    /// }
    /// ```
    rule "nkey-seed" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security; NATS, NKeys",
        statements: ["P05", "P11", "CE-73"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::NkeySeed],
        "name the public key instead, and take the seed out of use: it has been published",
        violations,
    );
}
