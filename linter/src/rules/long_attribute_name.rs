use lattice_event_model::pointer::escape;

use crate::{
    context::EnvelopeContext,
    extensions::documented,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The name of an extension attribute has more than 20 characters.
    ///
    /// ## What it does
    ///
    /// Counts the characters of the names of extension attributes. Names that the CloudEvents
    /// project itself chose are left alone.
    ///
    /// ## Why it matters
    ///
    /// CloudEvents advises against longer names: intermediaries map them to headers, properties
    /// and columns, some of which have little room.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "responsibledepartment": "sales",
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
    ///   "responsibledivision": "sales",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "long-attribute-name" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, Attribute Naming Convention",
        statements: ["CE-24"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

/// How many characters a name should have at most.
const LONGEST: usize = 20;

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, _) in context.extensions().filter(|(name, _)| name.len() > LONGEST) {
        let length = name.chars().count();
        if length > LONGEST && documented(name).is_none() {
            violations.push(
                Violation::new(format!(
                    "the name of the attribute {} has {length} characters, {LONGEST} are usual at most",
                    Quoted(name)
                ))
                .at(&format!("/{}", escape(name)), Mark::Name)
                .help("choose a shorter name"),
            );
        }
    }
}
