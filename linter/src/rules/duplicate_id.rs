use crate::{
    context::StreamContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// Two different events of one source have the same id.
    ///
    /// ## What it does
    ///
    /// Remembers `source` and `id` of the last hundred thousand events that came over NATS, and
    /// what they said. Fires where another `type`, another `time` or other data comes under the
    /// same two. Order of members and the way in which a time is written make no difference, nor do
    /// other attributes, which intermediaries may add.
    ///
    /// Events in a file of which no subject is known are left alone: examples often share an `id`.
    ///
    /// ## Why it matters
    ///
    /// Whoever drops repetitions keeps the first of the two and loses the second, without a trace.
    /// Stores that go by `source` and `id` overwrite one event with the other.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    ///
    /// The same data under another type is another event as well:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.health_check_passed","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000003\",\"type\":\"com.wasmcloud.lattice.health_check_passed\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"provider_id\":\"kvredis\"}}"}
    /// {"subject":"wasmbus.evt.default.health_check_status","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000003\",\"type\":\"com.wasmcloud.lattice.health_check_status\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"host_id\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"provider_id\":\"kvredis\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    ///
    /// The same event may come again:
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "duplicate-id" {
        severity: Error,
        reference: "CloudEvents 1.0.2, id",
        statements: ["CE-12", "CE-13"],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let Some(earlier) = context.earlier.as_ref().filter(|earlier| context.contradicts(earlier)) else {
        return;
    };
    let (own, first) = (context.fingerprint, earlier.fingerprint);
    let others: Vec<&str> = [
        (own.event_type != first.event_type, "another `type`"),
        (own.time != first.time, "another `time`"),
        (own.data != first.data, "other data"),
    ]
    .into_iter()
    .filter_map(|(differs, what)| differs.then_some(what))
    .collect();
    violations.push(
        Violation::new(format!(
            "an event with the same `source` and `id` came on {} before, with {}",
            Quoted(&earlier.subject),
            others.join(", ")
        ))
        .at("/id", Mark::Value)
        .help("give each event an `id` of its own, such as a UUID"),
    );
}
