use crate::{
    context::EventContext,
    identity::{Identity, in_words},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An identity is valid for longer than usual.
    ///
    /// ## What it does
    ///
    /// Fires where an X.509 or WIT identity is valid for more than 24 hours, or a JWT identity for
    /// more than 1 hour. The thresholds `identity.x509-lifetime` and `identity.jwt-lifetime` say
    /// otherwise. SPIFFE itself sets no limit; SPIRE gives certificates an hour and tokens 5
    /// minutes.
    ///
    /// Counted is from `not_before` to `expires_at`, without the time by which `not_before` may be
    /// early (threshold `identity.backdating`). What is valid for much longer is
    /// `excessive-lifetime`.
    ///
    /// ## Why it matters
    ///
    /// Whoever steals the identity can use it until it expires. Short lives are what makes
    /// revocation lists needless.
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
    ///     "expires_at": "2026-02-06T11:59:59Z",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    ///
    /// A token:
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
    ///     "expires_at": "2026-02-04T14:00:00Z",
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout"
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
    ///
    /// Where a week is what was decided:
    ///
    /// ```json passes threshold:identity.x509-lifetime=7days
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
    ///     "expires_at": "2026-02-06T11:59:59Z",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    rule "long-lived-identity" {
        severity: Warning,
        reference: "OWASP Non-Human Identities Top 10 of 2025, NHI7; thresholds of the linter: `identity`",
        statements: ["I08"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let thresholds = &context.envelope.thresholds.identity;
    let Some(kind) = identity.svid_type() else { return };
    let Some(lifetime) = identity.validity().lifetime(thresholds.backdating.0) else { return };
    let usual = kind.usual_lifetime(thresholds).0;
    if lifetime > usual && lifetime <= kind.longest_lifetime(thresholds).0 {
        violations.push(
            Violation::new(format!(
                "the {} is valid for {}, and {} is usual at most",
                kind.name(),
                in_words(lifetime),
                in_words(usual)
            ))
            .at("/data/expires_at", Mark::Value)
            .help("let it be valid for a shorter time, and rotate it more often"),
        );
    }
}
