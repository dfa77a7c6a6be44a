use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event names regulations or a category for its data, but no classification.
    ///
    /// ## What it does
    ///
    /// Fires where `dataregulation` or `datacategory` is there and `dataclassification` is not.
    /// `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// Intermediaries decide by the classification whether they may store or forward the data.
    /// Without it they have to refuse the event, or they treat it as if anybody could read it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataregulation": "GDPR",
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
    ///   "dataclassification": "confidential",
    ///   "dataregulation": "GDPR",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "missing-dataclassification" {
        severity: Error,
        reference: "CloudEvents extensions, Data Classification",
        statements: ["CE-95"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let parts = ["dataregulation", "datacategory"];
    let Some(name) = parts.into_iter().find(|name| context.attribute(name).is_some()) else { return };
    if context.attribute("dataclassification").is_none() {
        violations.push(
            Violation::new(format!("the event has {}, but no `dataclassification`", Quoted(name)))
                .at(&format!("/{name}"), Mark::Name)
                .help("add one such as `internal` or `confidential`"),
        );
    }
}
