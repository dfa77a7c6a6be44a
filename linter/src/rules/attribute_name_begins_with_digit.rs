use lattice_event_model::pointer::escape;

use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The name of an extension attribute begins with a digit.
    ///
    /// ## What it does
    ///
    /// Looks at the first character of the names of extension attributes. Version 1.0.2 allows
    /// digits there; the draft of 1.0.3 advises against them.
    ///
    /// ## Why it matters
    ///
    /// In most languages no field or variable can begin with a digit. Libraries that map
    /// attributes to those have to rename it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "2factor": true,
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
    ///   "twofactor": true,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// By 1.0.2:
    ///
    /// ```json passes profile=1.0.2
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "2factor": true,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "attribute-name-begins-with-digit" {
        severity: Warning,
        profiles: { V1_0_2: Allow },
        reference: "CloudEvents, draft of 1.0.3, Naming Conventions",
        statements: ["CE-26"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, _) in context.extensions() {
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            violations.push(
                Violation::new(format!("the name of the attribute {} begins with a digit", Quoted(name)))
                    .at(&format!("/{}", escape(name)), Mark::Name)
                    .help("begin it with a letter"),
            );
        }
    }
}
