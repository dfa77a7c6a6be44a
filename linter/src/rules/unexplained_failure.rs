use crate::{
    context::EventContext,
    identity::Identity,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A failure does not say what went wrong.
    ///
    /// ## What it does
    ///
    /// Fires where an identity could not be issued or rotated, and `error` is empty or blank. It
    /// also fires where `error_kind` is missing and the schema of the event allows that; otherwise
    /// `schema-violation` says so.
    ///
    /// ## Why it matters
    ///
    /// Whoever is woken by the event learns nothing from it. An error that was cut away as a whole,
    /// for fear of secrets, is one that nobody can mend: the kind and a sentence of one's own are
    /// safe.
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
    ///     "error": "",
    ///     "error_kind": "timeout",
    ///     "attempt": 1,
    ///     "attempted_at": "2026-02-04T11:59:59Z"
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
    ///     "error": "no answer within 5 s",
    ///     "error_kind": "timeout",
    ///     "attempt": 1,
    ///     "attempted_at": "2026-02-04T11:59:59Z"
    ///   }
    /// }
    /// ```
    rule "unexplained-failure" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["I21"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    if !identity.event().is_failure() {
        return;
    }
    const HELP: &str = "say in a few words of your own what went wrong";
    if identity.text("error").is_some_and(|error| error.trim().is_empty()) {
        violations.push(
            Violation::new("`error` says nothing about the failure")
                .at("/data/error", Mark::Value)
                .help(HELP),
        );
    } else if identity.lacks("error_kind", context) {
        violations.push(
            Violation::new("the failure has no `error_kind`")
                .at("/data/error_kind", Mark::Missing)
                .help(HELP),
        );
    }
}
