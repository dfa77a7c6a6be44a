use lattice_event_model::nats::ContentMode;

use crate::{
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// A header makes the data an attribute.
    ///
    /// ## What it does
    ///
    /// Looks for the headers `ce-data` and `ce-data_base64` in binary mode. The draft of 1.0.3
    /// forbids attributes of that name. Version 1.0.2 has no binary mode.
    ///
    /// ## Why it matters
    ///
    /// In binary mode the payload is the data. Where a header says that it is the data too,
    /// readers disagree: some take the header, some the payload, and a change to structured mode
    /// loses one of them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-data":["x"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-data_base64":["eA=="]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "attribute-named-data" {
        severity: Error,
        profiles: { V1_0_2: Allow },
        reference: "CloudEvents, draft of 1.0.3, Naming Conventions",
        statements: ["CE-27"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    if context.mode != ContentMode::Binary {
        return;
    }
    for (header, _) in context.message.headers.iter().flatten() {
        if ["ce-data", "ce-data_base64"].iter().any(|name| header.eq_ignore_ascii_case(name)) {
            violations.push(
                Violation::new(format!("the header {} makes the data an attribute", Quoted(header)))
                    .help("leave it out: in binary mode the payload is the data"),
            );
        }
    }
}
