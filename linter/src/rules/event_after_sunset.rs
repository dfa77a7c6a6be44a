use crate::{
    attribute_values::{happened, timestamp},
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event came after the time at which it was to end.
    ///
    /// ## What it does
    ///
    /// Compares `deprecationsunset` with `time`, or with the time of receipt where the event has no
    /// `time`.
    ///
    /// ## Why it matters
    ///
    /// Readers stop to process such events after their sunset, as they were told. What this producer
    /// still sends is lost on them.
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
    ///   "deprecationsunset": "2026-02-01T00:00:00Z",
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
    ///   "deprecationsunset": "2027-01-01T00:00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "event-after-sunset" {
        severity: Warning,
        reference: "CloudEvents extensions, Deprecation",
        statements: ["CE-93"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(sunset)) = timestamp(context, "deprecationsunset") else { return };
    // An end before the beginning is what `sunset-before-deprecation` tells.
    if matches!(timestamp(context, "deprecationfrom"), Some(Ok(from)) if from.after(&sunset).is_some()) {
        return;
    }
    if happened(context).is_some_and(|happened| happened.after(&sunset).is_some()) {
        violations.push(
            Violation::new("the event is later than its `deprecationsunset`")
                .at("/deprecationsunset", Mark::Value)
                .help("stop sending it, or tell readers of a later end"),
        );
    }
}
