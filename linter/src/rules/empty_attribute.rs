use crate::{
    context::{ATTRIBUTES, EnvelopeContext},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A CloudEvents attribute is an empty text.
    ///
    /// ## What it does
    ///
    /// Looks at every attribute that CloudEvents 1.0 defines, except `time`, which has a rule of
    /// its own.
    ///
    /// ## Why it matters
    ///
    /// An empty `id`, `source` or `type` says as little as a missing one, and an optional
    /// attribute that is empty should be left out.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
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
    rule "empty-attribute" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Context Attributes",
        statements: ["CE-5", "CE-6", "CE-8", "CE-10", "CE-18", "CE-20"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in ATTRIBUTES.into_iter().filter(|name| *name != "time") {
        if context.text(name) == Some("") {
            violations.push(
                Violation::new(format!("the attribute `{name}` is empty"))
                    .at(&format!("/{name}"), Mark::Value)
                    .reference(format!("CloudEvents 1.0.2, {name}")),
            );
        }
    }
}
