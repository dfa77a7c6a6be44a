use lattice_event_model::pointer::escape;

use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A number in an attribute is written with a fraction or an exponent.
    ///
    /// ## What it does
    ///
    /// Looks at how numbers in extension attributes are written: `5.0` and `1e3` are whole
    /// numbers, and still no integers of CloudEvents, which are digits and perhaps a minus sign.
    ///
    /// ## Why it matters
    ///
    /// CloudEvents has no type for fractions. Readers refuse the event, or round the number, and
    /// in binary mode it comes out as another text.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "priority": 5.0,
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
    ///   "priority": 1e3,
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
    ///   "priority": 5,
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
    ///   "priority": "1.5",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "fractional-number" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 2.2",
        statements: ["CE-33"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, value) in context.extensions() {
        if !value.is_f64() {
            continue;
        }
        let pointer = format!("/{}", escape(name));
        // Large integers and `-0` look like fractions once they are read.
        if context.raw(&pointer).is_some_and(|raw| raw.contains(['.', 'e', 'E'])) {
            violations.push(
                Violation::new(format!(
                    "the number in the attribute {} has a fraction or an exponent",
                    Quoted(name)
                ))
                .at(&pointer, Mark::Value)
                .help("write an integer with digits only, or a text"),
            );
        }
    }
}
