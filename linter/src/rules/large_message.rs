use crate::{
    context::PayloadContext,
    rule::declare_rule,
    size::{Excess, excess},
    violation::{Violation, Violations},
};

declare_rule! {
    /// A message is larger than intermediaries have to forward.
    ///
    /// ## What it does
    ///
    /// Adds up the payload, the subject, and the headers as they are written on the wire, with
    /// their line breaks. It fires above the threshold `message-size`, which is 64 KiB. From 90 %
    /// of `max-payload` on, `near-max-payload` and `over-max-payload` speak instead. An event in a
    /// file counts as the payload; a batch in a file was never a message.
    ///
    /// Heartbeats are the events that grow: they list every component and provider of a host. If a
    /// host with hundreds of them is meant to be, and every reader copes, raise the threshold.
    ///
    /// ## Why it matters
    ///
    /// Every intermediary forwards events up to 64 KiB, and every reader should accept those.
    /// Larger ones work until they meet a bridge, a queue or a function that refuses them, and then
    /// they are lost without a word.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "{{repeat:default-http.:6000}}" }
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
    ///
    /// Or with another threshold:
    ///
    /// ```json passes threshold:message-size=1MiB
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "{{repeat:default-http.:6000}}" }
    /// }
    /// ```
    rule "large-message" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, Size Limits",
        statements: ["CE-72"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Some((Excess::Large, size)) = excess(context) else { return };
    violations.push(
        Violation::new(format!(
            "the message has {size} bytes, and larger than {} it may be refused on its way",
            context.thresholds.message_size
        ))
        .help(
            "put large data elsewhere and name the place with the extension `dataref`, or send less at once",
        ),
    );
}
