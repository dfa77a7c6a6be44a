use crate::{
    context::EventContext,
    identity::{Identity, TrustDomain},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The trust domain is another one than that of the SPIFFE ID.
    ///
    /// ## What it does
    ///
    /// Compares `trust_domain` with the trust domain in `spiffe_id`. Case does not count. Names
    /// that are invalid have rules of their own.
    ///
    /// ## Why it matters
    ///
    /// One of the two is wrong. Readers that go by the field judge the identity by the keys of a
    /// trust domain that never signed it.
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
    ///     "trust_domain": "partner.example"
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
    rule "trust-domain-mismatch" {
        severity: Error,
        reference: "SPIFFE-ID, section 2.1",
        statements: ["I02"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let Some(told) = identity.text("trust_domain") else { return };
    let (Ok(told), Some(id)) = (TrustDomain::read(told), identity.spiffe_id()) else { return };
    if !told.is(&id.trust_domain) {
        violations.push(
            Violation::new(format!(
                "`trust_domain` is {}, but that of `spiffe_id` is {}",
                Quoted(told.name),
                Quoted(id.trust_domain.name)
            ))
            .at("/data/trust_domain", Mark::Value)
            .related("/data/spiffe_id", Mark::Value, "should be that of this name"),
        );
    }
}
