use lattice_event_model::nats::is_json;
use serde_json::Value;

use crate::{
    charset::{Charset, charset},
    context::EnvelopeContext,
    media_type,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The charset of `datacontenttype` cannot be that of the data.
    ///
    /// ## What it does
    ///
    /// Looks at the parameter `charset` of `datacontenttype` where the event has `data`. It fires
    /// for `us-ascii` where the data has other characters, for `iso-8859-1` where it has characters
    /// above U+00FF, and for JSON that names another encoding than these and UTF-8, or one that
    /// nobody knows: JSON between systems is always UTF-8. Texts in encodings of other names are
    /// not looked into.
    ///
    /// ## Why it matters
    ///
    /// A reader that goes by the parameter reads other characters than were written, or fails.
    /// Names of configurations and error texts are what it hurts first.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json; charset=us-ascii",
    ///   "data": { "config_name": "größe" }
    /// }
    /// ```
    ///
    /// JSON is UTF-8:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json; charset=utf-16",
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
    ///   "datacontenttype": "application/json; charset=utf-8",
    ///   "data": { "config_name": "größe" }
    /// }
    /// ```
    ///
    /// Or without the parameter, which JSON does not need:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json",
    ///   "data": { "config_name": "größe" }
    /// }
    /// ```
    rule "mismatched-charset" {
        severity: Warning,
        reference: "RFC 2046, section 4.1.2; RFC 8259, section 8.1",
        statements: ["CE-53"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(media_type) = context.text("datacontenttype") else { return };
    let Some(data) = context.data() else { return };
    let Some(name) = charset(media_type) else { return };
    if media_type::check(media_type).is_err() {
        return;
    }
    let is_json = is_json(media_type);
    let reason = match Charset::named(name) {
        Charset::Ascii if has_character(data, |character| !character.is_ascii()) => {
            "the data has characters that ASCII does not have"
        }
        // A text in a payload of its own may be any bytes in that encoding.
        Charset::Latin1
            if (is_json || !context.has_header_attributes)
                && has_character(data, |character| u32::from(character) > 0xFF) =>
        {
            "the data has characters that ISO 8859-1 does not have"
        }
        Charset::Other if is_json => "JSON is always UTF-8",
        Charset::Unknown if is_json => "nobody knows an encoding of that name, and JSON is always UTF-8",
        _ => return,
    };
    violations.push(
        Violation::new(format!("the charset of `datacontenttype` cannot be that of the data: {reason}"))
            .at("/datacontenttype", Mark::Value)
            .help(if is_json { "leave `charset` out" } else { "write `charset=utf-8`" }),
    );
}

/// Whether any text of a value has such a character.
fn has_character(value: &Value, is_meant: fn(char) -> bool) -> bool {
    match value {
        Value::String(text) => text.contains(is_meant),
        Value::Array(elements) => elements.iter().any(|element| has_character(element, is_meant)),
        Value::Object(members) => {
            members.iter().any(|(name, member)| name.contains(is_meant) || has_character(member, is_meant))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
