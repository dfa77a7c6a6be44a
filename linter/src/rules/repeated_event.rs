use std::time::Duration;

use crate::{
    context::StreamContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A source says the same twice in a row, under two ids.
    ///
    /// ## What it does
    ///
    /// Compares an event that came over NATS with the one that the same source published directly
    /// before it. Fires where `type` and data are the same, while the `id` is another one, and less
    /// than a second lies between their times.
    ///
    /// ## Why it matters
    ///
    /// To CloudEvents these are two events, so nobody drops the second one: what should happen once
    /// for each of them happens twice. Hosts publish `component_scaled` twice when a component
    /// starts.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.100Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":2}}"}
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.101Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":2}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.100Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":2}}"}
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.101Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":3}}"}
    /// ```
    ///
    /// The same may well happen again later:
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00.100Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":2}}"}
    /// {"subject":"wasmbus.evt.default.component_scaled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.component_scaled\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:30.100Z\",\"data\":{\"annotations\":{},\"component_id\":\"echo\",\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"image_ref\":\"ghcr.io/wasmcloud/echo:0.3.0\",\"max_instances\":2}}"}
    /// ```
    rule "repeated-event" {
        severity: Info,
        reference: "the event catalogue",
        statements: [],
        since: "0.1.0",
        check: Stream(check),
    }
}

/// What lies closer together is told twice, and does not happen twice.
const AT_ONCE: Duration = Duration::from_secs(1);

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let Some(before) = &context.predecessor else { return };
    // Nobody knows whether events without an id are two.
    if context.envelope.text("id").is_none_or(str::is_empty) {
        return;
    }
    let (own, former) = (context.fingerprint, before.fingerprint);
    if own.event_type != former.event_type || own.data != former.data {
        return;
    }
    let own_time = context.envelope.time().and_then(Result::ok);
    let is_later = own_time.zip(before.time).is_some_and(|(own, former)| {
        own.after(&former).or_else(|| former.after(&own)).is_some_and(|between| between >= AT_ONCE)
    });
    if !is_later {
        violations.push(
            Violation::new("the event that this source published before said the same under another `id`")
                .at("/id", Mark::Value)
                .help("read the state that both tell, and do not count them"),
        );
    }
}
