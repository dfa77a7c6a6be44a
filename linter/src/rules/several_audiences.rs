use std::collections::BTreeSet;

use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A token is for several servers.
    ///
    /// ## What it does
    ///
    /// Fires where `audience` names more than one. The same name twice counts once.
    ///
    /// ## Why it matters
    ///
    /// Whoever has the token can use it. Each of the servers can therefore use it at all the
    /// others, in the name of the workload.
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
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout",
    ///       "spiffe://lattice.example/registry"
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
    rule "several-audiences" {
        severity: Warning,
        reference: "JWT-SVID, sections 3.2 and 7.2",
        statements: ["I09"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let audiences: BTreeSet<&str> =
        identity.audiences().map(|(_, audience)| audience).filter(|audience| !audience.is_empty()).collect();
    if audiences.len() > 1 {
        violations.push(
            Violation::new(format!(
                "the token is for {} servers, and each can use it at the others",
                audiences.len()
            ))
            .at("/data/audience", Mark::Value)
            .help("ask for a token for each of them"),
        );
    }
}
