use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event tells of its deprecation, but not that it is deprecated.
    ///
    /// ## What it does
    ///
    /// Fires where one of `deprecationfrom`, `deprecationsunset` and `deprecationmigration` is there
    /// and `deprecated` is not. `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// Readers look for `deprecated` first, and find out only when the events stay away.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "deprecationsunset": "2027-01-01T00:00:00Z",
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
    ///   "deprecationsunset": "2027-01-01T00:00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "deprecation-without-deprecated" {
        severity: Error,
        reference: "CloudEvents extensions, Deprecation",
        statements: ["CE-91"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let parts = ["deprecationfrom", "deprecationsunset", "deprecationmigration"];
    let Some(name) = parts.into_iter().find(|name| context.attribute(name).is_some()) else { return };
    if context.attribute("deprecated").is_none() {
        violations.push(
            Violation::new(format!("the event has {}, but no `deprecated`", Quoted(name)))
                .at(&format!("/{name}"), Mark::Name)
                .help("add `\"deprecated\": true`"),
        );
    }
}
