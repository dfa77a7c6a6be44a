use crate::{
    context::PayloadContext,
    rule::declare_rule,
    size::{Excess, excess},
    violation::{Violation, Violations},
};

declare_rule! {
    /// A message is larger than the server takes.
    ///
    /// ## What it does
    ///
    /// Adds up the payload and the headers as they are written on the wire: that is what
    /// nats-server compares with its `max_payload`. It fires above the threshold `max-payload`,
    /// which `watch` and `replay` take from the server. For files it is 1 MiB, as in nats-server: set
    /// it if yours has another value. Such a message cannot have come over that server: it is in a
    /// file, or in a recording from another one.
    ///
    /// ## Why it matters
    ///
    /// The server refuses the message and closes the connection of the publisher. A host logs that
    /// and goes on, and the event is missing for everybody.
    ///
    /// ## Example
    ///
    /// ```json fires threshold:max-payload=128B
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "over-max-payload" {
        severity: Error,
        reference: "nats-server, max_payload",
        statements: ["CE-72", "L11"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Some((Excess::OverMaxPayload, size)) = excess(context) else { return };
    violations.push(
        Violation::new(format!(
            "the message has {size} bytes, and the server takes no more than {}",
            context.thresholds.max_payload
        ))
        .help("send less at once, or raise `max_payload` of the server"),
    );
}
