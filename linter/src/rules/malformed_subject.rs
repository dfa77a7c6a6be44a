use crate::{
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    subject,
    violation::{Violation, Violations},
};

declare_rule! {
    /// The subject of the message is none on which a message can be published.
    ///
    /// ## What it does
    ///
    /// Looks at the NATS subject of every message of which one is known: it is not empty, has no
    /// white space and no control characters, and none of the tokens between its dots is empty or a
    /// wildcard.
    ///
    /// ## Why it matters
    ///
    /// No subscription can name such a subject, and servers in pedantic mode refuse it. Where the
    /// token of the lattice is empty, nobody knows to which lattice the event belongs.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt..config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "malformed-subject" {
        severity: Error,
        reference: "NATS, Subject-Based Messaging",
        statements: ["L3", "L4"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Some(subject) = context.message.subject.as_deref() else { return };
    if let Some(reason) = subject::fault(subject) {
        violations.push(
            Violation::new(format!("the subject {} is malformed: {reason}", Quoted(subject)))
                .help("write names with dots between them, without spaces, `*` and `>`"),
        );
    }
}
