use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event and its message have different `traceparent`s.
    ///
    /// ## What it does
    ///
    /// Compares the event's `traceparent` with a header `traceparent` of the message, where both are
    /// there. They are the same only if trace, parent and flags are.
    ///
    /// ## Why it matters
    ///
    /// The attribute keeps the trace in which the event arose; the header tells of the last hop.
    /// Where an event goes through intermediaries they differ for good reason. Where it does not, the
    /// two lead to different places, of which a reader follows one.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"traceparent":["00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-01"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"traceparent":["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "trace-mismatch" {
        severity: Info,
        reference: "CloudEvents extensions, Distributed Tracing",
        statements: ["CE-76"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(headers) = &context.message.headers else { return };
    let Some(own) = context.text("traceparent") else { return };
    let header = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("traceparent"))
        .and_then(|(_, values)| values.first());
    if let Some(header) = header.filter(|header| *header != own) {
        violations.push(
            Violation::new(format!(
                "`traceparent` is {}, but the header of the message says {}",
                Quoted(own),
                Quoted(header)
            ))
            .at("/traceparent", Mark::Value)
            .help(
                "without intermediaries both are the same; with them, the attribute is that of the first hop",
            ),
        );
    }
}
