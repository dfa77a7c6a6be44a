use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// Attributes stand in an object of their own.
    ///
    /// ## What it does
    ///
    /// Looks for a member `extensions` or `attributes` that is an object.
    ///
    /// ## Why it matters
    ///
    /// In version 1.0 extension attributes are members of the event itself. Readers look for them
    /// there and find none; libraries refuse an object where an attribute should be. Version 0.1
    /// wrapped them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "extensions": { "region": "eu" },
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
    rule "wrapped-attributes" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 2",
        statements: ["CE-39"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

/// The names of the members in which they are wrapped.
pub(super) const WRAPPERS: [&str; 2] = ["extensions", "attributes"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in WRAPPERS {
        if context.attribute(name).is_some_and(Value::is_object) {
            violations.push(
                Violation::new(format!(
                    "`{name}` is an object, and attributes are members of the event itself"
                ))
                .at(&format!("/{name}"), Mark::Name)
                .help(format!("put the members of `{name}` beside `id` and `type`")),
            );
        }
    }
}
