use lattice_event_model::nats::{ContentMode, Profile, content_type, has_attribute_headers};

use crate::{
    context::{Content, PayloadContext},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The message carries its event in a way that the NATS binding does not have.
    ///
    /// ## What it does
    ///
    /// Fires for every batch that came over NATS: no version of the CloudEvents NATS binding has
    /// batches. Its events are judged too. A batch in a file that nobody sent is no fault.
    ///
    /// With `--profile 1.0.2` it fires for messages in binary mode as well, whose attributes are
    /// `ce-` headers, and for other values of `Content-Type` than those of CloudEvents: that
    /// version has structured mode only. The payload is then read as the whole event.
    ///
    /// ## Why it matters
    ///
    /// Readers expect one event in a message. They refuse an array, or take the message for
    /// something else.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"[{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}},{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"other\"}}]"}
    /// ```
    ///
    /// With `--profile 1.0.2`:
    ///
    /// ```json fires profile=1.0.2
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000002\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"other\"}}"}
    /// ```
    ///
    /// By other profiles than 1.0.2, binary mode is as good as structured mode:
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "unsupported-content-mode" {
        severity: Error,
        reference: "NATS Protocol Binding for CloudEvents 1.0.2, section 3",
        statements: ["CE-52", "CE-57", "CE-58", "CE-60"],
        since: "0.1.0",
        check: Payload(check),
    }
}

/// Where it is written that there are no batches.
const BATCHES: &str = "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 1.3";

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if matches!(context.content, Content::Fault(_)) || !context.came_over_nats() {
        return;
    }
    let is_array = matches!(context.content, Content::Json(document) if document.value.is_array());
    if is_array {
        violations.push(
            Violation::new("the payload is a batch of events, and the NATS binding has no batches")
                .at("", Mark::Opening)
                .reference(BATCHES)
                .help("publish each event as a message of its own"),
        );
    } else if context.mode == ContentMode::Batch {
        violations.push(
            Violation::new("the `Content-Type` is that of a batch, and the NATS binding has no batches")
                .reference(BATCHES)
                .help("for a single event it is `application/cloudevents+json`"),
        );
    } else if context.profile == Profile::V1_0_2 && context.mode == ContentMode::Structured {
        by_headers(context, violations);
    }
}

/// What 1.0.2 reads as structured mode, though it does not look like it.
fn by_headers(context: &PayloadContext<'_>, violations: &mut Violations) {
    let message = match content_type(context.message) {
        Some(own) if is_of_cloudevents(own) => return,
        _ if has_attribute_headers(context.message) => {
            "the message is in binary mode, which version 1.0.2 of the NATS binding does not have".to_owned()
        }
        Some(other) => format!(
            "the `Content-Type` is {}, and version 1.0.2 of the NATS binding has CloudEvents in JSON only",
            Quoted(other)
        ),
        None => return,
    };
    violations.push(Violation::new(message).help("put the whole event into the payload, without headers"));
}

fn is_of_cloudevents(content_type: &str) -> bool {
    const OWN: &str = "application/cloudevents";
    content_type.trim().get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN))
}
