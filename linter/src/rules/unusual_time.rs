use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    timestamp::Offset,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `time` is written in a way that some readers do not know.
    ///
    /// ## What it does
    ///
    /// Looks for a `t` or `z` in lower case, and for the offset `-00:00`, which says that nobody
    /// knows the local time. RFC 3339 allows both.
    ///
    /// ## Why it matters
    ///
    /// Many readers were written for ISO 8601, which has neither: some refuse such a time, others
    /// lose that the offset is unknown.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04t12:00:00z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00-00:00",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T13:00:00+01:00",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-time" {
        severity: Info,
        reference: "CloudEvents 1.0.2, time; RFC 3339, sections 4.3 and 5.6",
        statements: ["CE-21"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(time)) = context.time() else { return };
    let mut tell = |message, help| {
        violations.push(Violation::new(message).at("/time", Mark::Value).help(help));
    };
    if time.is_lower_case {
        tell("`time` has a `t` or `z` in lower case", "write `T` and `Z`");
    }
    if time.offset == Offset::Unknown {
        tell("`time` has the offset `-00:00`, which some readers do not know", "write `Z`");
    }
}
