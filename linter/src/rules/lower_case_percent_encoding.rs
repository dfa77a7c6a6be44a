use crate::{
    attribute_headers::{attribute_headers, has_percent_sign},
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header of an attribute has percent-encoded bytes in lower case.
    ///
    /// ## What it does
    ///
    /// Looks at the `ce-` headers of messages in binary mode. Readers have to accept `%c3` like
    /// `%C3`, so nothing but the way of writing is meant.
    ///
    /// ## Why it matters
    ///
    /// Programs that compare or sign headers as they are written see two values where there is one.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["caf%c3%a9"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["caf%C3%A9"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "lower-case-percent-encoding" {
        severity: Info,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.3.2",
        statements: ["CE-68"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for header in attribute_headers(context, has_percent_sign) {
        if header.value().has_lower_case_escapes() {
            violations.push(
                Violation::new(format!(
                    "the header of {} has percent-encoded bytes in lower case",
                    Quoted(&header.name)
                ))
                .at(&header.pointer(), Mark::Value)
                .help("write the digits of percent-encoded bytes in upper case: `%C3`"),
            );
        }
    }
}
