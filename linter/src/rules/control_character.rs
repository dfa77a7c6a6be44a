use lattice_event_model::pointer::escape;

use crate::{
    characters,
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An attribute has a control character.
    ///
    /// ## What it does
    ///
    /// Looks at the texts of all attributes for U+0000 to U+001F and U+007F to U+009F: line
    /// breaks, tabs and escapes too. `specversion` and `time` have rules of their own. The data
    /// may have any character.
    ///
    /// ## Why it matters
    ///
    /// Attributes travel as headers and stand in logs. A line break there forges a second header
    /// or line, and an escape sequence moves the cursor of whoever reads the log.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "default\u001bhttp",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// In binary mode, where values are percent-encoded:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-subject":["default%0Ahttp"]},"payload":"{\"config_name\":\"default-http\"}"}
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
    ///   "subject": "default http",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "control-character" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Type System, String",
        statements: ["CE-34"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.members.are_plain {
        return;
    }
    for (name, value) in context.event {
        // Whatever is not their only form is told by the rules of these two.
        if matches!(name.as_str(), "data" | "data_base64" | "specversion" | "time") {
            continue;
        }
        let Some(character) = value.as_str().and_then(characters::control_character) else { continue };
        violations.push(
            Violation::new(format!(
                "the attribute {} has the control character {}",
                Quoted(name),
                characters::name(character)
            ))
            .at(&format!("/{}", escape(name)), Mark::Value)
            .help("leave it out"),
        );
    }
}
