use crate::{
    attribute_headers::twins,
    context::PayloadContext,
    quoted::listed,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An attribute stands in a header and in the payload, with the same value.
    ///
    /// ## What it does
    ///
    /// Compares `ce-` headers with the event in the payload: in structured mode, and in binary mode
    /// where the data is a whole event itself. Attributes whose values differ are reported by
    /// `conflicting-attribute`.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong as long as both agree. The message is larger than it has to be, and the
    /// first program that changes one of them without the other makes two events of it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "repeated-attribute" {
        severity: Info,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3",
        statements: ["CE-61"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let mut repeated = twins(context);
    repeated.retain(|twin| twin.agrees);
    let Some(first) = repeated.first() else { return };
    let names = listed(repeated.iter().map(|twin| twin.name));
    let message = match repeated.len() {
        1 => format!("the attribute {names} stands in a header and in the payload"),
        count => format!("{count} attributes stand in headers and in the payload: {names}"),
    };
    violations.push(
        Violation::new(message)
            .at(&first.pointer, Mark::Name)
            .help("publish each attribute once: in the payload, or in binary mode in the headers"),
    );
}
