use lattice_event_model::nats::InvalidBytes;

use crate::{
    attribute_headers::{attribute_headers, has_percent_sign},
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header of an attribute has half a character, as UTF-16 cuts them.
    ///
    /// ## What it does
    ///
    /// Percent-decodes the `ce-` headers of messages in binary mode. It fires where the bytes hold
    /// a surrogate, `%ED%A0…` to `%ED%BF…`. The value is then judged as it is written.
    ///
    /// ## Why it matters
    ///
    /// Characters beyond U+FFFF are one character in UTF-8, and two surrogates in UTF-16. A writer
    /// that encodes the two one by one makes bytes that are no UTF-8: readers have to refuse them,
    /// and some show replacement characters.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["%ED%A0%BD%ED%B8%80"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["%F0%9F%98%80"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "surrogate-in-header" {
        severity: Error,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.3.2",
        statements: ["CE-66"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for header in attribute_headers(context, has_percent_sign) {
        if header.value().invalid_bytes == Some(InvalidBytes::Surrogate) {
            violations.push(
                Violation::new(format!(
                    "the header of {} has the bytes of a surrogate, which are no UTF-8",
                    Quoted(&header.name)
                ))
                .at(&header.pointer(), Mark::Value)
                .help("encode the whole character as UTF-8: four bytes that begin with `%F0` to `%F4`"),
            );
        }
    }
}
