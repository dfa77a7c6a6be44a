use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event has data and says as well where the data is.
    ///
    /// ## What it does
    ///
    /// Fires where `dataref` stands beside `data` or `data_base64`.
    ///
    /// ## Why it matters
    ///
    /// Both have to be the same, and nobody can see from the event whether they are. Readers that
    /// take the one and readers that take the other may act on different data once what is stored
    /// changes.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataref": "https://store.example.com/configs/default-http",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "data-beside-dataref" {
        severity: Info,
        reference: "CloudEvents extensions, Dataref",
        statements: ["CE-81"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let has_data = context.data().is_some() || context.attribute("data_base64").is_some();
    if has_data && context.attribute("dataref").is_some() {
        violations.push(
            Violation::new("the event has data and a `dataref`, which have to be the same")
                .at("/dataref", Mark::Name)
                .help("keep what is stored there unchanged, or leave one of them out"),
        );
    }
}
