use lattice_event_model::SPECVERSION;
use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `specversion` is not the text `1.0`.
    ///
    /// ## What it does
    ///
    /// Compares `specversion` with `1.0`. The number `1.0` is not the text `"1.0"`, and versions
    /// such as `1.0.2` of the specification's document are not versions on the wire either.
    /// Since no other version passes, a batch of events of several versions does not pass either.
    ///
    /// ## Why it matters
    ///
    /// Readers use it to decide how to read everything else.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0.2",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
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
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unsupported-specversion" {
        severity: Error,
        reference: "CloudEvents 1.0.2, specversion",
        statements: ["CE-8", "CE-9", "CE-59"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let message = match context.attribute("specversion") {
        // Missing and empty ones have rules of their own.
        None => return,
        Some(Value::String(version)) if version.is_empty() || version == SPECVERSION => return,
        Some(Value::String(version)) => {
            format!("`specversion` is {}, where {} should be", Quoted(version), Quoted(SPECVERSION))
        }
        Some(_) => format!("`specversion` is not a string, where {} should be", Quoted(SPECVERSION)),
    };
    violations.push(
        Violation::new(message).at("/specversion", Mark::Value).help(r#"write `"specversion": "1.0"`"#),
    );
}
