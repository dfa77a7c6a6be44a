use crate::{
    attribute_name,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An attribute is one of a CloudEvents version before 1.0.
    ///
    /// ## What it does
    ///
    /// Looks for `cloudeventsversion`, `contenttype`, `datacontentencoding`, `eventid`,
    /// `eventtime`, `eventtype`, `eventtypeversion` and `schemaurl`. In version 1.0 they are
    /// extensions like any other. With capitals, as in `eventType`, they are told by
    /// `illegal-attribute-name`.
    ///
    /// ## Why it matters
    ///
    /// Readers of version 1.0 give them no meaning: data that `datacontentencoding` calls Base64
    /// is not decoded, and nobody looks up the schema at `schemaurl`.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "schemaurl": "https://schemas.example/config-set.json",
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
    ///   "dataschema": "https://schemas.example/config-set.json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "obsolete-attribute" {
        severity: Info,
        reference: "CloudEvents 1.0.2, Context Attributes",
        statements: ["CE-30"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, _) in context.extensions() {
        // Other spellings are illegal names, whose rule gives the same help.
        let Some(known) = attribute_name::obsolete(name).filter(|known| known.name == name) else { continue };
        violations.push(
            Violation::new(format!(
                "the attribute `{name}` is one of CloudEvents {}, and means nothing in 1.0",
                known.version
            ))
            .at(&format!("/{name}"), Mark::Name)
            .help(known.help),
        );
    }
}
