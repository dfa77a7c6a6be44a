use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event has a `severitytext`, but no `severitynumber`.
    ///
    /// ## What it does
    ///
    /// Fires where `severitytext` is there and `severitynumber` is not. `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// Texts have no order. Readers that filter or alert by severity compare the number, and without
    /// one they miss the event or take it for the least severe.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "severitytext": "ERROR",
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
    ///   "severitynumber": 17,
    ///   "severitytext": "ERROR",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "severitytext-without-number" {
        severity: Error,
        reference: "CloudEvents extensions, Severity",
        statements: ["CE-84"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.attribute("severitytext").is_some() && context.attribute("severitynumber").is_none() {
        violations.push(
            Violation::new("the event has a `severitytext`, but no `severitynumber`")
                .at("/severitytext", Mark::Name)
                .help("add a number by OpenTelemetry: 9 for `INFO`, 13 for `WARN`, 17 for `ERROR`"),
        );
    }
}
