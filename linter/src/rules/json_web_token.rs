use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A text holds a token in the compact form of JOSE: a JWT, a WIT or a JWE.
    ///
    /// ## What it does
    ///
    /// Reads whatever may be the first part of a token. If that is a header which says how the token
    /// is signed or encrypted, the finding says which it is: a JSON web token, a workload identity
    /// token (`wit+jwt`), or an encrypted token. Tokens without a signature and tokens that were cut
    /// count too.
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
    /// keep it. Most tokens are bearer tokens: whoever has one may use it until it expires. Claims
    /// name people and workloads even in a token that nobody accepts any more. Clients of NATS and
    /// gRPC repeat the token in the text of an error.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "not accepted: {{secret:jwt}}" } }
    /// }
    /// ```
    ///
    /// Without a signature:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:unsigned-jwt}}" } }
    /// }
    /// ```
    ///
    /// A workload identity token in a header:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.labels_changed","headers":{"X-Note":["{{secret:wit}}"]},"payload":"{\"specversion\": \"1.0\",\"id\": \"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\": \"com.wasmcloud.lattice.labels_changed\",\"source\": \"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\": { \"host_id\": \"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\", \"labels\": { \"zone\": \"eu-1\" } }}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// Name the token by its identifier:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "not accepted: token 7f3a" } }
    /// }
    /// ```
    rule "json-web-token" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security; RFC 7519",
        statements: ["P02", "P11", "CE-73", "CE-89"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::JsonWebToken, SecretKind::WorkloadIdentityToken, SecretKind::EncryptedToken],
        "leave the token out; its identifier (`jti`) or a digest tells enough",
        violations,
    );
}
