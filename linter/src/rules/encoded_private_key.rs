use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A text holds a private key in DER, in Base64 or hexadecimal.
    ///
    /// ## What it does
    ///
    /// Decodes long words of Base64, in either alphabet and with or without padding, and of
    /// hexadecimal digits. If what comes out has the structure of a private key, the rule fires:
    /// PKCS#8, encrypted PKCS#8, PKCS#12, SEC 1, PKCS#1.
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
    /// keep it. The Workload API of SPIFFE hands out keys in this form, so this is how a key of a
    /// workload leaks. It has no frame by which other tools would find it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:der-private-key-base64}}" } }
    /// }
    /// ```
    ///
    /// In hexadecimal:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "key {{secret:der-private-key-hex}} refused" } }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// Name the public key by its digest:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "key 5f2c refused" } }
    /// }
    /// ```
    rule "encoded-private-key" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security; RFC 5958; RFC 5915; RFC 8017",
        statements: ["P03", "P11", "CE-73"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::EncodedPrivateKey],
        "leave the key where it was made, and take it out of use: it has been published",
        violations,
    );
}
