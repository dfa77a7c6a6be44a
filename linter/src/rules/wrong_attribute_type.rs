use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A CloudEvents attribute is not a text.
    ///
    /// ## What it does
    ///
    /// Looks at `id`, `type`, `source`, `datacontenttype`, `dataschema` and `subject`. In JSON
    /// all of them are strings. `specversion` and `time` have rules of their own.
    ///
    /// ## Why it matters
    ///
    /// Readers in typed languages refuse the whole event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": 17,
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "17",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "wrong-attribute-type" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 2.2",
        statements: ["CE-5", "CE-6", "CE-10", "CE-14", "CE-18", "CE-20"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

/// The attributes whose only rule for any value is that it is a text.
const TEXTS: [&str; 6] = ["id", "type", "source", "datacontenttype", "dataschema", "subject"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in TEXTS {
        if context.attribute(name).is_some_and(|value| !value.is_string()) {
            violations.push(
                Violation::new(format!("the attribute `{name}` is not a string"))
                    .at(&format!("/{name}"), Mark::Value)
                    .help("put it in quotation marks"),
            );
        }
    }
}
