use lattice_event_model::nats::is_json;
use serde_json::Value;

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The data of an event of the catalogue is a text of another media type.
    ///
    /// ## What it does
    ///
    /// Fires where `datacontenttype` is no JSON and `data` is a text. Every event of the catalogue
    /// has JSON data, so no schema can judge such a text. Parameters and upper case make no
    /// difference, and neither does a suffix `+json`.
    ///
    /// Data in `data_base64` is left alone, and so is data that is no text. A `datacontenttype`
    /// that is no media type at all is no matter of this rule.
    ///
    /// ## Why it matters
    ///
    /// Readers of the event look for fields and find a text: to them it is an event without data.
    /// That is why this is an error, although the media type alone is a recommendation.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "text/plain",
    ///   "data": "default-http"
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
    ///   "datacontenttype": "Application/JSON; charset=utf-8",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unexpected-datacontenttype" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["L7"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(media_type) = context.envelope.text("datacontenttype") else { return };
    if is_json(media_type) || !is_type_and_subtype(media_type) {
        return;
    }
    if context.envelope.data().is_some_and(Value::is_string) {
        violations.push(
            Violation::new(format!(
                "the data is {}, and that of {} is JSON",
                Quoted(media_type),
                Quoted(&context.definition.name)
            ))
            .at("/datacontenttype", Mark::Value)
            .help("send an object as `data`, with `application/json` as `datacontenttype`"),
        );
    }
}

/// Whether it looks like a media type. Other texts are no matter of the catalogue.
fn is_type_and_subtype(media_type: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && !name.contains(|c: char| c == '/' || c.is_whitespace());
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}
