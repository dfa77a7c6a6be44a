use crate::{
    context::StreamContext,
    duration::shown,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The time of a source goes back.
    ///
    /// ## What it does
    ///
    /// Compares `time` with that of the event which the same source published directly before. It
    /// may be earlier by the threshold `clock-skew`, which is one minute unless it is set:
    /// producers run tasks side by side. Events that came before themselves are left out, so that a
    /// stream may deliver one again.
    ///
    /// ## Why it matters
    ///
    /// A source should choose its times in one way. Where they jump, its clock was set back, or two
    /// producers publish under one `source`. Readers that sort by `time` see a past that was not
    /// so, and those that keep the newest state keep an old one.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:10:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:10:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:09:59.5Z\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    rule "backward-time" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, time",
        statements: ["CE-22", "L11"],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let Some(former) = context.predecessor.and_then(|before| before.time) else { return };
    let Some(Ok(own)) = context.envelope.time() else { return };
    let Some(back) = former.after(&own) else { return };
    if back > context.envelope.thresholds.clock_skew.0 {
        violations.push(
            Violation::new(format!(
                "`time` is {} before that of the event which this source published last",
                shown(back)
            ))
            .at("/time", Mark::Value)
            .help("synchronise the clock of the producer, and give every producer a `source` of its own"),
        );
    }
}
