use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `dataschema` is the schema of another event.
    ///
    /// ## What it does
    ///
    /// Compares `dataschema` with `type`, where it is the address of a schema of the catalogue.
    /// Foreign addresses are left alone.
    ///
    /// ## Why it matters
    ///
    /// Readers that validate by `dataschema` refuse the event, or take it for another one. The
    /// linter goes on with the schema of the `type`.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataschema": "{{base-address}}/schemas/lattice/v1/host-started/1.0.0.schema.json",
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
    ///   "dataschema": "{{base-address}}/schemas/lattice/v1/config-set/1.0.0.schema.json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "dataschema-mismatch" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["L6"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(address) = context.envelope.text("dataschema") else { return };
    let Some((owner, _)) = context.envelope.catalog.event_by_dataschema(address) else { return };
    if owner.event_type != context.definition.event_type {
        let violation = Violation::new(format!(
            "`dataschema` is the schema of {}, but `type` is {}",
            Quoted(&owner.event_type),
            Quoted(&context.definition.event_type)
        ))
        .at("/dataschema", Mark::Value)
        .related("/type", Mark::Value, "does not belong together");
        violations.push(match context.schema_address() {
            Some(address) => violation.help(format!("the schema of this event is `{address}`")),
            None => violation,
        });
    }
}
