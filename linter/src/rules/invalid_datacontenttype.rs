use crate::{
    characters,
    context::EnvelopeContext,
    media_type,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `datacontenttype` is not a media type.
    ///
    /// ## What it does
    ///
    /// Reads `datacontenttype` by the grammar of RFC 2045: a type, a slash, a subtype, and
    /// parameters with values, which may be quoted. Names count in upper and lower case:
    /// `Application/JSON` is JSON.
    ///
    /// ## Why it matters
    ///
    /// Readers use it to decide how to decode the data. One that they cannot read makes them
    /// refuse the event or guess, each in its own way.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json; charset",
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
    ///   "datacontenttype": "application/json; charset=utf-8",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "Application/JSON",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-datacontenttype" {
        severity: Error,
        reference: "CloudEvents 1.0.2, datacontenttype; RFC 2045, section 5.1",
        statements: ["CE-14"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    // An empty one and characters that no attribute may have are the business of other rules.
    let Some(text) = context.text("datacontenttype").filter(|text| !text.is_empty()) else { return };
    let Err(reason) = media_type::check(text) else { return };
    if characters::are_allowed(text) {
        violations.push(
            Violation::new(format!("`datacontenttype` is not a media type: {reason}"))
                .at("/datacontenttype", Mark::Value)
                .help("write it like `application/json` or `text/plain; charset=utf-8`"),
        );
    }
}
