use lattice_event_model::pointer;
use serde_json::Value;

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The field that should repeat the source of the event is empty.
    ///
    /// ## What it does
    ///
    /// Looks at the field that the catalogue names for the event, mostly `host_id`.
    ///
    /// ## Why it matters
    ///
    /// Readers that go by the field do not know which host is meant. Hosts from 1.6.0 on repeat
    /// what the request to the control interface said, and requests may leave it out. `source` is
    /// right in every case.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "", "labels": { "zone": "eu-1" } }
    /// }
    /// ```
    ///
    /// ## Instead
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
    rule "empty-host-id" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["I13"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(field) = context.definition.source_field.as_deref() else { return };
    if context.data.and_then(|data| pointer::find(data, field)).and_then(Value::as_str) == Some("") {
        violations.push(
            Violation::new(format!(
                "{} is empty, and should repeat `source`",
                Quoted(&format!("/data{field}"))
            ))
            .at(&format!("/data{field}"), Mark::Value)
            .related("/source", Mark::Value, "should be this"),
        );
    }
}
