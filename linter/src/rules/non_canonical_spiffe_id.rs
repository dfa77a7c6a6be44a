use crate::{
    context::EventContext,
    identity::{Identity, SpiffeId, TrustDomain, audience_pointer},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A scheme or a trust domain is written in upper case.
    ///
    /// ## What it does
    ///
    /// Looks at `spiffe_id`, at `trust_domain` and at audiences that are SPIFFE IDs. Their scheme
    /// and trust domain are the same in any case, and lower case is how they are written. The case
    /// of paths counts, so that nothing is said about it.
    ///
    /// ## Why it matters
    ///
    /// Programs that compare names as texts, and there are many, take one workload for two: rules
    /// for access do not match, and a monitor sees a stranger.
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
    ///     "spiffe_id": "spiffe://Lattice.Example/component/echo",
    ///     "svid_type": "x509",
    ///     "serial_number": "03e9",
    ///     "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ///     "issued_at": "2026-02-04T11:59:59Z",
    ///     "not_before": "2026-02-04T11:59:49Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    ///
    /// A scheme in upper case:
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
    ///     "svid_type": "jwt",
    ///     "issued_at": "2026-02-04T11:59:58Z",
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "audience": [
    ///       "SPIFFE://lattice.example/auth-callout"
    ///     ],
    ///     "generation": 1
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
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    rule "non-canonical-spiffe-id" {
        severity: Warning,
        reference: "SPIFFE-ID, sections 2.1 and 2.4",
        statements: ["I01"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let is_noted = |text: &str| SpiffeId::read(text).is_ok_and(|id| !id.is_canonical);
    if identity.spiffe_id().is_some_and(|id| !id.is_canonical) {
        push("/data/spiffe_id", violations);
    }
    let trust_domain = identity.text("trust_domain").and_then(|name| TrustDomain::read(name).ok());
    if trust_domain.is_some_and(|name| !name.is_canonical) {
        push("/data/trust_domain", violations);
    }
    for (index, audience) in identity.audiences() {
        if is_noted(audience) {
            push(&audience_pointer(index), violations);
        }
    }
}

fn push(pointer: &str, violations: &mut Violations) {
    violations.push(
        Violation::new("scheme and trust domain of a SPIFFE ID are written in lower case")
            .at(pointer, Mark::Value)
            .help("write everything before the path in lower case"),
    );
}
