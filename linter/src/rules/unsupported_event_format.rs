use lattice_event_model::nats::content_type;

use crate::{
    context::{Content, PayloadContext},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// The event is in a format that is not read here.
    ///
    /// ## What it does
    ///
    /// Looks at the header `Content-Type`. The JSON format (`application/cloudevents+json`) is
    /// read; Avro, Protobuf, XML and others are not. Nothing else about the message is judged.
    ///
    /// ## Why it matters
    ///
    /// Every reader of CloudEvents over NATS has to understand JSON, and no other format. Those
    /// who do not know the format cannot read the event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+avro"]},"payload_base64":"BjEuMAIxAjI="}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "unsupported-event-format" {
        severity: Error,
        reference: "NATS Protocol Binding for CloudEvents 1.0.2, section 3",
        statements: ["CE-52"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if let (Content::OtherFormat, Some(format)) = (context.content, content_type(context.message)) {
        violations.push(
            Violation::new(format!("the event is in the format {}, which is not read here", Quoted(format)))
                .help("publish it as JSON, with the `Content-Type` `application/cloudevents+json` or none"),
        );
    }
}
