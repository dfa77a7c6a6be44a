use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `authclaims` is no JSON object in a text.
    ///
    /// ## What it does
    ///
    /// Reads the text of `authclaims` as JSON. It has to be an object of claims.
    ///
    /// ## Why it matters
    ///
    /// Readers that look for a claim find none, or fail on the event. Who takes missing claims for
    /// missing rights, or for all of them, decides wrongly.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "authtype": "user",
    ///   "authclaims": "role=admin",
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
    ///   "authtype": "user",
    ///   "authclaims": "{\"role\":\"admin\"}",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-authclaims" {
        severity: Error,
        reference: "CloudEvents extensions, Auth Context",
        statements: ["CE-89"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(authclaims) = context.text("authclaims") else { return };
    let reason = match serde_json::from_str::<Value>(authclaims) {
        Ok(Value::Object(_)) => return,
        Ok(_) => "`authclaims` is JSON, but no object of claims",
        Err(_) => "`authclaims` is no JSON",
    };
    // Claims tell who somebody is, so that they are not repeated.
    violations.push(
        Violation::new(reason)
            .at("/authclaims", Mark::Value)
            .help("write an object of claims as a text: `\"{\\\"role\\\":\\\"admin\\\"}\"`"),
    );
}
