use std::collections::HashSet;

use serde_json::Value;

use crate::{
    context::{EnvelopeContext, is_extension},
    dsse::material,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The list of the extension attributes that are signed breaks its own rules.
    ///
    /// ## What it does
    ///
    /// Looks at the list `signedextattrs`, wherever the draft in use has it: as an extension
    /// attribute, with commas between the names, or within the signed material of `dssematerial`, as
    /// a JSON list. No name stands there twice; no name is that of an attribute which CloudEvents
    /// defines, for those are always signed; and neither `signedextattrs` nor `dssematerial` is among
    /// them. Within the material, `ext` and `signedextattrs` are both there or neither is.
    ///
    /// ## Why it matters
    ///
    /// Readers that verify events discard this one. Readers that do not look closely take an
    /// attribute for signed that is not.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dssematerial": "eyJwYXlsb2FkIjoiMXl5WDlRUzdWdkFQZFplVTRNWjdkYjR1UUovb1l4aytudVczVHd5Y0k4dz0iLCJwYXlsb2FkVHlwZSI6Imh0dHBzOi8vY2xvdWRldmVudHMuaW8vdmVyaWZpYWJpbGl0eS9kc3NlL3YwLjEiLCJzaWduYXR1cmVzIjpbeyJrZXlpZCI6ImsxIiwic2lnIjoiWlhoaGJYQnNaUT09In1dfQ==",
    ///   "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ///   "signedextattrs": "traceparent,traceparent",
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
    ///   "dssematerial": "eyJwYXlsb2FkIjoiMXl5WDlRUzdWdkFQZFplVTRNWjdkYjR1UUovb1l4aytudVczVHd5Y0k4dz0iLCJwYXlsb2FkVHlwZSI6Imh0dHBzOi8vY2xvdWRldmVudHMuaW8vdmVyaWZpYWJpbGl0eS9kc3NlL3YwLjEiLCJzaWduYXR1cmVzIjpbeyJrZXlpZCI6ImsxIiwic2lnIjoiWlhoaGJYQnNaUT09In1dfQ==",
    ///   "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ///   "signedextattrs": "traceparent",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-signedextattrs" {
        severity: Error,
        reference: "CloudEvents extensions, Verifiability",
        statements: ["CE-99"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    if let Some(names) = context.text("signedextattrs").filter(|names| !names.is_empty())
        && let Some(reason) = fault(names.split(',').map(str::trim))
    {
        violations.push(
            Violation::new(format!("`signedextattrs` {reason}"))
                .at("/signedextattrs", Mark::Value)
                .help("name each extension attribute that is signed once, with commas between them"),
        );
    }
    let Some(material) = context.text("dssematerial").and_then(material) else { return };
    let reason = match (material.get("ext"), material.get("signedextattrs")) {
        (None, None) => None,
        (Some(_), Some(Value::Array(names))) if names.iter().all(Value::is_string) => {
            fault(names.iter().filter_map(Value::as_str))
        }
        (Some(_), Some(_)) => Some("is no list of texts"),
        (Some(_), None) => Some("is missing beside `ext`"),
        (None, Some(_)) => Some("stands there without `ext`"),
    };
    if let Some(reason) = reason {
        violations.push(
            Violation::new(format!("in the signed material, `signedextattrs` {reason}"))
                .at("/dssematerial", Mark::Value)
                .help("name each extension attribute that is signed once, beside their digest `ext`"),
        );
    }
}

/// What is wrong with the names, as the end of a sentence.
fn fault<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'static str> {
    let mut known = HashSet::new();
    for name in names {
        if name.is_empty() {
            return Some("has an empty name");
        }
        if !is_extension(name) {
            return Some("names an attribute that CloudEvents defines");
        }
        if ["signedextattrs", "dssematerial"].contains(&name) {
            return Some("names itself or `dssematerial`");
        }
        if !known.insert(name) {
            return Some("names an attribute twice");
        }
    }
    None
}
