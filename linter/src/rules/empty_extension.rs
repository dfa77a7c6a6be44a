use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A documented extension attribute is empty.
    ///
    /// ## What it does
    ///
    /// Looks at the extension attributes whose definitions ask for a text: `sequence`,
    /// `sequencetype`, `partitionkey`, `severitytext`, `correlationid`, `causationid`, `authtype`,
    /// `authid`, `dataclassification`, `dataregulation`, `datacategory`, and those of Business
    /// Activity Monitoring, `bamtxid`, `bampid`, `bamptxid`, `bamptxsid` and `bamptxsstatus`. Times,
    /// addresses and traces are judged by rules of their own.
    ///
    /// ## Why it matters
    ///
    /// An empty text is a value. Readers sort, route or correlate by it: events with an empty
    /// `partitionkey` all go to one partition, and events with an empty `correlationid` are taken for
    /// parts of one request.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "partitionkey": "",
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
    ///   "partitionkey": "default",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// Leave out what there is nothing to say about:
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
    rule "empty-extension" {
        severity: Error,
        reference: "CloudEvents extensions",
        statements: ["CE-77", "CE-78", "CE-79", "CE-85", "CE-87", "CE-88", "CE-90", "CE-95", "CE-96", "CE-97", "CE-98"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

/// The extension attributes that may not be empty, and have no rule of their own.
const TEXTS: [&str; 16] = [
    "authid",
    "authtype",
    "bampid",
    "bamptxid",
    "bamptxsid",
    "bamptxsstatus",
    "bamtxid",
    "causationid",
    "correlationid",
    "datacategory",
    "dataclassification",
    "dataregulation",
    "partitionkey",
    "sequence",
    "sequencetype",
    "severitytext",
];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, value) in context.extensions() {
        if value.as_str() == Some("") && TEXTS.contains(&name) {
            violations.push(
                Violation::new(format!("the extension attribute {} is empty", Quoted(name)))
                    .at(&format!("/{name}"), Mark::Value)
                    .help("give it a value, or leave it out"),
            );
        }
    }
}
