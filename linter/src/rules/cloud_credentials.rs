use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// A text holds a key of a cloud or another service.
    ///
    /// ## What it does
    ///
    /// Knows keys by how they begin: Amazon Web Services, Azure, Google, GitHub, GitLab, Slack,
    /// Stripe, OpenAI, Anthropic, npm, PyPI, Docker, DigitalOcean, Vault, Hugging Face, Shopify,
    /// SendGrid. What stands behind names such as `aws_secret_access_key` and `AccountKey` counts
    /// too. Keys that end with `EXAMPLE` are those of documentation, and free.
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
    /// keep it. Such keys are looked for by strangers everywhere, and used within minutes of being
    /// found. The owner of the account pays.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:github}}" } }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "used {{secret:aws}}, denied" } }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "{{secret:azure-storage}}" } }
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
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "note": "used the key of the role reader, denied" } }
    /// }
    /// ```
    rule "cloud-credentials" {
        severity: Error,
        reference: "OWASP Non-Human Identities Top 10, NHI2; CloudEvents 1.0.2, Privacy and Security",
        statements: ["P07", "P11", "CE-73"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::CloudCredentials],
        "take the key out of use at the service, and out of the event",
        violations,
    );
}
