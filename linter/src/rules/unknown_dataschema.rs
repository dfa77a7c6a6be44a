use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `dataschema` is an address below the catalogue's, but no schema of its
    /// events.
    ///
    /// ## What it does
    ///
    /// Looks up `dataschema` in the catalogue, where it begins with the address at which the
    /// catalogue is published. Only the address of one version of an event's data schema will do:
    /// an alias that moves from version to version says nothing about what the event follows.
    ///
    /// ## Why it matters
    ///
    /// Readers that fetch the schema find nothing, or something else. The producer may also be
    /// newer than the catalogue. The linter goes on with the newest schema that it knows.
    /// As such an event may be right, this is a warning.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataschema": "{{base-address}}/schemas/lattice/v1/config-set/1.7.0.schema.json",
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
    rule "unknown-dataschema" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L6"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(address) = context.envelope.text("dataschema") else { return };
    let catalog = context.envelope.catalog;
    let base = catalog.file().base_address.trim_end_matches('/');
    let is_ours = address.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
    // A fragment behind a known address is told by another rule.
    let whole = address.split('#').next().unwrap_or(address);
    if is_ours && catalog.event_by_dataschema(whole).is_none() {
        let violation = Violation::new(format!("the catalogue has no data schema {}", Quoted(address)))
            .at("/dataschema", Mark::Value);
        violations.push(match context.schema_address() {
            Some(known) => violation.help(format!("the newest schema of this event is `{known}`")),
            None => violation,
        });
    }
}
