use lattice_event_model::catalog::Catalog;

use crate::{
    context::{EnvelopeContext, Standing},
    quoted::Quoted,
    rule::declare_rule,
    suggest::nearest,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The catalogue has no event of this type.
    ///
    /// ## What it does
    ///
    /// Looks up `type` in the catalogue. Types of older vocabularies are judged by
    /// `legacy-event`.
    ///
    /// ## Why it matters
    ///
    /// The data is judged by no schema. Either the type is misspelt, or something publishes
    /// events that nobody has described.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.component_scald",
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
    rule "unknown-type" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L1"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let (Standing::Unknown, Some(event_type)) = (&context.standing, context.text("type")) else { return };
    if context.catalog.phantom(event_type).is_some() {
        return;
    }
    let violation = Violation::new(format!("the catalogue has no event of type {}", Quoted(event_type)))
        .at("/type", Mark::Value);
    violations.push(match similar(context.catalog, event_type) {
        Some(known) => violation.help(format!("did you mean `{known}`?")),
        None => violation,
    });
}

/// The type with the same last part, or else with the nearest one.
fn similar<'c>(catalog: &'c Catalog, event_type: &str) -> Option<&'c str> {
    let events = &catalog.file().events;
    let named = |name: &str| events.iter().find(|event| event.name == name);
    let name = event_type.rsplit('.').next().unwrap_or(event_type);
    named(name)
        .or_else(|| named(nearest(name, events.iter().map(|event| event.name.as_str()))?))
        .map(|event| event.event_type.as_str())
}
