use crate::{
    attribute_headers::{attribute_headers, has_percent_sign},
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header of an attribute still looks percent-encoded after it was decoded.
    ///
    /// ## What it does
    ///
    /// Decodes the `ce-` headers of messages in binary mode, once. It fires if `%20`, `%22` or
    /// `%25` is left. Addresses hold such escapes by right: `source`, `dataschema` and documented
    /// extensions that are addresses are not looked at.
    ///
    /// ## Why it matters
    ///
    /// Readers decode once. They get `default%20http` where the producer had `default http`, and
    /// compare it with the value from structured mode in vain.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["default%2520http"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["default%20http"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "double-encoded-header" {
        severity: Warning,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.3.2",
        statements: ["CE-69"],
        since: "0.1.0",
        check: Headers(check),
    }
}

/// Attributes that are addresses, in which escapes belong to the value.
const ADDRESSES: [&str; 5] = ["source", "dataschema", "schemaurl", "dataref", "deprecationmigration"];

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for header in attribute_headers(context, has_percent_sign) {
        let value = header.value();
        let is_encoded = ["%20", "%22", "%25"].iter().any(|escape| value.text.contains(escape));
        if is_encoded && value.invalid_bytes.is_none() && !ADDRESSES.contains(&header.name.as_str()) {
            violations.push(
                Violation::new(format!(
                    "the header of {} is still percent-encoded after one round of decoding",
                    Quoted(&header.name)
                ))
                .at(&header.pointer(), Mark::Value)
                .help("encode the value once, when it is written into the header"),
            );
        }
    }
}
