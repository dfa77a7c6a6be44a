use crate::{
    context::EnvelopeContext,
    extensions::{AttributeType, documented},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A documented extension is a text in another form than CloudEvents gives it.
    ///
    /// ## What it does
    ///
    /// Looks at the extensions that the CloudEvents project documents as integers and booleans,
    /// where their value is a text, as in headers. An integer is digits and perhaps a minus sign,
    /// without zeros in front; a boolean is `true` or `false`.
    ///
    /// ## Why it matters
    ///
    /// Readers compare texts or parse them strictly: `True` is not `true`, and `007` may be read
    /// as an octal number or refused.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-sampledrate":["030"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-deprecated":["True"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// In JSON too:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sampledrate": "+30",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-sampledrate":["30"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sampledrate": 30,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "non-canonical-value" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Type System",
        statements: ["CE-37"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, value) in context.extensions() {
        let (Some(extension), Some(text)) = (documented(name), value.as_str()) else { continue };
        let attribute_type = extension.attribute_type;
        if attribute_type.is_canonical(text) {
            continue;
        }
        violations.push(
            Violation::new(format!("the attribute `{name}` is not {attribute_type} in its canonical form"))
                .at(&format!("/{name}"), Mark::Value)
                .reference(extension.reference())
                .help(match attribute_type {
                    AttributeType::Boolean => "write `true` or `false`",
                    _ => "write digits only, without zeros in front",
                }),
        );
    }
}
