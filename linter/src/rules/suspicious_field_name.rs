use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A field that is named like a secret has a text as its value.
    ///
    /// ## What it does
    ///
    /// Compares names of members and headers, in any case and with any separators, with a list:
    /// `password`, `passphrase`, `secret`, `seed`, `token`, `access_token`, `jwt`, `svid`, `bearer`,
    /// `authorization`, `credentials`, `client_secret`, `private_key`, `x509_svid_key`,
    /// `wit_svid_key`, `key_der`, `key_pem`, `csr`, `api_key`, `cookie` and others like them. Names
    /// that end with `password`, `pwd`, `secret`, `seed`, `private_key`, `jwt` or `token` count too.
    /// `token_id`, `key_id`, `token_sha256` and `next_page_token` are free.
    ///
    /// Values that are no secrets are free: empty and masked ones, variables such as `$PASSWORD`,
    /// words such as `null`, `enabled` and `required`, and paths and URLs that only say where the
    /// secret is kept.
    ///
    /// Within a text, such as a message about an error, it looks for `token=…` and `"token": "…"`
    /// with all of these names, and for `password: …`, `passwd: …` and `passphrase: …`.
    ///
    /// Where the value itself is known to be a secret, the rule for its kind speaks.
    ///
    /// The finding says where it stands, how long it is, and the first eight digits of its SHA-256.
    /// The text itself is taken out of every output, even where this rule is off.
    ///
    /// ## Why it matters
    ///
    /// Everybody who may subscribe to the subject reads the event, and streams, recordings and logs
    /// keep it. A field with such a name holds what it says sooner or later, even if it is a
    /// placeholder today. Tools that clean logs find it by its name, and nobody else does.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "password": "{{repeat:x1:4}}" } }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "Client-Secret": "{{repeat:x1:4}}" } }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "db_password": "{{repeat:x1:4}}" } }
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
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "token_id": "7f3a", "password": "***", "db_password": "${DB_PASSWORD}", "secret": "default/nats-creds" } }
    /// }
    /// ```
    rule "suspicious-field-name" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security",
        statements: ["P08", "P11", "CE-73", "CE-89"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::SecretField],
        "leave the field out, or publish a digest or an identifier under another name",
        violations,
    );
}
