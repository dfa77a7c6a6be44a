use crate::{
    context::EventContext,
    identity::{Identity, pointer, previous},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A rotated identity is the one that it should replace.
    ///
    /// ## What it does
    ///
    /// Fires where `serial_number` or `fingerprint_sha256` is the same as that of the identity
    /// before, or the `token_id` of a JWT identity is. Bound tokens may share a `token_id`.
    ///
    /// ## Why it matters
    ///
    /// Nothing was rotated. The identity ends when the old one does, while everybody believes that
    /// the workload has a new one. Agents repeat what they have, and a host has to compare.
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
    ///     "serial_number": "03e9",
    ///     "fingerprint_sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
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
    rule "unchanged-identity" {
        severity: Error,
        reference: "the event catalogue; RFC 5280, section 4.1.2.2; RFC 7519, section 4.1.7",
        statements: ["I15"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let unchanged: Vec<&str> = identity.unchanged().collect();
    let Some(first) = unchanged.first() else { return };
    violations.push(
        Violation::new(format!("nothing was rotated: the same `{}` as before", unchanged.join("` and `")))
            .at(&pointer(first), Mark::Value)
            .related(&pointer(&previous(first)), Mark::Value, "before")
            .help("tell of a rotation only when the identity is another one"),
    );
}
