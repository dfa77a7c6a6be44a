use crate::{
    attribute_values::timestamp,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event had expired when it happened.
    ///
    /// ## What it does
    ///
    /// Compares `expirytime` with `time`, where both are there.
    ///
    /// ## Why it matters
    ///
    /// Readers and intermediaries drop expired events. Nobody ever acts on this one.
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
    ///   "expirytime": "2026-02-04T11:59:59Z",
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
    ///   "expirytime": "2026-02-04T12:00:01Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "expirytime-before-time" {
        severity: Warning,
        reference: "CloudEvents extensions, Expiry Time",
        statements: ["CE-82"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(expirytime)) = timestamp(context, "expirytime") else { return };
    let Some(Ok(time)) = context.time() else { return };
    if time.after(&expirytime).is_some() {
        violations.push(
            Violation::new("`expirytime` is before `time`")
                .at("/expirytime", Mark::Value)
                .related("/time", Mark::Value, "it happened here")
                .help("look at the clock and the offset of either time"),
        );
    }
}
