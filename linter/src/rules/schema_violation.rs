use crate::{
    context::EventContext,
    double_encoding::is_double_encoded,
    rule::declare_rule,
    violation::{Mark, Violations},
};

declare_rule! {
    /// The data does not follow its schema.
    ///
    /// ## What it does
    ///
    /// Validates `data` with the JSON Schema of the event: the version that `dataschema` names,
    /// otherwise the newest one. Fields that the schema does not know are no violation: see
    /// `unknown-field`. Data in `data_base64` is validated where `datacontenttype` says that it is
    /// JSON. A string that holds JSON is left to `double-encoded-json`.
    ///
    /// ## Why it matters
    ///
    /// The event breaks readers that rely on its published shape.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS" }
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
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "zone": "eu-1" } }
    /// }
    /// ```
    rule "schema-violation" {
        severity: Error,
        reference: "the schema of the event",
        statements: ["L2", "CE-19b"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    for fault in context.schema_faults().iter().filter(|fault| !fault.null) {
        // A string that holds JSON has a rule of its own.
        if fault.pointer == "/data" && is_double_encoded(context.envelope) {
            continue;
        }
        let mut violation = context.schema_violation(fault);
        if let Some(misspelt) = &fault.misspelt {
            violation = violation.related(misspelt, Mark::Name, "this one?");
        }
        violations.push(violation);
    }
}
