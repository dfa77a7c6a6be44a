use crate::{
    context::EventContext,
    identity::{Identity, IdentityEvent},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A trust bundle has no sequence number.
    ///
    /// ## What it does
    ///
    /// Fires where a bundle was added or updated, and `sequence` is missing.
    ///
    /// ## Why it matters
    ///
    /// Events may come late or twice. Without the number nobody can tell which of two bundles is
    /// newer, or notice that one was missed.
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
    ///     "refresh_hint_seconds": 300
    ///   }
    /// }
    /// ```
    rule "missing-bundle-sequence" {
        severity: Info,
        reference: "SPIFFE Trust Domain and Bundle, section 4.1.1",
        statements: ["I22"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let is_there =
        identity.event() == IdentityEvent::BundleUpdated && identity.text("change") != Some("removed");
    if is_there && identity.lacks("sequence", context) {
        violations.push(
            Violation::new("the bundle has no `sequence`")
                .at("/data/sequence", Mark::Missing)
                .help("repeat the `spiffe_sequence` of the bundle, if it has one"),
        );
    }
}
