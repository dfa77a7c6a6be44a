use lattice_event_model::pointer::escape;
use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    extensions::{AttributeType, documented},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A number in an attribute has more than 32 bits.
    ///
    /// ## What it does
    ///
    /// Looks at whole numbers in extension attributes. Those of CloudEvents go from -2147483648 to
    /// 2147483647. A text counts too, where the extension is documented as an integer.
    ///
    /// ## Why it matters
    ///
    /// Readers keep integers in 32 bits. They refuse a larger one, or cut it to another number.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "position": 4294967296,
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// In binary mode:
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_set","headers":{"ce-specversion":["1.0"],"ce-id":["0195a0b1-c2d3-4e5f-8091-000000000001"],"ce-type":["com.wasmcloud.lattice.config_set"],"ce-source":["NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"],"ce-datacontenttype":["application/json"],"ce-sampledrate":["4294967296"]},"payload":"{\"config_name\":\"default-http\"}"}
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
    ///   "position": 2147483647,
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
    ///   "position": "4294967296",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "integer-out-of-range" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Type System, Integer",
        statements: ["CE-32"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for (name, value) in context.extensions() {
        let is_too_large = match value {
            Value::Number(number) => match number.as_i64() {
                Some(integer) => i32::try_from(integer).is_err(),
                // What is too large for 64 bits is read as a fraction, and so is `-0`.
                None if number.is_f64() => context
                    .raw(&format!("/{}", escape(name)))
                    .is_some_and(|raw| raw != "-0" && !raw.contains(['.', 'e', 'E'])),
                None => true,
            },
            Value::String(text) => {
                is_integer(name) && AttributeType::Integer.is_canonical(text) && text.parse::<i32>().is_err()
            }
            _ => false,
        };
        if is_too_large {
            violations.push(
                Violation::new(format!("the number in the attribute {} has more than 32 bits", Quoted(name)))
                    .at(&format!("/{}", escape(name)), Mark::Value)
                    .help("write a larger one as a text"),
            );
        }
    }
}

fn is_integer(name: &str) -> bool {
    documented(name).is_some_and(|extension| extension.attribute_type == AttributeType::Integer)
}
