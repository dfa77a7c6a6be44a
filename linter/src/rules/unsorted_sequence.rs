use crate::{
    context::StreamContext,
    quoted::Quoted,
    rule::declare_rule,
    sequence::{Step, step},
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The sequences of a source are numbers of different lengths, which do not sort as texts.
    ///
    /// ## What it does
    ///
    /// Compares `sequence` with that of the event which the same source published before. It fires
    /// where both are digits, and one has more of them. Events without a subject were not published
    /// and are no stream.
    ///
    /// ## Why it matters
    ///
    /// Readers order events by comparing `sequence` as text, for that is what its definition
    /// promises. By that order `10` comes before `9`, and a reader that keeps the last state keeps
    /// the wrong one.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"9\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"10\",\"data\":{\"config_name\":\"other-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000009\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000010\",\"data\":{\"config_name\":\"other-http\"}}"}
    /// ```
    rule "unsorted-sequence" {
        severity: Error,
        reference: "CloudEvents extensions, Sequence",
        statements: ["CE-77"],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let Some(former) = &context.previous_sequence else { return };
    let Some(sequence) = context.envelope.text("sequence") else { return };
    // Whether they begin again at the least number is no question of their lengths.
    if step(former, sequence, false) == Step::Unsorted {
        violations.push(
            Violation::new(format!(
                "`sequence` is {} and was {} before, and as texts they do not sort as they count",
                Quoted(sequence),
                Quoted(former)
            ))
            .at("/sequence", Mark::Value)
            .help("give all of them the same length, with leading zeros: `0000000010`"),
        );
    }
}
