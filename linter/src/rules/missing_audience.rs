use serde_json::Value;

use crate::{
    context::EventContext,
    identity::{Identity, SvidType},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A token does not say for whom it is.
    ///
    /// ## What it does
    ///
    /// Fires where `svid_type` is `jwt`, and the event tells which token it is about without naming
    /// an `audience`. A list that is empty, or that has empty texts only, names nobody in any
    /// event.
    ///
    /// ## Why it matters
    ///
    /// A JWT-SVID has at least one audience, and servers refuse one that has none. Where one does
    /// not look, everybody who gets the token can use it everywhere.
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
    ///     "svid_type": "jwt",
    ///     "issued_at": "2026-02-04T11:59:58Z",
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    ///
    /// An empty list:
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
    ///     "audience": [],
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
    ///     "svid_type": "jwt",
    ///     "issued_at": "2026-02-04T11:59:58Z",
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout"
    ///     ],
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    rule "missing-audience" {
        severity: Error,
        reference: "JWT-SVID, section 3.2",
        statements: ["I09"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    if identity.svid_type() != Some(SvidType::Jwt) {
        return;
    }
    let violation = match identity.value("audience") {
        None if identity.event().describes_identity() && identity.lacks("audience", context) => {
            Violation::new("the token has no `audience`").at("/data/audience", Mark::Missing)
        }
        Some(Value::Array(list)) if list.iter().all(|value| value.as_str() == Some("")) => {
            Violation::new("`audience` names nobody").at("/data/audience", Mark::Value)
        }
        _ => return,
    };
    violations.push(violation.help("ask for a token for the one server that gets it"));
}
