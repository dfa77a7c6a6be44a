use lattice_event_model::model::{Place, Visit};

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    suggest::instead,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event has a deprecated field.
    ///
    /// ## What it does
    ///
    /// Fires for every field that the schema calls deprecated.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong with the event: hosts still send such fields. Readers should use the
    /// field that is named in its place, since the deprecated one may go.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.provider_stopped",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "annotations": {},
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "instance_id": "http-server",
    ///     "link_name": "default",
    ///     "provider_id": "http-server",
    ///     "public_key": "http-server",
    ///     "reason": "stop"
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// The event above has no cure, since hosts send the field: readers use the one in its place. An
    /// event that has no such field:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "zone": "eu-1" } }
    /// }
    /// ```
    rule "deprecated-field" {
        severity: Info,
        reference: "the schema of the event",
        statements: ["L10"],
        since: "0.1.0",
        check: Field(check),
    }
}

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::Field { field, .. } = visit else { return };
    let Some(deprecation) = &field.lifetime.deprecation else { return };
    let since = deprecation.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let mut violation = Violation::new(format!("the field {} is deprecated{since}", Quoted(&field.name)))
        .at(&place.pointer(), Mark::Name);
    if let Some(help) = instead(deprecation.replacement.as_deref(), deprecation.note.as_deref()) {
        violation = violation.help(help);
    }
    violations.push(context.with_schema_reference(violation));
}
