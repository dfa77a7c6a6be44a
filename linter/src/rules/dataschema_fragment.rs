use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    uri,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `dataschema` points into a schema.
    ///
    /// ## What it does
    ///
    /// Looks for a `#` in a `dataschema` that is a URI otherwise.
    ///
    /// ## Why it matters
    ///
    /// CloudEvents has a type for it that allows no fragment (the absolute URI of RFC 3986).
    /// Readers that go by it refuse the event. Others look up the address as it stands, and find
    /// no schema of that name.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataschema": "https://schemas.example/all.json#/$defs/config-set",
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
    ///   "dataschema": "https://schemas.example/config-set.json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "dataschema-fragment" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, Type System, URI; RFC 3986, section 4.3",
        statements: ["CE-18"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(address) = context.text("dataschema").filter(|address| address.contains('#')) else { return };
    if uri::reference(address).is_ok_and(|reference| reference.has_scheme() && reference.has_fragment()) {
        violations.push(
            Violation::new("`dataschema` has a fragment, which an absolute URI has not")
                .at("/dataschema", Mark::Value)
                .help("give each schema an address of its own"),
        );
    }
}
