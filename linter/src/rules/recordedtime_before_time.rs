use crate::{
    attribute_values::timestamp,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event was recorded before it happened.
    ///
    /// ## What it does
    ///
    /// Compares `recordedtime` with `time`, where both are there.
    ///
    /// ## Why it matters
    ///
    /// One of the two clocks is wrong, or one of the two offsets. Readers that go by what was known
    /// when take the event for known before it happened, and measure a delay below zero.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "recordedtime": "2026-02-04T11:59:59Z",
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
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "recordedtime": "2026-02-04T12:00:01Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "recordedtime-before-time" {
        severity: Warning,
        reference: "CloudEvents extensions, Recorded Time",
        statements: ["CE-83"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(recordedtime)) = timestamp(context, "recordedtime") else { return };
    let Some(Ok(time)) = context.time() else { return };
    if time.after(&recordedtime).is_some() {
        violations.push(
            Violation::new("`recordedtime` is before `time`")
                .at("/recordedtime", Mark::Value)
                .related("/time", Mark::Value, "it happened here")
                .help("look at the clock and the offset of either time"),
        );
    }
}
