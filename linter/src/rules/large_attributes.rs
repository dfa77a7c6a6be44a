use lattice_event_model::pointer::escape;
use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    size::length,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attributes of an event are too large together.
    ///
    /// ## What it does
    ///
    /// Adds up the names and the values of all attributes, the extensions included, as texts and
    /// without the data. It fires above the threshold `attributes-size`, which is 8 KiB.
    ///
    /// ## Why it matters
    ///
    /// Attributes are for routing, and travel as headers in binary mode and over HTTP. Servers and
    /// proxies there limit all headers together, mostly to 8 KiB, and refuse what is larger. The
    /// event then gets lost at the first bridge.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "{{repeat:default-http.:800}}",
    ///   "data": { "config_name": "default-http" }
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
    ///   "subject": "default-http",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "large-attributes" {
        severity: Warning,
        reference: "CloudEvents Primer 1.0.2, CloudEvent Attribute Extensions",
        statements: ["CE-103"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let most = context.thresholds.attributes_size;
    // Attributes of a payload are no larger than the payload.
    if !context.has_header_attributes
        && u64::try_from(context.message.payload.len()).is_ok_and(|size| size <= most.0)
    {
        return;
    }
    let mut size: u64 = 0;
    let mut largest = ("", 0);
    for (name, value) in context.event {
        if ["data", "data_base64"].contains(&name.as_str()) {
            continue;
        }
        let own = length(name).saturating_add(value_length(value));
        size = size.saturating_add(own);
        if own > largest.1 {
            largest = (name, own);
        }
    }
    if size > most.0 {
        violations.push(
            Violation::new(format!("the attributes have {size} bytes together, which is more than {most}"))
                .at(&format!("/{}", escape(largest.0)), Mark::Name)
                .help("put what is no identifier into the data; this attribute is the largest"),
        );
    }
}

fn value_length(value: &Value) -> u64 {
    match value {
        Value::String(text) => length(text),
        Value::Null => 0,
        other => length(&other.to_string()),
    }
}
