use crate::{
    attribute_values::{happened, timestamp},
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The deprecation of the event begins later than the event.
    ///
    /// ## What it does
    ///
    /// Compares `deprecationfrom` with `time`, or with the time of receipt where the event has no
    /// `time`.
    ///
    /// ## Why it matters
    ///
    /// The event says that it is deprecated, and that it is not so yet. Some readers warn, some wait.
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
    ///   "deprecated": true,
    ///   "deprecationfrom": "2026-03-01T00:00:00Z",
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
    ///   "deprecated": true,
    ///   "deprecationfrom": "2026-02-01T00:00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "future-deprecation" {
        severity: Warning,
        reference: "CloudEvents extensions, Deprecation",
        statements: ["CE-92"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(from)) = timestamp(context, "deprecationfrom") else { return };
    if happened(context).is_some_and(|happened| from.after(&happened).is_some()) {
        violations.push(
            Violation::new("`deprecationfrom` is later than the event")
                .at("/deprecationfrom", Mark::Value)
                .help("deprecate events from the day on which they are"),
        );
    }
}
