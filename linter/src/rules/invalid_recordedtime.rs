use crate::{
    attribute_values::invalid_timestamp, context::EnvelopeContext, rule::declare_rule, violation::Violations,
};

declare_rule! {
    /// The extension attribute `recordedtime` is not a time as in RFC 3339.
    ///
    /// ## What it does
    ///
    /// Reads `recordedtime` as `time` is read: a date that exists, `T`, hours, minutes and seconds,
    /// and an offset.
    ///
    /// ## Why it matters
    ///
    /// Readers that order events by when they were recorded, or measure how late they came, refuse
    /// the event or read another time.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "recordedtime": "tomorrow",
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
    ///   "recordedtime": "2026-02-04T13:00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-recordedtime" {
        severity: Error,
        reference: "CloudEvents extensions, Recorded Time; RFC 3339, section 5.6",
        statements: ["CE-83"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if let Some(violation) = invalid_timestamp(context, "recordedtime") {
        violations.push(violation);
    }
}
