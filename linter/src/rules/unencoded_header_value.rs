use crate::{
    attribute_headers::attribute_headers,
    context::PayloadContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A header of an attribute has characters that should be percent-encoded.
    ///
    /// ## What it does
    ///
    /// Looks at the `ce-` headers of messages in binary mode. Spaces, quotation marks, percent
    /// signs that begin no escape, and everything but printable ASCII have to be percent-encoded. A
    /// value in quotation marks may hold them, as older writers do it, and is not reported.
    ///
    /// ## Why it matters
    ///
    /// Clients cut spaces at the ends of a value, servers and bridges mangle or refuse bytes above
    /// 127, and a bare percent sign is read as an escape as soon as two digits follow.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["default http"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// A character outside of ASCII:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["größe"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// A percent sign:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["50%"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["default%20http"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["gr%C3%B6%C3%9Fe"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["50%25"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "unencoded-header-value" {
        severity: Error,
        profiles: { V1_0_2: Allow },
        reference: "NATS Protocol Binding for CloudEvents, draft of 1.0.3, section 3.1.3.2",
        statements: ["CE-65"],
        since: "0.1.0",
        check: Headers(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    for header in attribute_headers(context, is_suspicious) {
        let Some(character) = header.value().unencoded() else { continue };
        let what = match character {
            ' ' => "a space".to_owned(),
            '"' => "a quotation mark".to_owned(),
            '%' => "a percent sign that begins no escape".to_owned(),
            other => format!("the character U+{:04X}", u32::from(other)),
        };
        let mut bytes = [0; 4];
        let encoded: String =
            character.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect();
        violations.push(
            Violation::new(format!(
                "the header of {} has {what}, which should be percent-encoded",
                Quoted(&header.name)
            ))
            .at(&header.pointer(), Mark::Value)
            .help(format!("write `{encoded}`")),
        );
    }
}

/// Whether a value has anything but printable ASCII without quotation marks and
/// percent signs.
fn is_suspicious(written: &str) -> bool {
    !written.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'%'))
}
