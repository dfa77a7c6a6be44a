use lattice_event_model::nats::{ContentMode, has_attribute_headers};

use crate::{
    attribute_headers::{has_header, names_cloudevents},
    context::{Content, PayloadContext, has_attributes},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The header `Content-Type` is used as in HTTP, which NATS readers do not understand.
    ///
    /// ## What it does
    ///
    /// Looks at messages whose `Content-Type` is not one of CloudEvents. It fires for a whole event
    /// in the payload, and for a message in binary mode without `ce-datacontenttype`. Where
    /// `--profile 1.0.3` is set, `missing-content-type` speaks about whole events.
    ///
    /// ## Why it matters
    ///
    /// Over HTTP, `Content-Type` is the media type of the data. Over NATS it only tells structured
    /// mode from binary mode, and the media type of the data stands in `ce-datacontenttype`.
    /// Readers of the NATS binding take a whole event with another `Content-Type` for data, and do
    /// not learn what the data of a binary message is.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// In binary mode:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/json"],"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"Content-Type":["application/cloudevents+json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// In binary mode:
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "http-content-type" {
        severity: Warning,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, sections 3 and 3.1",
        statements: ["CE-52", "CE-64"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if names_cloudevents(context.message) != Some(false) {
        return;
    }
    let violation = match context.mode {
        ContentMode::Structured if is_event(context) => {
            Violation::new("the payload is a whole event, but the `Content-Type` is not that of an event")
                .help("write `Content-Type: application/cloudevents+json`, or leave the header out")
        }
        ContentMode::Binary
            if has_attribute_headers(context.message)
                && !has_header(context.message, "ce-datacontenttype") =>
        {
            Violation::new("the media type of the data stands in `Content-Type`, where nobody looks for it")
                .at("/datacontenttype", Mark::Missing)
                .help("write it into the header `ce-datacontenttype`")
        }
        _ => return,
    };
    violations.push(violation);
}

fn is_event(context: &PayloadContext<'_>) -> bool {
    match context.content {
        Content::Json(document) => document.value.as_object().is_some_and(has_attributes),
        _ => false,
    }
}
