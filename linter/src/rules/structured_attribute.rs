use lattice_event_model::pointer::escape;
use serde_json::Value;

use super::wrapped_attributes::WRAPPERS;
use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An extension attribute is an object or an array.
    ///
    /// ## What it does
    ///
    /// Looks at the values of extension attributes. They are booleans, integers and texts. Objects
    /// named `extensions` or `attributes` are told by `wrapped-attributes`.
    ///
    /// ## Why it matters
    ///
    /// No other format than JSON can carry such a value: in binary mode an attribute is a header.
    /// Libraries refuse the whole event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "region": { "name": "eu" },
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "regions": ["eu", "us"],
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
    ///   "region": "eu",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "structured-attribute" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 2.2",
        statements: ["CE-31"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, value) in context.extensions() {
        let kind = match value {
            Value::Object(_) if WRAPPERS.contains(&name) => continue,
            Value::Object(_) => "an object",
            Value::Array(_) => "an array",
            _ => continue,
        };
        violations.push(
            Violation::new(format!("the attribute {} is {kind}", Quoted(name)))
                .at(&format!("/{}", escape(name)), Mark::Value)
                .help("put it into `data`, or write a text, an integer or a boolean"),
        );
    }
}
