use crate::{
    context::StreamContext,
    quoted::Quoted,
    rule::declare_rule,
    sequence::{Step, step},
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The sequence of a source goes back, repeats, or leaves something out.
    ///
    /// ## What it does
    ///
    /// Compares `sequence` with that of the event which the same source published before. It fires
    /// where the sequence is the same although the event is another one, where it comes before the
    /// former one, and where both are whole numbers and one or more between them are left out.
    /// Sequences of the type `Integer` begin again at -2147483648 after 2147483647. Numbers of
    /// different lengths are judged by `unsorted-sequence`.
    ///
    /// Events that were not read count as left out. Who subscribes to a part of a source's events
    /// allows this rule. An event that is delivered again counts for nothing, and events without a
    /// subject were not published and are no stream.
    ///
    /// ## Why it matters
    ///
    /// A reader that goes by the sequence takes an event for old, and drops it, or takes it for lost,
    /// and waits for it or asks for it again.
    ///
    /// ## Example
    ///
    /// A number is left out:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000009\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000012\",\"data\":{\"config_name\":\"other-http\"}}"}
    /// ```
    ///
    /// A number comes back:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000009\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000009\",\"data\":{\"config_name\":\"other-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000009\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"sequence\":\"0000000010\",\"data\":{\"config_name\":\"other-http\"}}"}
    /// ```
    rule "sequence-gap" {
        severity: Warning,
        reference: "CloudEvents extensions, Sequence",
        statements: ["CE-77", "CE-78"],
        since: "0.1.0",
        check: Stream(check),
    }
}

fn check(context: &StreamContext<'_>, violations: &mut Violations) {
    let Some(former) = &context.previous_sequence else { return };
    let Some(sequence) = context.envelope.text("sequence") else { return };
    let is_integer = context.envelope.text("sequencetype") == Some("Integer");
    let (former, sequence) = (Quoted(former), Quoted(sequence));
    let message = match step(former.0, sequence.0, is_integer) {
        Step::Next | Step::Unsorted => return,
        Step::Ahead(1) => format!("`sequence` goes from {former} to {sequence} and leaves a number out"),
        Step::Ahead(count) => {
            format!("`sequence` goes from {former} to {sequence} and leaves {count} numbers out")
        }
        Step::Repeated => format!("`sequence` is {sequence}, which another event of this source was before"),
        Step::Back => format!("`sequence` goes back from {former} to {sequence}"),
    };
    violations.push(
        Violation::new(message)
            .at("/sequence", Mark::Value)
            .help("count each event of a source once, in the order in which they are sent"),
    );
}
