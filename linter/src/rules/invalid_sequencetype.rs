use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    sequence::is_32_bit_integer,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `sequencetype` promises what `sequence` does not keep.
    ///
    /// ## What it does
    ///
    /// Fires where `sequencetype` is `Integer` and `sequence` is no whole number of 32 bits, leading
    /// zeros allowed. It also fires where `sequencetype` stands there without any `sequence`. Other
    /// types than `Integer` are agreed upon elsewhere and not judged.
    ///
    /// `sequencetype` is in CloudEvents 1.0.2. Later drafts do not have it.
    ///
    /// ## Why it matters
    ///
    /// Readers that are told of an integer read one. They refuse the event, or count on without it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sequence": "A-17",
    ///   "sequencetype": "Integer",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// There is nothing that could have a type:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sequencetype": "Integer",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sequence": "0000000017",
    ///   "sequencetype": "Integer",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-sequencetype" {
        severity: Error,
        reference: "CloudEvents extensions, Sequence (1.0.2)",
        statements: ["CE-78"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(sequence_type) = context.text("sequencetype") else { return };
    if context.attribute("sequence").is_none() {
        violations.push(
            Violation::new("the event has a `sequencetype`, but no `sequence`")
                .at("/sequencetype", Mark::Name)
                .help("add the `sequence`, or leave its type out"),
        );
    } else if let Some(sequence) = context.text("sequence")
        && sequence_type == "Integer"
        && !sequence.is_empty()
        && !is_32_bit_integer(sequence)
    {
        violations.push(
            Violation::new(format!("`sequence` is {}, which is no integer of 32 bits", Quoted(sequence)))
                .at("/sequence", Mark::Value)
                .related("/sequencetype", Mark::Value, "promises an integer")
                .help("write a whole number such as `0000000017`, or leave `sequencetype` out"),
        );
    }
}
