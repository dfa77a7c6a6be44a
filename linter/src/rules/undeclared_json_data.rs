use lattice_event_model::nats::content_type;
use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A message in binary mode has JSON data, and no header says so.
    ///
    /// ## What it does
    ///
    /// Looks at messages in binary mode without `ce-datacontenttype` and without `Content-Type`. It
    /// fires if the payload is a JSON object or array. Such data is validated all the same. A
    /// payload that is text or bytes is not reported, and neither is one that is a whole event.
    ///
    /// ## Why it matters
    ///
    /// Only in the JSON format does an event without `datacontenttype` have JSON data. In binary
    /// mode the payload is just bytes: readers that do not know the type of the event cannot tell
    /// what they are, and a bridge that writes such an event as JSON puts the data into a string or
    /// into Base64.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "undeclared-json-data" {
        severity: Warning,
        profiles: { V1_0_2: Allow },
        reference: "CloudEvents 1.0.2, datacontenttype",
        statements: ["CE-16"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if !context.has_header_attributes || context.attribute("datacontenttype").is_some() {
        return;
    }
    let is_json = match context.data() {
        Some(Value::Object(data)) => !data.contains_key("specversion"),
        Some(Value::Array(_)) => true,
        _ => false,
    };
    // A `Content-Type` of the data has a rule of its own.
    if is_json && content_type(context.message).is_none() {
        violations.push(
            Violation::new("the payload is JSON, and no header `ce-datacontenttype` says so")
                .at("/datacontenttype", Mark::Missing)
                .help("add the header `ce-datacontenttype: application/json`"),
        );
    }
}
