use fluent_uri::UriRef;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The data of the event is somewhere else, and is not judged.
    ///
    /// ## What it does
    ///
    /// Fires where `dataref` is there, and neither `data` nor `data_base64` is. `missing-data` is
    /// silent then.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong with it: data that is too large for a message is sent so. But no schema is
    /// looked at, and a reader that cannot reach the address, or comes after the data was removed,
    /// gets nothing.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataref": "https://store.example.com/configs/default-http"
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
    rule "external-data" {
        severity: Info,
        reference: "CloudEvents extensions, Dataref",
        statements: ["CE-81"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(dataref) = context.text("dataref") else { return };
    let has_data = context.data().is_some() || context.attribute("data_base64").is_some();
    // What leads nowhere is judged by another rule.
    if !has_data && !dataref.is_empty() && UriRef::parse(dataref).is_ok() {
        violations.push(
            Violation::new("the data of the event is where `dataref` leads, and is not judged")
                .at("/dataref", Mark::Value)
                .help("keep it retrievable as long as the event may be read"),
        );
    }
}
