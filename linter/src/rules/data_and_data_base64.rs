use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An event has both `data` and `data_base64`.
    ///
    /// ## What it does
    ///
    /// Looks for both members in one event. A `data_base64` that is null counts as none.
    ///
    /// ## Why it matters
    ///
    /// Both are the data of the event. Some readers take the one, some the other, and some refuse
    /// the event. Here `data` is judged against the schema, so what stands in `data_base64` reaches
    /// its readers unchecked.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json",
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ==",
    ///   "data": { "config_name": "a" }
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
    ///   "datacontenttype": "application/json",
    ///   "data": { "config_name": "a" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json",
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ=="
    /// }
    /// ```
    rule "data-and-data-base64" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3.1.1",
        statements: ["CE-44"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.attribute("data_base64").is_some() && context.data().is_some() {
        violations.push(
            Violation::new("the event has `data` and `data_base64`, and only one of them can be its data")
                .at("/data_base64", Mark::Name)
                .related("/data", Mark::Name, "the other one")
                .help("leave `data_base64` out; it is for data that is neither JSON nor text"),
        );
    }
}
