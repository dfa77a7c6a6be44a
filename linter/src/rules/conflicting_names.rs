use lattice_event_model::{
    model::{Place, Visit},
    pointer::{self, escape},
};
use serde_json::Value;

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// One thing stands under an old and a new name, with different values.
    ///
    /// ## What it does
    ///
    /// Looks at every deprecated field for which the schema names another one of the same object.
    /// Where both are there and hold values of the same kind, they should be the same. Objects and
    /// lists are not compared.
    ///
    /// ## Why it matters
    ///
    /// Readers of the old name and readers of the new one think of different things.
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
    ///     "public_key": "kvredis",
    ///     "reason": "stop"
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
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
    rule "conflicting-names" {
        severity: Warning,
        reference: "the schema of the event",
        statements: [],
        since: "0.1.0",
        check: Field(check),
    }
}

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::Field { record, field, value } = visit else { return };
    let replacement =
        field.lifetime.deprecation.as_ref().and_then(|deprecation| deprecation.replacement.as_ref());
    let Some(name) = replacement.filter(|name| record.field(name).is_some()) else { return };
    let pointer = place.pointer();
    let Some((object, _)) = pointer.rsplit_once('/') else { return };
    let Some(newer) = context
        .data
        .and_then(|data| pointer::find(data, object.strip_prefix("/data")?))
        .and_then(|object| object.get(name))
    else {
        return;
    };
    if conflict(value, newer) {
        violations.push(
            context.with_schema_reference(
                Violation::new(format!(
                    "{} is the old name of {}, but their values differ",
                    Quoted(&field.name),
                    Quoted(name)
                ))
                .at(&place.pointer(), Mark::Value)
                .related(&format!("{object}/{}", escape(name)), Mark::Value, "should be this")
                .help(format!("read {} only", Quoted(name))),
            ),
        );
    }
}

/// Whether two values of the same kind differ.
fn conflict(older: &Value, newer: &Value) -> bool {
    match (older, newer) {
        (Value::String(older), Value::String(newer)) => older != newer,
        (Value::Bool(older), Value::Bool(newer)) => older != newer,
        (Value::Number(older), Value::Number(newer)) => older != newer,
        _ => false,
    }
}
