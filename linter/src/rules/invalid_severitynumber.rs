use crate::{
    attribute_values::integer,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `severitynumber` is negative.
    ///
    /// ## What it does
    ///
    /// Looks at `severitynumber` where it is a whole number.
    ///
    /// ## Why it matters
    ///
    /// Severities begin at zero. Readers that keep them in a type without a sign refuse the event,
    /// and others sort it below everything.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "severitynumber": -1,
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
    ///   "severitynumber": 9,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-severitynumber" {
        severity: Error,
        reference: "CloudEvents extensions, Severity",
        statements: ["CE-84"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if let Some(number @ ..=-1) = integer(context, "severitynumber") {
        violations.push(
            Violation::new(format!("`severitynumber` is {number}, and severities are never negative"))
                .at("/severitynumber", Mark::Value)
                .help("write a number from 1, the least severe, to 24"),
        );
    }
}
