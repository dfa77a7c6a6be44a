use lattice_event_model::nats::is_json;
use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The data is said to be no JSON, and yet it stands there as JSON.
    ///
    /// ## What it does
    ///
    /// Looks at events whose `datacontenttype` is a media type other than JSON. Their `data` has to
    /// be a string. Objects, arrays, numbers and booleans are reported; null is left to the schema.
    ///
    /// ## Why it matters
    ///
    /// A media type such as `text/plain` or `application/xml` means that `data` is a text in that
    /// format. A reader cannot know whether the value is the data or a mistake, and typed readers
    /// refuse it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/xml",
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
    ///   "datacontenttype": "application/json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// Events that the catalogue does not describe may also have a text in the format that is named:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.config_exported",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/xml",
    ///   "data": "<config/>"
    /// }
    /// ```
    rule "unquoted-text-data" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3.1.1",
        statements: ["CE-49"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let kind = match context.data() {
        None | Some(Value::String(_) | Value::Null) => return,
        Some(Value::Object(_)) => "an object",
        Some(Value::Array(_)) => "an array",
        Some(Value::Number(_)) => "a number",
        Some(Value::Bool(_)) => "a boolean",
    };
    // What is no media type has a rule of its own.
    if context
        .text("datacontenttype")
        .is_some_and(|media_type| media_type.contains('/') && !is_json(media_type))
    {
        violations.push(
            Violation::new(format!("`data` is {kind}, but `datacontenttype` says that it is no JSON"))
                .at("/data", Mark::Value)
                .related("/datacontenttype", Mark::Value, "here")
                .help("write `application/json`, or put the text of that format into a string"),
        );
    }
}
