use lattice_event_model::pointer::escape;

use crate::{
    characters,
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An attribute has a code point that is no character.
    ///
    /// ## What it does
    ///
    /// Looks at the texts of all attributes for code points that Unicode never assigns: U+FDD0 to
    /// U+FDEF, and the last two of each plane, such as U+FFFF. `specversion` and `time` have rules
    /// of their own.
    ///
    /// ## Why it matters
    ///
    /// Programs use such code points for marks of their own, and refuse or drop them in what they
    /// read. The event is lost, or its attribute changes on the way.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "default\uffff",
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
    ///   "subject": "default",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "noncharacter" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Type System, String",
        statements: ["CE-35"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.members.are_plain {
        return;
    }
    for (name, value) in context.event {
        // Whatever is not their only form is told by the rules of these two.
        if matches!(name.as_str(), "data" | "data_base64" | "specversion" | "time") {
            continue;
        }
        let Some(character) = value.as_str().and_then(characters::noncharacter) else { continue };
        violations.push(
            Violation::new(format!(
                "the attribute {} has the noncharacter {}",
                Quoted(name),
                characters::name(character)
            ))
            .at(&format!("/{}", escape(name)), Mark::Value)
            .help("leave it out"),
        );
    }
}
