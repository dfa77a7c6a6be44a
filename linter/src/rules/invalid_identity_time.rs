use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    timestamp::Timestamp,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A time of an identity is not a time as in RFC 3339.
    ///
    /// ## What it does
    ///
    /// Reads every time in the data, such as `issued_at`, `expires_at` and those of authorities, by
    /// the grammar of RFC 3339, as `invalid-time` does with the attribute `time`.
    ///
    /// ## Why it matters
    ///
    /// Nobody knows when the identity ends. Programs refuse the event, or each reads another time.
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
    ///     "expires_at": "2026-02-04 12:59:59",
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
    rule "invalid-identity-time" {
        severity: Error,
        reference: "RFC 3339, section 5.6; the event catalogue",
        statements: ["I23"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    for (place, text) in identity.odd_times() {
        if let Err(reason) = Timestamp::read(text) {
            let pointer = place.pointer();
            violations.push(
                Violation::new(format!("`{pointer}` is not a time of RFC 3339: {reason}"))
                    .at(&pointer, Mark::Value)
                    .help("write it like `2026-02-04T12:00:00Z`"),
            );
        }
    }
}
