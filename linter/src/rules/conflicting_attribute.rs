use crate::{
    attribute_headers::twins,
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header and a member of the event say different things about one attribute.
    ///
    /// ## What it does
    ///
    /// Compares `ce-` headers with the event in the payload: in structured mode, and in binary mode
    /// where the data is a whole event itself. Numbers and booleans are compared as they are
    /// written. Which of both is right is not decided here: in structured mode the payload is
    /// judged, in binary mode the headers.
    ///
    /// ## Why it matters
    ///
    /// A router goes by the headers, the reader behind it by the payload. Both act on different
    /// events. That is also how a message gets past a filter.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000002"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "conflicting-attribute" {
        severity: Error,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3",
        statements: ["CE-61"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for twin in twins(context).iter().filter(|twin| !twin.agrees) {
        let header = format!("ce-{}", twin.name);
        violations.push(
            Violation::new(format!(
                "the header {} and the member {} have different values",
                Quoted(&header),
                Quoted(twin.name)
            ))
            .at(&twin.pointer, Mark::Value)
            .help("publish each attribute once: in the payload, or in binary mode in the headers"),
        );
    }
}
