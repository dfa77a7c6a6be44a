use crate::{
    attribute_values::integer,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `sampledrate` is not above zero.
    ///
    /// ## What it does
    ///
    /// Looks at `sampledrate` where it is a whole number.
    ///
    /// ## Why it matters
    ///
    /// The rate says how many events this one stands for. Readers multiply or divide by it: counts
    /// become zero or negative, or the reader fails.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sampledrate": 0,
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
    ///   "sampledrate": 30,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-sampledrate" {
        severity: Error,
        reference: "CloudEvents extensions, Sampled Rate",
        statements: ["CE-80"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if let Some(rate @ ..=0) = integer(context, "sampledrate") {
        violations.push(
            Violation::new(format!("`sampledrate` is {rate}, and an event stands for one event at least"))
                .at("/sampledrate", Mark::Value)
                .help("write how many events this one stands for, or leave it out"),
        );
    }
}
