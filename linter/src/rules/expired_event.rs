use crate::{
    attribute_values::timestamp,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event had expired when it was received.
    ///
    /// ## What it does
    ///
    /// Compares `expirytime` with the time of receipt, where both are known. For a recording that is
    /// the time in `ts`.
    ///
    /// ## Why it matters
    ///
    /// Readers that heed `expirytime` drop the event. If that happens often, it takes too long on its
    /// way, or the clock of its producer is slow.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"expirytime\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:00:01Z"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"expirytime\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T11:59:59Z"}
    /// ```
    rule "expired-event" {
        severity: Info,
        reference: "CloudEvents extensions, Expiry Time",
        statements: ["CE-82"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(expirytime)) = timestamp(context, "expirytime") else { return };
    if context.received().is_some_and(|received| received.after(&expirytime).is_some()) {
        violations.push(
            Violation::new("the event had expired when it was received")
                .at("/expirytime", Mark::Value)
                .help("look at what delays it, and at the clocks, or let it live longer"),
        );
    }
}
