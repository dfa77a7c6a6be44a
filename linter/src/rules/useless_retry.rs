use crate::{
    context::EventContext,
    identity::{Identity, pointer},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A request is repeated that will be refused again.
    ///
    /// ## What it does
    ///
    /// Fires where `error_kind` is `invalid_argument` or `unimplemented`, or `grpc_code` is one of
    /// these two, and the host has tried more than once (`attempt`) or is about to try again
    /// (`retry_at`).
    ///
    /// ## Why it matters
    ///
    /// The endpoint refuses the request itself, and will do so until the host is changed. Each
    /// attempt costs both sides, and fills logs in which real faults are looked for.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issue_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "error": "the request lacks its security header",
    ///     "error_kind": "invalid_argument",
    ///     "attempt": 2,
    ///     "attempted_at": "2026-02-04T11:59:59Z"
    ///   }
    /// }
    /// ```
    ///
    /// About to try again:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issue_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "error": "the endpoint does not know the request",
    ///     "error_kind": "unimplemented",
    ///     "attempt": 1,
    ///     "attempted_at": "2026-02-04T11:59:59Z",
    ///     "retry_at": "2026-02-04T12:00:05Z"
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
    ///   "type": "com.wasmcloud.lattice.identity_issue_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "error": "the request lacks its security header",
    ///     "error_kind": "invalid_argument",
    ///     "attempt": 1,
    ///     "attempted_at": "2026-02-04T11:59:59Z"
    ///   }
    /// }
    /// ```
    ///
    /// Others may be repeated:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issue_failed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "component",
    ///     "workload_id": "echo",
    ///     "spiffe_id": "spiffe://lattice.example/component/echo",
    ///     "svid_type": "x509",
    ///     "error": "no answer within 5 s",
    ///     "error_kind": "timeout",
    ///     "attempt": 2,
    ///     "attempted_at": "2026-02-04T11:59:59Z",
    ///     "retry_at": "2026-02-04T12:00:05Z"
    ///   }
    /// }
    /// ```
    rule "useless-retry" {
        severity: Warning,
        reference: "SPIFFE Workload Endpoint, section 6",
        statements: ["I21"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let is_refusal = |field| {
        identity.text(field).is_some_and(|text| {
            ["invalid_argument", "unimplemented"].iter().any(|code| code.eq_ignore_ascii_case(text))
        })
    };
    let Some(cause) = ["error_kind", "grpc_code"].into_iter().find(|field| is_refusal(field)) else { return };
    let (field, message) = if identity.number("attempt").is_some_and(|attempt| attempt > 1) {
        ("attempt", "the host repeats a request that the endpoint does not accept")
    } else if identity.value("retry_at").is_some() {
        ("retry_at", "the host will repeat a request that the endpoint does not accept")
    } else {
        return;
    };
    violations.push(
        Violation::new(message)
            .at(&pointer(field), Mark::Value)
            .related(&pointer(cause), Mark::Value, "trying again does not help")
            .help("try again only after `Unavailable`, `PermissionDenied` and the like"),
    );
}
