use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An event has `data_base64`, and nothing says what the bytes are.
    ///
    /// ## What it does
    ///
    /// Fires for events with `data_base64` and without `datacontenttype`. Such data is not
    /// validated: nobody may take it for JSON.
    ///
    /// ## Why it matters
    ///
    /// Data without a media type is JSON only where it stands in `data`. Of bytes, readers have to
    /// know from elsewhere what they are, and no tool can check them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ=="
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
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ=="
    /// }
    /// ```
    ///
    /// Or as JSON, which needs no Base64:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "a" }
    /// }
    /// ```
    rule "undeclared-data-base64" {
        severity: Info,
        reference: "JSON Event Format for CloudEvents, draft of 1.0.3, section 3.1.2",
        statements: ["CE-47"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.attribute("data_base64").is_some()
        && context.attribute("datacontenttype").is_none()
        && !context.has_header_attributes
    {
        violations.push(
            Violation::new("nothing says what the bytes of `data_base64` are, so they are not validated")
                .at("/data_base64", Mark::Name)
                .help("add `datacontenttype` with the media type of the decoded bytes"),
        );
    }
}
