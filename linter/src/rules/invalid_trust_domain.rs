use crate::{
    context::EventContext,
    identity::{Identity, TrustDomain},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The name of a trust domain has characters or a length that it cannot have.
    ///
    /// ## What it does
    ///
    /// Reads `trust_domain` strictly: 1 to 255 letters, digits, `.`, `-` and `_`. It is a name
    /// alone, without `spiffe://`, without port and path. It need not be a name of the DNS. Upper
    /// case is `non-canonical-spiffe-id`.
    ///
    /// ## Why it matters
    ///
    /// No SPIFFE ID can be of such a trust domain. What is known about the trust domain, such as
    /// the keys that it trusts, is not found under this name.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issued",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "serial_number": "03e9",
    ///     "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ///     "issued_at": "2026-02-04T11:59:59Z",
    ///     "not_before": "2026-02-04T11:59:49Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 1,
    ///     "trust_domain": "spiffe://lattice.example"
    ///   }
    /// }
    /// ```
    ///
    /// With a port:
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
    ///     "trust_domain": "lattice.example:8443",
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
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issued",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "serial_number": "03e9",
    ///     "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ///     "issued_at": "2026-02-04T11:59:59Z",
    ///     "not_before": "2026-02-04T11:59:49Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 1,
    ///     "trust_domain": "lattice.example"
    ///   }
    /// }
    /// ```
    rule "invalid-trust-domain" {
        severity: Error,
        reference: "SPIFFE-ID, section 2.1",
        statements: ["I01"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let Some(Err(reason)) = identity.text("trust_domain").map(TrustDomain::read) else { return };
    violations.push(
        Violation::new(format!("`trust_domain` is no name of a trust domain: it {reason}"))
            .at("/data/trust_domain", Mark::Value)
            .help("write it like `example.org`, as it stands between `spiffe://` and the path"),
    );
}
