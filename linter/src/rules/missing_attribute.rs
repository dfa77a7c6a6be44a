use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A required CloudEvents attribute is missing.
    ///
    /// ## What it does
    ///
    /// Looks for `specversion`, `id`, `type` and `source`. An attribute that is
    /// `null` counts as missing.
    ///
    /// ## Why it matters
    ///
    /// Without `type` nobody knows what the event is, without `source` and `id`
    /// nobody can tell it from another one or notice that it came twice.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
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
    rule "missing-attribute" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Required Attributes",
        statements: ["CE-1", "CE-2", "CE-3", "CE-4", "CE-42", "CE-43", "CE-62"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

/// The attributes that every event has.
const REQUIRED: [&str; 4] = ["specversion", "id", "type", "source"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in REQUIRED {
        if context.attribute(name).is_some() {
            continue;
        }
        let is_null = context.event.contains_key(name);
        let message = if is_null {
            format!("the required attribute `{name}` is null, which counts as missing")
        } else {
            format!("the required attribute `{name}` is missing")
        };
        violations.push(
            Violation::new(message)
                .at(&format!("/{name}"), if is_null { Mark::Member } else { Mark::Missing })
                .reference(format!("CloudEvents 1.0.2, {name}")),
        );
    }
}
