use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    trace_context::traceparent,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `traceparent` is not as W3C Trace Context writes it.
    ///
    /// ## What it does
    ///
    /// Reads `traceparent` by the grammar of level 1: a version, the ID of the trace, the ID of the
    /// parent and flags, all of them hexadecimal digits in lower case, with `-` between them. There
    /// is no version `ff`, no ID is all zeros, and version `00` has exactly 55 characters. An empty
    /// text is wrong too.
    ///
    /// ## Why it matters
    ///
    /// Tracing libraries drop what they cannot read and begin a new trace. The events that one
    /// request caused can then no longer be followed from host to host.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "traceparent": "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// An ID that is all zeros means that there is none:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-traceparent" {
        severity: Error,
        reference: "CloudEvents extensions, Distributed Tracing; W3C Trace Context, section 3.2",
        statements: ["CE-74"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Err(reason)) = context.text("traceparent").map(traceparent) else { return };
    violations.push(
        Violation::new(format!("`traceparent` is not one of W3C Trace Context: {reason}"))
            .at("/traceparent", Mark::Value)
            .help("write it like `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`"),
    );
}
