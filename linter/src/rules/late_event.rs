use crate::{
    context::EnvelopeContext,
    duration::shown,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event was received long after it happened.
    ///
    /// ## What it does
    ///
    /// Compares `time` with the moment at which the message was received, which recordings keep in
    /// `ts`. Fires where more than the threshold `clock-skew` lies between them, which is one
    /// minute unless it is set. Messages from a stream are left out: it keeps them for as long as
    /// it is asked to.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong with the event. The clock of the producer is slow, or the message waited on
    /// its way; readers that raise an alarm by `time` raise it late.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:05:00Z"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:00:00.25Z"}
    /// ```
    ///
    /// From a stream:
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","ts":"2026-02-04T12:05:00Z","stream":"wasmbus_events","seq":41}
    /// ```
    rule "late-event" {
        severity: Info,
        reference: "CloudEvents 1.0.2, time",
        statements: ["CE-22", "L11"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(time)) = context.time() else { return };
    let Some(late) = context.received().and_then(|received| received.after(&time)) else { return };
    if late > context.thresholds.clock_skew.0 && !is_from_stream(context) {
        violations.push(
            Violation::new(format!("the message was received {} after `time`", shown(late)))
                .at("/time", Mark::Value)
                .help("synchronise the clocks of producer and reader, or look for what holds messages back"),
        );
    }
}

/// JetStream delivers with a reply subject of its own to whoever listens to the
/// subject as well.
fn is_from_stream(context: &EnvelopeContext<'_>) -> bool {
    let message = context.message;
    message.stream.is_some() || message.reply.as_deref().is_some_and(|reply| reply.starts_with("$JS.ACK."))
}
