use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A text has a long word that looks random.
    ///
    /// ## What it does
    ///
    /// Looks for words of letters of both cases and digits, of at least 32 characters
    /// (`secret-length`, never less than 20), in which characters are spread evenly: more than 4.5
    /// bits each (`secret-entropy`). Digests, UUIDs, public nkeys and the names of images do not
    /// look so. Public keys, `SHA256:` digests, resource names (`arn:`) and paths of words are
    /// free. Fields for identifiers, digests, public keys, signatures and traces are free, by the
    /// last word of their name, and so are the attributes that CloudEvents defines.
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
    /// Keys of services that nobody has listed look like this. It is worth a look, and mostly
    /// harmless.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:random}}" } }
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
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "key_id": "{{secret:random}}" } }
    /// }
    /// ```
    rule "high-entropy-text" {
        severity: Info,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security",
        statements: ["P10", "P11"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::RandomText],
        "if it is a secret, leave it out; if it is not, allow this rule for the field",
        violations,
    );
}
