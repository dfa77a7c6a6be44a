use lattice_event_model::nats::{ContentMode, has_attribute_headers};

use crate::{
    attribute_headers::has_header,
    context::PayloadContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A trace stands in a header of its own, and not among the attributes.
    ///
    /// ## What it does
    ///
    /// Looks at messages in binary mode with a header `traceparent` or `tracestate`. It fires if
    /// there is no header `ce-traceparent` or `ce-tracestate` beside it.
    ///
    /// ## Why it matters
    ///
    /// The bare headers belong to the transport: each hop may replace them or drop them. Only what
    /// stands in `ce-` headers is part of the event. A reader that stores the event or sends it on
    /// loses the trace in which it began. The event can be read all the same, and only a draft asks
    /// for the second header: so this is a warning.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"traceparent":["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"traceparent":["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],"ce-traceparent":["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "missing-extension-header" {
        severity: Warning,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.2; Distributed Tracing extension",
        statements: ["CE-70"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if context.mode != ContentMode::Binary || !has_attribute_headers(context.message) {
        return;
    }
    for (bare, attribute) in [("traceparent", "ce-traceparent"), ("tracestate", "ce-tracestate")] {
        if has_header(context.message, bare) && !has_header(context.message, attribute) {
            violations.push(
                Violation::new(format!("the header `{bare}` is there, but no header `{attribute}`"))
                    .at(&format!("/{bare}"), Mark::Missing)
                    .help(format!("add `{attribute}` with the trace in which the event began")),
            );
        }
    }
}
