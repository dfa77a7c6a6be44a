use crate::{
    context::EventContext,
    identity::{Identity, pointer, weakness},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An identity rests on an algorithm that proves nothing.
    ///
    /// ## What it does
    ///
    /// Looks at `key_algorithm` and `signature_algorithm`, whatever their case and hyphens are: RSA
    /// keys of less than 2048 bits, HMAC (`HS256` and the like), `none`, SHA-1 and MD5.
    /// `unknown-enum-value` is silent about these.
    ///
    /// ## Why it matters
    ///
    /// Anybody can forge such an identity, with some effort or with none. With HMAC every server
    /// that can check a token can also make one.
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
    ///     "key_algorithm": "rsa-1024"
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
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout"
    ///     ],
    ///     "generation": 1,
    ///     "signature_algorithm": "HS256"
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
    ///     "key_algorithm": "ec-p256"
    ///   }
    /// }
    /// ```
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
    ///     "svid_type": "jwt",
    ///     "issued_at": "2026-02-04T11:59:58Z",
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout"
    ///     ],
    ///     "generation": 1,
    ///     "signature_algorithm": "ES256"
    ///   }
    /// }
    /// ```
    rule "weak-algorithm" {
        severity: Error,
        reference: "JWT-SVID, section 2.1; WIT-SVID, section 2.3; NIST SP 800-131A, section 3; OWASP Non-Human Identities Top 10 of 2025, NHI4",
        statements: ["I19"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    for (field, name) in identity.algorithms() {
        let Some(reason) = weakness(name) else { continue };
        violations.push(
            Violation::new(format!("`{field}` is {}, which is weak: {reason}", Quoted(name)))
                .at(&pointer(field), Mark::Value)
                .help("use a key of the curve P-256 and signatures `ES256`"),
        );
    }
}
