use serde_json::Value;

use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A trust domain has withdrawn all its keys.
    ///
    /// ## What it does
    ///
    /// Fires where the `authorities` of a bundle are an empty list, and the bundle was not removed.
    ///
    /// ## Why it matters
    ///
    /// No identity of the trust domain is valid any more: every workload that has one is refused
    /// from now on. That is what an empty bundle says, and somebody should know of it, all the more
    /// if it was not meant.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.trust_bundle_updated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "trust_domain": "lattice.example",
    ///     "svid_type": "x509",
    ///     "federated": false,
    ///     "change": "updated",
    ///     "sequence": 42,
    ///     "refresh_hint_seconds": 300,
    ///     "authorities": []
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.trust_bundle_updated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "trust_domain": "lattice.example",
    ///     "svid_type": "x509",
    ///     "federated": false,
    ///     "change": "updated",
    ///     "sequence": 42,
    ///     "refresh_hint_seconds": 300,
    ///     "authorities": [
    ///       {
    ///         "id": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    ///
    /// A bundle that the host no longer has:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.trust_bundle_updated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "trust_domain": "lattice.example",
    ///     "svid_type": "x509",
    ///     "federated": false,
    ///     "change": "removed",
    ///     "sequence": 42,
    ///     "refresh_hint_seconds": 300
    ///   }
    /// }
    /// ```
    rule "revoked-trust-domain" {
        severity: Error,
        reference: "SPIFFE Trust Domain and Bundle, section 4.1.3",
        statements: ["I22"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let is_empty = identity.value("authorities").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if is_empty && identity.text("change") != Some("removed") {
        violations.push(
            Violation::new("the trust domain has no authority any more, and none of its identities is valid")
                .at("/data/authorities", Mark::Value)
                .help("if this was not meant, publish the bundle with its keys again"),
        );
    }
}
