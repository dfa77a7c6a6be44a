use crate::{
    context::{Content, PayloadContext},
    json::JsonFaultKind,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// A byte order mark stands before the payload.
    ///
    /// ## What it does
    ///
    /// Looks for the bytes EF BB BF at the beginning of a payload that should be JSON.
    ///
    /// ## Why it matters
    ///
    /// RFC 8259 forbids to send it. Many readers refuse the payload; others skip the mark. Nothing
    /// else about the event is judged.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"\ufeff{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "byte-order-mark" {
        severity: Error,
        reference: "NATS Protocol Binding for CloudEvents 1.0.2, section 3; RFC 8259, section 8.1",
        statements: ["CE-40"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::NotJson(fault) = context.content else { return };
    if fault.kind == JsonFaultKind::ByteOrderMark {
        violations.push(
            Violation::new("a byte order mark stands before the payload, which JSON does not allow")
                .at_bytes(fault.offset, 3)
                .help("send UTF-8 without it"),
        );
    }
}
