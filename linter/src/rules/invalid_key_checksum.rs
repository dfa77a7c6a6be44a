use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The source looks like a public key of NATS, but its checksum is wrong.
    ///
    /// ## What it does
    ///
    /// Looks at the `source` of events that the catalogue describes. A public key has 56 characters
    /// of Base32, of which the first one says whose it is, and the last ones are a checksum of
    /// those before them.
    ///
    /// ## Why it matters
    ///
    /// Nobody can have such a key: a character was lost or changed, or it was made up. Requests to
    /// that host reach nobody, and what it signed cannot be verified.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKT",
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
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-key-checksum" {
        severity: Error,
        reference: "NATS nkeys, public keys",
        statements: ["L5"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(source) = context.envelope.text("source") else { return };
    if !context.has_broken_key || !context.has_usual_source() {
        return;
    }
    violations.push(
        Violation::new(format!("the source {} is no public key: its checksum is wrong", Quoted(source)))
            .at("/source", Mark::Value)
            .help("copy the key whole, as the producer tells it"),
    );
}
