use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `dataclassification` is none of the usual ones.
    ///
    /// ## What it does
    ///
    /// Fires where `dataclassification` is none of `public`, `internal`, `confidential` and
    /// `restricted`, in lower case. Regulations may have labels of their own: where `dataregulation`
    /// is there, the rule is silent.
    ///
    /// ## Why it matters
    ///
    /// Readers and intermediaries that do not know a classification have to refuse the event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataclassification": "top-secret",
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
    ///   "dataclassification": "restricted",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-dataclassification" {
        severity: Warning,
        reference: "CloudEvents extensions, Data Classification",
        statements: ["CE-95"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

const USUAL: [&str; 4] = ["public", "internal", "confidential", "restricted"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(classification) = context.text("dataclassification") else { return };
    // Empty ones have a rule of their own.
    if classification.is_empty()
        || USUAL.contains(&classification)
        || context.attribute("dataregulation").is_some()
    {
        return;
    }
    let message =
        format!("`dataclassification` is {}, which is none of the usual ones", Quoted(classification));
    violations.push(
        Violation::new(message)
            .at("/dataclassification", Mark::Value)
            .help("write `public`, `internal`, `confidential` or `restricted`"),
    );
}
