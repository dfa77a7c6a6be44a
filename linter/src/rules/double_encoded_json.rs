use crate::{
    context::EnvelopeContext,
    double_encoding::is_double_encoded,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The data is JSON that was written into a string.
    ///
    /// ## What it does
    ///
    /// Looks at data that is a string, where `datacontenttype` is JSON or absent. It fires if the
    /// string is a JSON text of an object or an array. The data stays the string that it is: it is
    /// not read again, and `schema-violation` says nothing about it.
    ///
    /// ## Why it matters
    ///
    /// Readers get a text where they expect an object. Those who parse strings on suspicion see
    /// fields that others do not see, and the schema never applies to any of them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": "{\"config_name\":\"default-http\"}"
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "double-encoded-json" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3.1.1",
        statements: ["CE-48"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if is_double_encoded(context) {
        violations.push(
            Violation::new("`data` is a string that holds JSON, where the JSON itself should stand")
                .at("/data", Mark::Value)
                .help("put the object or array into `data` without encoding it first"),
        );
    }
}
