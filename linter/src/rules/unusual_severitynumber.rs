use crate::{
    attribute_values::integer,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `severitynumber` is outside of 1 to 24.
    ///
    /// ## What it does
    ///
    /// Looks at `severitynumber` where it is a whole number. OpenTelemetry, on which the extension
    /// builds, has the numbers from 1 to 24; 0 means there that nothing is known. Negative numbers
    /// are judged by `invalid-severitynumber`.
    ///
    /// ## Why it matters
    ///
    /// Readers that hand events on as logs have no name and no place for such a number. Numbers of
    /// syslog even run the other way round: there, 0 is the most severe.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "severitynumber": 500,
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-severitynumber" {
        severity: Warning,
        reference: "CloudEvents extensions, Severity; OpenTelemetry, Logs Data Model, SeverityNumber",
        statements: ["CE-84"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if let Some(number @ (0 | 25..)) = integer(context, "severitynumber") {
        violations.push(
            Violation::new(format!("`severitynumber` is {number}, and OpenTelemetry has 1 to 24"))
                .at("/severitynumber", Mark::Value)
                .help("9 is `INFO`, 13 is `WARN`, 17 is `ERROR`"),
        );
    }
}
