use lattice_event_model::nats::InvalidBytes;

use crate::{
    attribute_headers::{attribute_headers, has_percent_sign},
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header of an attribute has percent-encoded bytes that are no UTF-8.
    ///
    /// ## What it does
    ///
    /// Percent-decodes the `ce-` headers of messages in binary mode, once. It fires where the bytes
    /// are no UTF-8: overlong forms such as `%C0%A0`, bytes of other encodings such as `%E9`, and
    /// characters that are cut off. Surrogates are reported by `surrogate-in-header`. The value is
    /// then judged as it is written.
    ///
    /// ## Why it matters
    ///
    /// Readers have to refuse the value. Those that do not, put replacement characters in place of
    /// the bytes, and two attributes that differ look the same.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["caf%E9"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// An overlong form:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["%C0%A0"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["caf%C3%A9"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "invalid-percent-encoding" {
        severity: Error,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.3.2",
        statements: ["CE-67"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for header in attribute_headers(context, has_percent_sign) {
        if header.value().invalid_bytes == Some(InvalidBytes::Other) {
            violations.push(
                Violation::new(format!(
                    "the header of {} has percent-encoded bytes that are no UTF-8",
                    Quoted(&header.name)
                ))
                .at(&header.pointer(), Mark::Value)
                .help("encode each character as UTF-8, then each of its bytes: `%C3%A9` for `é`"),
            );
        }
    }
}
