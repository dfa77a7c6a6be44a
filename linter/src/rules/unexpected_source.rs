use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The source is none that the publisher of the event writes.
    ///
    /// ## What it does
    ///
    /// Compares `source` with the pattern that the catalogue has for the publisher of events of
    /// this type. An empty source is judged by `empty-attribute`.
    ///
    /// ## Why it matters
    ///
    /// Readers find the producer by its `source`. Here they find nobody, or something publishes in
    /// the name of another program. It is a warning, since others may publish such events too, and
    /// the catalogue knows only what its own publishers write.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "my-host",
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
    rule "unexpected-source" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L5"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(publisher) = context.publisher().filter(|_| !context.has_usual_source()) else { return };
    let Some(source) = context.envelope.text("source").filter(|source| !source.is_empty()) else { return };
    violations.push(
        Violation::new(format!(
            "the source {} does not look like one of a {}",
            Quoted(source),
            publisher.name
        ))
        .at("/source", Mark::Value)
        .help(format!(
            "a right one is like {}. {}",
            Quoted(&publisher.source.example),
            publisher.source.description
        )),
    );
}
