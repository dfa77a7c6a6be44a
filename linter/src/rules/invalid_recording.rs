use lattice_event_model::message::RecordingError;

use crate::{
    context::{Content, PayloadContext},
    input::Fault,
    quoted::shortened,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// A line of a recording is not a message.
    ///
    /// ## What it does
    ///
    /// Looks at lines that have the member `payload` or `payload_base64` and no `specversion`.
    /// Such a line is one NATS message: `subject` is a text, `headers` is `null` or an object of
    /// lists, and there is exactly one of `payload` and `payload_base64`.
    ///
    /// ## Why it matters
    ///
    /// The message cannot be judged, so that the report says less than it seems to.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject": "wasmbus.evt.default.config_set", "headers": null, "payload_base64": "not Base64!"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "invalid-recording" {
        severity: Error,
        reference: "recordings of event-lint",
        statements: [],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::Fault(Fault::Recording { error, span }) = context.content else { return };
    let message = match error {
        RecordingError::Line(error) => format!("the line is not a recorded message: {}", reason(error)),
        RecordingError::Payload => {
            "the recorded message has both `payload` and `payload_base64`, or neither is a text".to_owned()
        }
        RecordingError::Base64(_) => "`payload_base64` is not Base64 (RFC 4648, section 4)".to_owned(),
    };
    let violation = Violation::new(message);
    violations.push(match span {
        Some(span) => violation.at_bytes(span.start, span.len()),
        None => violation,
    });
}

/// What serde says, without the values that it repeats.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    match reason.rsplit_once(", expected ") {
        Some((_, expected)) if error.is_data() => format!("{expected} should stand here"),
        _ => shortened(reason, 100),
    }
}
