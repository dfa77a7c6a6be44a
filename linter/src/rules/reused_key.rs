use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A rotated identity still has the key of the one before.
    ///
    /// ## What it does
    ///
    /// Compares `public_key_sha256` with `previous_public_key_sha256`. Where the identity is the
    /// same altogether, `unchanged-identity` says so.
    ///
    /// ## Why it matters
    ///
    /// A new certificate for an old key gains nothing against a thief of the key. Rotation is worth
    /// its while because the key is made anew.
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
    ///     "previous_expires_at": "2026-02-04T12:29:59Z",
    ///     "reason": "scheduled",
    ///     "public_key_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    ///     "previous_public_key_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
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
    ///     "reason": "scheduled",
    ///     "public_key_sha256": "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
    ///     "previous_public_key_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    ///   }
    /// }
    /// ```
    rule "reused-key" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["I16"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    if identity.is_as_before("public_key_sha256") && identity.unchanged().next().is_none() {
        violations.push(
            Violation::new("the identity was rotated, and its key was not")
                .at("/data/public_key_sha256", Mark::Value)
                .related("/data/previous_public_key_sha256", Mark::Value, "before")
                .help("make a new key for each identity"),
        );
    }
}
