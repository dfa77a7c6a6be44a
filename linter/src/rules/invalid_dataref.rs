use fluent_uri::UriRef;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `dataref` is no URI reference.
    ///
    /// ## What it does
    ///
    /// Reads `dataref` by the grammar of RFC 3986. Spaces, braces and letters outside of ASCII have
    /// to be percent-encoded. An empty text is a reference by that grammar, but leads nowhere, and is
    /// told as well.
    ///
    /// ## Why it matters
    ///
    /// Readers that look for the data there cannot ask for it. Libraries that repair addresses do so
    /// in different ways.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataref": "https://store.example.com/configs/default http",
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
    ///   "dataref": "https://store.example.com/configs/default-http"
    /// }
    /// ```
    rule "invalid-dataref" {
        severity: Error,
        reference: "CloudEvents extensions, Dataref; RFC 3986, section 4.1",
        statements: ["CE-81"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(dataref) = context.text("dataref") else { return };
    let message = if dataref.is_empty() {
        "`dataref` is empty and leads nowhere"
    } else if UriRef::parse(dataref).is_err() {
        // The address is not repeated: who has it may be able to read what is there.
        "`dataref` is no URI reference"
    } else {
        return;
    };
    violations.push(
        Violation::new(message)
            .at("/dataref", Mark::Value)
            .help("percent-encode what may not stand there: a space is `%20`"),
    );
}
