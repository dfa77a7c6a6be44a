use crate::{
    context::StreamContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The same event came again.
    ///
    /// ## What it does
    ///
    /// Remembers `source` and `id` of the last hundred thousand events that came over NATS, what
    /// each of them said, and the subject on which it came first. Fires where the same comes on the
    /// same subject once more.
    ///
    /// The same event on another subject is told by `double-publication`; another event under the
    /// same `id` by `duplicate-id`.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong: a stream delivers an event again until it is acknowledged, and producers
    /// that are not sure publish it again. Readers that count events have to drop what came before.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// A stream that delivers a message again keeps its sequence:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","stream":"wasmbus_events","seq":41}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}","stream":"wasmbus_events","seq":41}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"time\":\"2026-02-04T12:00:00Z\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    rule "redelivery" {
        severity: Info,
        reference: "CloudEvents 1.0.2, id",
        statements: [],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let message = context.envelope.message;
    let (Some(earlier), Some(subject)) = (&context.earlier, &message.subject) else { return };
    if !earlier.is_on(subject) || context.contradicts(earlier) {
        return;
    }
    let text = match message.sequence {
        Some(sequence) if earlier.sequence == Some(sequence) => "the stream delivered this event before",
        Some(_) if earlier.sequence.is_some() => "the stream holds this event twice",
        _ => "this event came before",
    };
    violations.push(
        Violation::new(text).at("/id", Mark::Value).help("drop events whose `source` and `id` came before"),
    );
}
