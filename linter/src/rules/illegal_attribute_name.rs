use lattice_event_model::pointer::escape;

use crate::{
    attribute_name,
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An attribute has a name that CloudEvents does not allow.
    ///
    /// ## What it does
    ///
    /// Looks at all members of the event, and in binary mode at the `ce-` headers, which may be in
    /// upper or lower case. A name has letters from `a` to `z` and digits only, and at least one
    /// of them. `data_base64` is no attribute.
    ///
    /// ## Why it matters
    ///
    /// Names travel as headers and as columns, where case and separators are lost or not allowed.
    /// Libraries refuse such an event, or leave the attribute out without a word. A misspelt one
    /// is read by nobody.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dataContentType": "application/json",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "trace_id": "17",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// In binary mode:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-trace_id":["17"]},"payload":"{\"config_name\":\"default-http\"}"}
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
    ///   "traceid": "17",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-TraceId":["17"]},"payload":"{\"config_name\":\"default-http\"}"}
    /// ```
    rule "illegal-attribute-name" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Attribute Naming Convention",
        statements: ["CE-23", "CE-25"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if !context.members.has_extensions && !context.has_header_attributes {
        return;
    }
    for (name, value) in context.event {
        if attribute_name::is_legal(name) || value.is_null() || name == "data_base64" {
            continue;
        }
        let message = if name.is_empty() {
            "an attribute has an empty name".to_owned()
        } else {
            format!("{} is not allowed as the name of an attribute", Quoted(name))
        };
        violations.push(
            Violation::new(message)
                .at(&format!("/{}", escape(name)), Mark::Name)
                .help(attribute_name::instead(name)),
        );
    }
    // A header without a name is no attribute for anybody.
    let mut headers = context.message.headers.iter().flatten();
    if context.has_header_attributes && headers.any(|(name, _)| name.eq_ignore_ascii_case("ce-")) {
        violations.push(
            Violation::new("the header `ce-` has no name of an attribute").help("leave it out or name it"),
        );
    }
}
