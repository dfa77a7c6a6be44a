use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    timestamp::Timestamp,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A time of an identity is not in UTC.
    ///
    /// ## What it does
    ///
    /// Looks at every time in the data, such as `issued_at`, `expires_at` and those of authorities.
    /// UTC is `Z`, and also `+00:00` and `-00:00`, which say the same.
    ///
    /// ## Why it matters
    ///
    /// Certificates and tokens have their times in UTC. A local time beside them is misread by
    /// whoever compares texts, and sorts wrongly; an identity then seems to end hours before or
    /// after its time.
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
    ///     "expires_at": "2026-02-04T13:59:59+01:00",
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
    /// `+00:00` is UTC too:
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
    ///     "expires_at": "2026-02-04T12:59:59+00:00",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    rule "local-identity-time" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["I23"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    // What is no time has a rule of its own.
    for (place, _) in identity.odd_times().filter(|(_, text)| Timestamp::read(text).is_ok()) {
        let pointer = place.pointer();
        violations.push(
            Violation::new(format!("`{pointer}` is not in UTC"))
                .at(&pointer, Mark::Value)
                .help("write it in UTC, with `Z` at the end"),
        );
    }
}
