use crate::{
    context::{Content, PayloadContext},
    input::Fault,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// A line is longer than the limit and was not read.
    ///
    /// ## What it does
    ///
    /// Fires for every line over the limit of the input, 8 MiB unless it is set otherwise. The
    /// example has a limit of 100 bytes.
    ///
    /// ## Why it matters
    ///
    /// The line was skipped: what is in it was not judged. NATS servers refuse messages over 1
    /// MiB unless they are configured otherwise, so that such a line is rarely an event.
    ///
    /// ## Example
    ///
    /// ```json fires max-line=100
    /// {"specversion":"1.0","id":"0195a0b1-c2d3-4e5f-8091-000000000001","type":"com.wasmcloud.lattice.config_set","source":"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS","data":{"config_name":"default-http"}}
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
    rule "line-too-long" {
        severity: Error,
        reference: "limits of event-lint",
        statements: [],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if let Content::Fault(Fault::TooLong { length, limit }) = context.content {
        violations.push(
            Violation::new(format!("the line has {length} bytes, the limit is {limit}: it was not read"))
                .help("if it is meant to be that long, raise the limit"),
        );
    }
}
