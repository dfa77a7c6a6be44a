use crate::{
    context::StreamContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The same event came on two subjects.
    ///
    /// ## What it does
    ///
    /// Remembers `source` and `id` of the last hundred thousand events, what each of them said, and
    /// the subject on which it came first. One that says something else under the same `id` is
    /// judged by `duplicate-id`.
    ///
    /// ## Why it matters
    ///
    /// Somebody who subscribes to both subjects counts the event twice, and somebody who drops
    /// repetitions keeps only what came first. Hosts 0.81 and 0.82 publish every event twice;
    /// streams that copy subjects do so too.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.test.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.test.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "double-publication" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, id",
        statements: [],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let (Some(earlier), Some(subject)) = (&context.earlier, &context.envelope.message.subject) else {
        return;
    };
    if !earlier.is_on(subject) && !context.contradicts(earlier) {
        violations.push(
            Violation::new(format!("the same event came on {} before", Quoted(&earlier.subject)))
                .at("/id", Mark::Value)
                .help("subscribe to one of the subjects, or drop events whose `source` and `id` came before"),
        );
    }
}
