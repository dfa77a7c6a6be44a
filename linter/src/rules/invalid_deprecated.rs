use crate::{
    attribute_values::boolean,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `deprecated` is `false`.
    ///
    /// ## What it does
    ///
    /// Fires where `deprecated` is there and is `false`.
    ///
    /// ## Why it matters
    ///
    /// The attribute is there to warn. Readers that look only whether it is there take a good event
    /// for one that will go away.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "deprecated": false,
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
    ///   "deprecated": true,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// Events that are not deprecated do not say so:
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
    rule "invalid-deprecated" {
        severity: Error,
        reference: "CloudEvents extensions, Deprecation",
        statements: ["CE-91"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if boolean(context, "deprecated") == Some(false) {
        violations.push(
            Violation::new("`deprecated` is `false`, and only `true` may stand there")
                .at("/deprecated", Mark::Member)
                .help("leave it out"),
        );
    }
}
