use crate::{
    context::EventContext,
    identity::{Identity, SvidType, in_words},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An identity was rotated after the one before had expired.
    ///
    /// ## What it does
    ///
    /// Compares `previous_expires_at` with `issued_at`. Clocks may differ by 60 seconds, unless the
    /// threshold `clock-skew` says otherwise. Nothing is said about JWT identities: hosts fetch a
    /// new token when they connect again, long after the one before has expired.
    ///
    /// ## Why it matters
    ///
    /// In between the workload had no valid identity, and its peers refused it. Identities are
    /// rotated when half of their life is over.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_rotated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "serial_number": "03ea",
    ///     "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
    ///     "issued_at": "2026-02-04T11:59:59Z",
    ///     "not_before": "2026-02-04T11:59:49Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 2,
    ///     "previous_serial_number": "03e9",
    ///     "previous_fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ///     "previous_expires_at": "2026-02-04T11:50:00Z",
    ///     "reason": "restart"
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
    ///   "type": "com.wasmcloud.lattice.identity_rotated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "serial_number": "03ea",
    ///     "fingerprint_sha256": "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
    ///     "issued_at": "2026-02-04T11:59:59Z",
    ///     "not_before": "2026-02-04T11:59:49Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 2,
    ///     "previous_serial_number": "03e9",
    ///     "previous_fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ///     "previous_expires_at": "2026-02-04T12:29:59Z",
    ///     "reason": "scheduled"
    ///   }
    /// }
    /// ```
    rule "late-rotation" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["I17"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    if !matches!(identity.svid_type(), Some(SvidType::X509 | SvidType::Wit)) {
        return;
    }
    let (Some(end), Some(issued)) = (identity.time("previous_expires_at"), identity.validity().issued) else {
        return;
    };
    let skew = context.envelope.thresholds.clock_skew.0;
    if let Some(gap) = issued.after(&end).filter(|gap| *gap > skew) {
        violations.push(
            Violation::new(format!("the identity before had expired {} earlier", in_words(gap)))
                .at("/data/previous_expires_at", Mark::Value)
                .related("/data/issued_at", Mark::Value, "rotated here")
                .help("rotate identities when half of their life is over"),
        );
    }
}
