use serde_json::Value;

use crate::{
    context::{Content, PayloadContext, has_attributes},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The payload is JSON, but not a CloudEvent.
    ///
    /// ## What it does
    ///
    /// Fires for values that are no object, and for objects without any attribute that
    /// CloudEvents defines. In a batch each element is looked at. An event with some of its
    /// attributes is judged by `missing-attribute`.
    ///
    /// ## Why it matters
    ///
    /// Readers of the subject expect CloudEvents. Something else publishes there, or the
    /// publisher forgot the envelope.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// { "config_name": "default-http" }
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
    rule "not-a-cloudevent" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3",
        statements: ["CE-41", "CE-55", "CE-60"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::Json(document) = context.content else { return };
    for (pointer, value) in document.elements() {
        let message = match value {
            Value::Object(members) if has_attributes(members) => continue,
            Value::Object(members) if members.is_empty() => "the object is empty, and no CloudEvent",
            Value::Object(_) => "the object has no CloudEvents attribute",
            Value::Array(_) => "an array stands where a CloudEvent should be",
            Value::String(_) => "a string stands where a CloudEvent should be",
            Value::Number(_) => "a number stands where a CloudEvent should be",
            Value::Bool(_) => "a boolean stands where a CloudEvent should be",
            Value::Null => "null stands where a CloudEvent should be",
        };
        let mark = if value.is_object() { Mark::Opening } else { Mark::Value };
        violations.push(Violation::new(message).at(&pointer, mark));
    }
}
