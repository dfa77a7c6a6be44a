use lattice_event_model::model::{Place, Visit};

use crate::{
    context::EventContext,
    lifetime::{Outside, outside},
    quoted::Quoted,
    rule::declare_rule,
    state::Producer,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The version of the producer does not send such a field.
    ///
    /// ## What it does
    ///
    /// Compares the version that a producer told, as hosts do in `host_started` and
    /// `host_heartbeat`, with the versions which send the field by the schema. Where no version is
    /// known, nothing is said. What stands behind the three numbers of a version makes no
    /// difference.
    ///
    /// ## Why it matters
    ///
    /// Schemas are open, so the field breaks no reader. It shows that the producer is not quite
    /// what it says: it was built with changes, or something else publishes under its `source`.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.host_heartbeat",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "components": [
    ///       {
    ///         "annotations": {},
    ///         "id": "echo",
    ///         "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///         "limits": null,
    ///         "max_instances": 1,
    ///         "revision": 0
    ///       }
    ///     ],
    ///     "friendly_name": "lively-sun-1234",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "labels": {},
    ///     "providers": [],
    ///     "uptime_human": "1m",
    ///     "uptime_seconds": 60,
    ///     "version": "1.9.1"
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
    ///   "type": "com.wasmcloud.lattice.host_heartbeat",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "components": [
    ///       {
    ///         "annotations": {},
    ///         "id": "echo",
    ///         "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///         "limits": null,
    ///         "max_instances": 1,
    ///         "revision": 0
    ///       }
    ///     ],
    ///     "friendly_name": "lively-sun-1234",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "labels": {},
    ///     "providers": [],
    ///     "uptime_human": "1m",
    ///     "uptime_seconds": 60,
    ///     "version": "1.9.2"
    ///   }
    /// }
    /// ```
    rule "field-of-another-version" {
        severity: Info,
        reference: "the schema of the event",
        statements: ["L13"],
        since: "0.1.0",
        check: Field(check),
    }
}

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::Field { field, .. } = visit else { return };
    let (since, until) = (field.lifetime.since.as_deref(), field.lifetime.until.as_deref());
    if since.is_none() && until.is_none() {
        return;
    }
    let Some(Producer::Version(version)) = &context.envelope.producer else { return };
    let Some(outside) = outside(version, since, until) else { return };
    let name = Quoted(&field.name);
    let version = version.to_string();
    let version = Quoted(&version);
    let message = match outside {
        Outside::Before(since) => {
            format!("version {version} has no field {name}: it came with version {since}")
        }
        Outside::After(until) => {
            format!("version {version} has no field {name}: version {until} was the last to have it")
        }
    };
    violations.push(
        context.with_schema_reference(
            Violation::new(message)
                .at(&place.pointer(), Mark::Name)
                .help("find out what publishes under this `source`, and which version it is"),
        ),
    );
}
