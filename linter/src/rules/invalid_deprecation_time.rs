use crate::{
    attribute_values::invalid_timestamp, context::EnvelopeContext, rule::declare_rule, violation::Violations,
};

declare_rule! {
    /// A time of the deprecation is not one as in RFC 3339.
    ///
    /// ## What it does
    ///
    /// Reads `deprecationfrom` and `deprecationsunset` as `time` is read: a date that exists, `T`,
    /// hours, minutes and seconds, and an offset.
    ///
    /// ## Why it matters
    ///
    /// Readers cannot tell how much time they have left, or refuse the event.
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
    ///   "deprecationsunset": "2027-01-01",
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
    rule "invalid-deprecation-time" {
        severity: Error,
        reference: "CloudEvents extensions, Deprecation; RFC 3339, section 5.6",
        statements: ["CE-92", "CE-93"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in ["deprecationfrom", "deprecationsunset"] {
        if let Some(violation) = invalid_timestamp(context, name) {
            violations.push(violation);
        }
    }
}
