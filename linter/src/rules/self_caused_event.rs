use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event says that it caused itself.
    ///
    /// ## What it does
    ///
    /// Compares `causationid` with the `id` of the event.
    ///
    /// ## Why it matters
    ///
    /// `causationid` is the ID of the event that led to this one. Readers that follow causes back to
    /// the first one go round in circles, or show an event without origin.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "causationid": "0195a0b1-c2d3-4e5f-8091-000000000001",
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
    ///   "causationid": "0195a0b1-c2d3-4e5f-8091-000000000000",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// An event without a cause has none:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "self-caused-event" {
        severity: Warning,
        reference: "CloudEvents extensions, Correlation",
        statements: ["CE-90"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(cause) = context.text("causationid").filter(|cause| !cause.is_empty()) else { return };
    if context.text("id") == Some(cause) {
        violations.push(
            Violation::new("`causationid` is the `id` of the event itself")
                .at("/causationid", Mark::Value)
                .related("/id", Mark::Value, "the event itself")
                .help("write the `id` of the event that led to this one, or leave it out"),
        );
    }
}
