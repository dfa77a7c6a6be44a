use crate::{
    context::EventContext,
    lifetime::{Outside, outside},
    quoted::Quoted,
    rule::declare_rule,
    state::Producer,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The version of the producer does not send such events.
    ///
    /// ## What it does
    ///
    /// Compares the version that a producer told, as hosts do in `host_started` and
    /// `host_heartbeat`, with the versions which send events of this type by the catalogue. Where
    /// no version is known, nothing is said, and nothing about types that no released version
    /// sends. What stands behind the three numbers of a version makes no difference.
    ///
    /// ## Why it matters
    ///
    /// Something else publishes under this `source`, or the producer tells a wrong version. Readers
    /// that choose how to read by the version read wrongly.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.host_started",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "friendly_name": "lively-sun-1234",
    ///     "labels": {},
    ///     "uptime_seconds": 0,
    ///     "version": "1.1.1"
    ///   }
    /// }
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000002",
    ///   "type": "com.wasmcloud.lattice.linkdef_set_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "error": "link already exists",
    ///     "interfaces": [
    ///       "handle"
    ///     ],
    ///     "name": "default",
    ///     "source_config": [],
    ///     "source_id": "http-server",
    ///     "target": "echo",
    ///     "target_config": [],
    ///     "wit_namespace": "wasi",
    ///     "wit_package": "http"
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
    ///   "type": "com.wasmcloud.lattice.host_started",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "friendly_name": "lively-sun-1234",
    ///     "labels": {},
    ///     "uptime_seconds": 0,
    ///     "version": "1.2.0"
    ///   }
    /// }
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000002",
    ///   "type": "com.wasmcloud.lattice.linkdef_set_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "error": "link already exists",
    ///     "interfaces": [
    ///       "handle"
    ///     ],
    ///     "name": "default",
    ///     "source_config": [],
    ///     "source_id": "http-server",
    ///     "target": "echo",
    ///     "target_config": [],
    ///     "wit_namespace": "wasi",
    ///     "wit_package": "http"
    ///   }
    /// }
    /// ```
    rule "event-of-another-version" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L13"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(Producer::Version(version)) = &context.envelope.producer else { return };
    let emitted = &context.definition.emitted;
    let Some(outside) = outside(version, emitted.since.as_deref(), emitted.until.as_deref()) else { return };
    let name = Quoted(&context.definition.name);
    let version = version.to_string();
    let version = Quoted(&version);
    let message = match outside {
        Outside::Before(since) => format!("version {version} sends no {name}: it came with version {since}"),
        Outside::After(until) => {
            format!("version {version} sends no {name}: version {until} was the last to send it")
        }
    };
    violations.push(
        Violation::new(message)
            .at("/type", Mark::Value)
            .help("find out what publishes under this `source`, and which version it is"),
    );
}
