use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `dataregulation` is no list of regulations.
    ///
    /// ## What it does
    ///
    /// Reads `dataregulation` as a list with commas. No name in it has spaces within, and none is
    /// empty. Spaces around a name count for nothing.
    ///
    /// ## Why it matters
    ///
    /// Readers split the text at its commas and look for the names that they know. They find `GDPR
    /// HIPAA` under none of them, and have to refuse the event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataclassification": "restricted",
    ///   "dataregulation": "GDPR HIPAA",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// An empty name is none either:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataclassification": "restricted",
    ///   "dataregulation": "GDPR,,HIPAA",
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
    ///   "dataclassification": "restricted",
    ///   "dataregulation": "GDPR, HIPAA",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-dataregulation" {
        severity: Error,
        reference: "CloudEvents extensions, Data Classification",
        statements: ["CE-96"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(regulations) = context.text("dataregulation") else { return };
    // Empty ones have a rule of their own.
    if regulations.is_empty() {
        return;
    }
    let mut names = regulations.split(',').map(str::trim);
    let Some(wrong) = names.find(|name| name.is_empty() || name.contains(char::is_whitespace)) else {
        return;
    };
    let message = if wrong.is_empty() {
        "`dataregulation` has an empty name in its list".to_owned()
    } else {
        format!("`dataregulation` has {} in its list, which has a space within", Quoted(wrong))
    };
    violations.push(
        Violation::new(message)
            .at("/dataregulation", Mark::Value)
            .help("write names with commas between them: `GDPR,HIPAA`"),
    );
}
