use crate::{
    context::EnvelopeContext,
    duration::shown,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event was received before it happened.
    ///
    /// ## What it does
    ///
    /// Compares `time` with the moment at which the message was received, which recordings keep in
    /// `ts`. It may be later by the threshold `clock-skew`, which is one minute unless it is set.
    /// Where nobody knows when the message was received, nothing is said.
    ///
    /// ## Why it matters
    ///
    /// The clock of the producer is fast, or that of the reader is slow. Readers that sort by
    /// `time`, or take events of the last minutes, put this one where it does not belong, and
    /// tokens that are valid here are not valid there.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:05:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:00:00Z"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.5Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:00:00Z"}
    /// ```
    ///
    /// With a larger threshold:
    ///
    /// ```json passes threshold:clock-skew=10m
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:05:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:00:00Z"}
    /// ```
    rule "future-time" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, time",
        statements: ["CE-22", "L11"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(time)) = context.time() else { return };
    let Some(ahead) = context.received().and_then(|received| time.after(&received)) else { return };
    if ahead > context.thresholds.clock_skew.0 {
        violations.push(
            Violation::new(format!("`time` is {} after the message was received", shown(ahead)))
                .at("/time", Mark::Value)
                .help("synchronise the clocks of producer and reader"),
        );
    }
}
