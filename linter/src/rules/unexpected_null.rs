use crate::{context::EventContext, rule::declare_rule, violation::Violations};

declare_rule! {
    /// A field is `null`, and producers never send `null` there.
    ///
    /// ## What it does
    ///
    /// Validates `data` with the schema of the event and picks out the values that are `null`
    /// where none may be.
    ///
    /// ## Why it matters
    ///
    /// Many readers treat a field that is absent and one that is `null` differently, and typed
    /// ones refuse the event. Producers leave a field out, or send `null`: each field has its own
    /// habit, and the schema says which.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": null }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": {} }
    /// }
    /// ```
    rule "unexpected-null" {
        severity: Error,
        reference: "the schema of the event",
        statements: ["L2"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    for fault in context.schema_faults().iter().filter(|fault| fault.null) {
        violations.push(context.schema_violation(fault));
    }
}
