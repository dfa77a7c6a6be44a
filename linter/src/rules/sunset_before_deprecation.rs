use crate::{
    attribute_values::timestamp,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event ends before its deprecation begins.
    ///
    /// ## What it does
    ///
    /// Compares `deprecationsunset` with `deprecationfrom`, where both are there. They may be the
    /// same.
    ///
    /// ## Why it matters
    ///
    /// Nobody is left any time to move on, and readers that plan by both times compute with a
    /// negative one.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "deprecated": true,
    ///   "deprecationfrom": "2026-02-01T00:00:00Z",
    ///   "deprecationsunset": "2026-01-01T00:00:00Z",
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
    ///   "deprecated": true,
    ///   "deprecationfrom": "2026-02-01T00:00:00Z",
    ///   "deprecationsunset": "2027-01-01T00:00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "sunset-before-deprecation" {
        severity: Error,
        reference: "CloudEvents extensions, Deprecation",
        statements: ["CE-93"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Ok(sunset)) = timestamp(context, "deprecationsunset") else { return };
    let Some(Ok(from)) = timestamp(context, "deprecationfrom") else { return };
    if from.after(&sunset).is_some() {
        violations.push(
            Violation::new("`deprecationsunset` is before `deprecationfrom`")
                .at("/deprecationsunset", Mark::Value)
                .related("/deprecationfrom", Mark::Value, "should not be later")
                .help("let the event end after its deprecation has begun"),
        );
    }
}
