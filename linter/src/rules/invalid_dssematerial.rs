use crate::{
    context::EnvelopeContext,
    dsse::envelope,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `dssematerial` is no envelope of DSSE.
    ///
    /// ## What it does
    ///
    /// Decodes `dssematerial` as Base64 with padding, and reads what it holds: a JSON object with a
    /// text `payloadType`, a `payload` in Base64, and at least one of `signatures`, each with a
    /// `sig`. Signatures are not verified: that takes keys.
    ///
    /// ## Why it matters
    ///
    /// Readers that verify events discard those whose material they cannot read.
    ///
    /// ## Example
    ///
    /// An empty object in Base64:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "dssematerial": "e30=",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-dssematerial" {
        severity: Error,
        reference: "CloudEvents extensions, Verifiability; DSSE 1.0.2, Envelope",
        statements: ["CE-99"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(Err(reason)) = context.text("dssematerial").map(envelope) else { return };
    violations.push(
        Violation::new(format!("`dssematerial` is no envelope of DSSE: {reason}"))
            .at("/dssematerial", Mark::Value)
            .help("write the whole envelope in Base64 with padding"),
    );
}
