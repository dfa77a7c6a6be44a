use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    extensions::{AttributeType, documented},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A documented extension is another type of JSON value than it should be.
    ///
    /// ## What it does
    ///
    /// Looks at the extensions that the CloudEvents project documents, and at how the JSON format
    /// writes their type: integers are numbers, booleans are booleans, and everything else is a
    /// text. In binary mode every value is a text, and nothing is said.
    ///
    /// ## Why it matters
    ///
    /// Readers that know the extension expect its type. They leave the attribute out, refuse the
    /// event, or compare a text with a number and find them different.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "sampledrate": "30",
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
    ///   "partitionkey": 5,
    ///   "data": { "config_name": "default-http" }
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
    ///   "sampledrate": 30,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "partitionkey": "5",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "wrong-extension-type" {
        severity: Warning,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 2.2",
        statements: ["CE-38"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if context.has_header_attributes {
        return;
    }
    for (name, value) in context.extensions() {
        let Some(extension) = documented(name) else { continue };
        let attribute_type = extension.attribute_type;
        if attribute_type.fits(value) || has_rule_of_its_own(attribute_type, value) {
            continue;
        }
        violations.push(
            Violation::new(format!(
                "the attribute `{name}` is {}, where {attribute_type} should be",
                kind(value)
            ))
            .at(&format!("/{name}"), Mark::Value)
            .reference(extension.reference())
            .help(match attribute_type {
                AttributeType::Boolean => "write `true` or `false` without quotation marks",
                AttributeType::Integer => "write a number without quotation marks",
                _ => "write it as a text, in quotation marks",
            }),
        );
    }
}

/// Whether another rule says what is wrong, and says more.
fn has_rule_of_its_own(attribute_type: AttributeType, value: &Value) -> bool {
    match value {
        Value::String(text) => !attribute_type.is_canonical(text),
        Value::Number(number) => number.as_i64().and_then(|integer| i32::try_from(integer).ok()).is_none(),
        Value::Array(_) | Value::Object(_) => true,
        _ => false,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        _ => "a string",
    }
}
