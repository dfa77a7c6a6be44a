use lattice_event_model::nats::{ContentMode, Profile, has_attribute_headers};

use crate::{
    context::{Content, PayloadContext, has_attributes},
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// By the draft of NATS binding 1.0.3, the message does not say that it is a whole event.
    ///
    /// ## What it does
    ///
    /// With `--profile 1.0.3` it fires where the payload is a whole event, and no header
    /// `Content-Type` begins with `application/cloudevents`. The event is judged all the same.
    /// By other profiles nothing is said: wasmCloud hosts publish their events without headers.
    ///
    /// ## Why it matters
    ///
    /// Readers of that version take every message without this header for binary mode. They look
    /// for the attributes in `ce-` headers and find none.
    ///
    /// ## Example
    ///
    /// ```json fires catalog=shop profile=1.0.3
    /// {"subject":"shop.north.order_cancelled","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"example.shop.order_cancelled\",\"source\":\"/tills/4\",\"data\":{\"order\":\"O-1\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes catalog=shop profile=1.0.3
    /// {"subject":"shop.north.order_cancelled","headers":{"Content-Type":["application/cloudevents+json"]},"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"example.shop.order_cancelled\",\"source\":\"/tills/4\",\"data\":{\"order\":\"O-1\"}}"}
    /// ```
    ///
    /// Or in binary mode:
    ///
    /// ```json passes catalog=shop profile=1.0.3
    /// {"subject":"shop.north.order_cancelled","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["example.shop.order_cancelled"],"ce-source":["/tills/4"],"ce-datacontenttype":["application/json"]},"payload":"{\"order\":\"O-1\"}"}
    /// ```
    rule "missing-content-type" {
        severity: Warning,
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3",
        statements: ["CE-52", "CE-61"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::Json(document) = context.content else { return };
    let is_event = document.value.as_object().is_some_and(has_attributes);
    let is_taken_for_binary = context.profile == Profile::V1_0_3
        && context.mode == ContentMode::Binary
        && context.came_over_nats()
        && !has_attribute_headers(context.message);
    if is_event && is_taken_for_binary {
        violations.push(
            Violation::new(
                "the payload is a whole event, but readers of NATS binding 1.0.3 take it for data",
            )
            .help("add the header `Content-Type: application/cloudevents+json`"),
        );
    }
}
