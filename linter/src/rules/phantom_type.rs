use crate::{
    context::{EnvelopeContext, Standing},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// Documentation or programs name this type, but no producer ever sent it.
    ///
    /// ## What it does
    ///
    /// Compares `type` with the types of which the catalogue knows that they exist on paper only.
    /// Other types that the catalogue does not have are told by `unknown-type`.
    ///
    /// ## Why it matters
    ///
    /// Somebody wrote a producer or a test by the documentation. Readers that wait for this type on
    /// a real lattice wait for ever, and this event reaches no reader of what really happens.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.component_started",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "component_id": "echo" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.component_scaled",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "annotations": {},
    ///     "component_id": "echo",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///     "max_instances": 2
    ///   }
    /// }
    /// ```
    rule "phantom-type" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L1"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let (Standing::Unknown, Some(event_type)) = (&context.standing, context.text("type")) else { return };
    let Some(phantom) = context.catalog.phantom(event_type) else { return };
    let help = match &phantom.instead {
        Some(instead) => format!("look for {} in its place. {}", Quoted(instead), phantom.note),
        None => phantom.note.clone(),
    };
    violations.push(
        Violation::new(format!("no producer ever sent events of type {}", Quoted(event_type)))
            .at("/type", Mark::Value)
            .help(help),
    );
}
