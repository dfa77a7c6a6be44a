use lattice_event_model::nats::is_json;

use crate::{
    charset::{Charset, charset},
    context::EnvelopeContext,
    data_base64::decode,
    json::Document,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The bytes of `data_base64` are not what `datacontenttype` says.
    ///
    /// ## What it does
    ///
    /// Decodes `data_base64`. Where `datacontenttype` is JSON, the bytes have to be a JSON text;
    /// where its parameter `charset` is `utf-8`, they have to be UTF-8. In binary mode the payload
    /// counts as such data. Other media types are not looked into.
    ///
    /// ## Why it matters
    ///
    /// `datacontenttype` tells readers how to read the decoded bytes. A reader that hands them to a
    /// JSON parser gets an error in place of the data, mostly far away from where the event came
    /// in.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json",
    ///   "data_base64": "aGVsbG8="
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
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ=="
    /// }
    /// ```
    rule "mismatched-data-base64" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3.1.1",
        statements: ["CE-46"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(value) = context.attribute("data_base64") else { return };
    let Some(media_type) = context.text("datacontenttype") else { return };
    let is_json = is_json(media_type);
    let is_utf8 = charset(media_type).is_some_and(|name| Charset::named(name) == Charset::Utf8);
    // What cannot be decoded has a rule of its own.
    let Some(bytes) = Some(value).filter(|_| is_json || is_utf8).and_then(|value| decode(value).ok()) else {
        return;
    };
    let message = if is_json {
        let Err(fault) = Document::read(&bytes) else { return };
        format!("`datacontenttype` is JSON, but the decoded data is none: {}", fault.reason)
    } else if std::str::from_utf8(&bytes).is_err() {
        "the charset of `datacontenttype` is UTF-8, but the decoded data is not UTF-8".to_owned()
    } else {
        return;
    };
    violations.push(
        Violation::new(message)
            .at("/data_base64", Mark::Value)
            .related("/datacontenttype", Mark::Value, "this says what it is")
            .help("let `datacontenttype` name what the bytes are once they are decoded"),
    );
}
