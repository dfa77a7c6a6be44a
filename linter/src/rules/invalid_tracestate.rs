use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    trace_context::tracestate,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `tracestate` is not as W3C Trace Context writes it.
    ///
    /// ## What it does
    ///
    /// Reads `tracestate` by the grammar of level 1: a list with commas, at most 32 members, each a
    /// key and a value with `=` between them. Keys are lower case and stand there once. Empty members
    /// count for nothing.
    ///
    /// ## Why it matters
    ///
    /// Tracing systems drop a list that they cannot read as a whole, and with it what the other
    /// systems on the way have noted in it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ///   "tracestate": "rojo=00f067aa0ba902b7,rojo=1",
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
    ///   "tracestate": "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-tracestate" {
        severity: Error,
        reference: "CloudEvents extensions, Distributed Tracing; W3C Trace Context, section 3.3",
        statements: ["CE-75"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Err(reason)) = context.text("tracestate").map(tracestate) else { return };
    violations.push(
        Violation::new(format!("`tracestate` is not a list of W3C Trace Context: {reason}"))
            .at("/tracestate", Mark::Value)
            .help("write it like `rojo=00f067aa0ba902b7,congo=t61rcWkgMzE`"),
    );
}
