use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `time` is not a time as in RFC 3339.
    ///
    /// ## What it does
    ///
    /// Reads `time` by the grammar of RFC 3339: a date that exists, `T`, hours, minutes and
    /// seconds, optionally a fraction, and an offset, which is `Z` or hours and minutes. A
    /// 60th second is a leap second, and those happen at 23:59 UTC only.
    ///
    /// ## Why it matters
    ///
    /// Readers with a type for times refuse the whole event, and texts that are almost a time
    /// are read differently by each of them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00+00:00Z",
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
    ///   "time": "2026-02-04T12:00:00.123456789Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-time" {
        severity: Error,
        reference: "CloudEvents 1.0.2, time; RFC 3339, section 5.6",
        statements: ["CE-21"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Err(reason)) = context.time() else { return };
    violations.push(
        Violation::new(format!("`time` is not a time of RFC 3339: {reason}"))
            .at("/time", Mark::Value)
            .help("write it like `2026-02-04T12:00:00.123456789Z`"),
    );
}
