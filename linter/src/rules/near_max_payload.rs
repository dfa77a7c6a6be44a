use crate::{
    context::PayloadContext,
    rule::declare_rule,
    size::{Excess, excess},
    violation::{Violation, Violations},
};

declare_rule! {
    /// A message is nearly as large as the server takes.
    ///
    /// ## What it does
    ///
    /// Adds up the payload and the headers as they are written on the wire: that is what
    /// nats-server compares with its `max_payload`. It fires from 90 % of the threshold
    /// `max-payload` on, up to the threshold itself. `watch` and `replay` take the threshold from
    /// the server. For files it is 1 MiB, as in nats-server: set it if yours has another value.
    ///
    /// ## Why it matters
    ///
    /// A few more components on the host, or a longer error text, and the server refuses the
    /// message. The host only logs that, and the event is missing for everybody. Nobody notices an
    /// event that does not come.
    ///
    /// ## Example
    ///
    /// ```json fires threshold:max-payload=1KiB
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "{{repeat:default-http.:60}}" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes threshold:max-payload=1KiB
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "near-max-payload" {
        severity: Warning,
        reference: "nats-server, max_payload",
        statements: ["L11"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Some((Excess::NearMaxPayload, size)) = excess(context) else { return };
    violations.push(
        Violation::new(format!(
            "the message has {size} bytes, and the server takes no more than {}",
            context.thresholds.max_payload
        ))
        .help("send less at once, or raise `max_payload` of the server before it is too late"),
    );
}
