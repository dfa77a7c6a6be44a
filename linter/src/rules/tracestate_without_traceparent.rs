use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event has a `tracestate`, but no `traceparent`.
    ///
    /// ## What it does
    ///
    /// Fires where `tracestate` is there and `traceparent` is not. `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// `tracestate` belongs to the trace that `traceparent` names. Tracing libraries ignore one
    /// without the other, so that the event belongs to no trace.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "tracestate": "rojo=00f067aa0ba902b7",
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
    ///   "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ///   "tracestate": "rojo=00f067aa0ba902b7",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "tracestate-without-traceparent" {
        severity: Error,
        reference: "CloudEvents extensions, Distributed Tracing",
        statements: ["CE-74"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.attribute("tracestate").is_some() && context.attribute("traceparent").is_none() {
        violations.push(
            Violation::new("the event has a `tracestate`, but no `traceparent`")
                .at("/tracestate", Mark::Name)
                .help("add the `traceparent` to which it belongs, or leave it out"),
        );
    }
}
