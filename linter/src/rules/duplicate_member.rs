use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An object has two members of the same name.
    ///
    /// ## What it does
    ///
    /// Looks at every object of the event, the data included, and in binary mode at the `ce-`
    /// headers.
    ///
    /// ## Why it matters
    ///
    /// Readers disagree about which member counts: most take the last one, some the first, some
    /// refuse the event. Two programs that read the same message then act on different values.
    /// CloudEvents allows each attribute once.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http", "config_name": "other" }
    /// }
    /// ```
    ///
    /// An attribute:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000002",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// A header with two values:
    ///
    /// ```json fires
    /// {"subject": "wasmbus.evt.default.config_set", "headers": {"ce-specversion": ["1.0"], "ce-id": ["0195a0b1-c2d3-4e5f-8091-000000000001", "0195a0b1-c2d3-4e5f-8091-000000000002"], "ce-type": ["com.wasmcloud.lattice.config_set"], "ce-source": ["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"], "ce-datacontenttype": ["application/json"]}, "payload": "{\"config_name\":\"default-http\"}"}
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
    rule "duplicate-member" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Context Attributes; RFC 8259, section 4",
        statements: ["CE-29"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for pointer in &context.duplicates {
        violations.push(
            Violation::new(format!(
                "{} stands there more than once, and readers disagree which one counts",
                Quoted(pointer)
            ))
            .at(pointer, Mark::Name)
            .related(pointer, Mark::FirstName, "first here"),
        );
    }
}
