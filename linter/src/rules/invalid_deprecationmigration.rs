use fluent_uri::UriRef;

use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `deprecationmigration` is no URI.
    ///
    /// ## What it does
    ///
    /// Reads `deprecationmigration` by the grammar of RFC 3986. A URI has a scheme: `/migration` has
    /// none.
    ///
    /// ## Why it matters
    ///
    /// Readers and people that want to know what replaces the event have nothing to open.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "deprecated": true,
    ///   "deprecationmigration": "/migration",
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
    ///   "deprecated": true,
    ///   "deprecationmigration": "https://example.com/migration",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-deprecationmigration" {
        severity: Error,
        reference: "CloudEvents extensions, Deprecation; RFC 3986, section 4.3",
        statements: ["CE-94"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(address) = context.text("deprecationmigration") else { return };
    let message = match UriRef::parse(address) {
        Ok(reference) if reference.has_scheme() => return,
        Ok(_) if address.is_empty() => "`deprecationmigration` is empty".to_owned(),
        Ok(_) => format!("`deprecationmigration` is {}, which has no scheme", Quoted(address)),
        Err(_) => format!("`deprecationmigration` is {}, which is no URI", Quoted(address)),
    };
    violations.push(
        Violation::new(message)
            .at("/deprecationmigration", Mark::Value)
            .help("write the whole address, such as `https://example.com/migration`"),
    );
}
