use crate::{
    characters,
    context::EnvelopeContext,
    rule::declare_rule,
    uri,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `dataschema` is not a URI with a scheme.
    ///
    /// ## What it does
    ///
    /// Reads `dataschema` by the grammar of RFC 3986. It has to be a URI, which begins with a
    /// scheme; a path or the name of a file is only a reference to one. Fragments are told by
    /// `dataschema-fragment`.
    ///
    /// ## Why it matters
    ///
    /// An event has no base address by which a relative one could be resolved. Nobody finds the
    /// schema, and readers with a type for URIs refuse the whole event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataschema": "schemas/config-set.json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// A space makes it none either:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataschema": "https://schemas.example/config set.json",
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
    ///   "dataschema": "{{base-address}}/schemas/lattice/v1/config-set/1.0.0.schema.json",
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
    ///   "dataschema": "https://schemas.example/config-set.json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "relative-dataschema" {
        severity: Error,
        reference: "CloudEvents 1.0.2, dataschema; RFC 3986, section 4.3",
        statements: ["CE-18"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(address) = context.text("dataschema").filter(|address| !address.is_empty()) else { return };
    let message = match uri::reference(address) {
        Ok(reference) if reference.has_scheme() => return,
        Ok(_) => "`dataschema` is relative: it has no scheme".to_owned(),
        Err(_) if !characters::are_allowed(address) => return,
        Err(reason) => format!("`dataschema` is not a URI: {reason}"),
    };
    violations.push(
        Violation::new(message)
            .at("/dataschema", Mark::Value)
            .help("write the whole address, such as `https://example.com/schemas/order.json`"),
    );
}
