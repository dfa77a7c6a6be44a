use crate::{
    context::EventContext,
    identity::{ExpectedPath, Identity},
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The SPIFFE ID of a workload has another path than was agreed.
    ///
    /// ## What it does
    ///
    /// Compares the path of `spiffe_id` with the template for its `workload_kind` in the threshold
    /// `identity.paths`. There is none by default, and then nothing is said.
    ///
    /// In a template, names in braces stand for texts of the data, or for the trust domain of the
    /// SPIFFE ID: `/component/{workload_id}`, `/{trust_domain}/host/{host_id}`. A character that
    /// SPIFFE does not allow in a path, such as the `:` of an image tag or a `/`, may be replaced
    /// by `-` or `_`. All others stay as they are. Where the data lacks one of the texts, nothing
    /// is said.
    ///
    /// ## Why it matters
    ///
    /// Rules for access are written for paths. A workload with another one is refused, or gets
    /// rights that were meant for somebody else.
    ///
    /// ## Example
    ///
    /// With `paths = { component = "/component/{workload_id}" }`:
    ///
    /// ```json fires threshold:identity.paths.component=/component/{workload_id}
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
    ///     "spiffe_id": "spiffe://lattice.example/provider/echo",
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
    /// ## Instead
    ///
    /// ```json passes threshold:identity.paths.component=/component/{workload_id}
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
    rule "unexpected-spiffe-path" {
        severity: Warning,
        reference: "thresholds of the linter: `identity.paths`",
        statements: ["I20"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let templates = &context.envelope.thresholds.identity.paths;
    if templates.is_empty() {
        return;
    }
    let Some(identity) = Identity::of(context) else { return };
    let Some(template) = identity.text("workload_kind").and_then(|kind| templates.get(kind)) else { return };
    // One without a path has a rule of its own.
    let Some(id) = identity.spiffe_id().filter(|id| !id.path.is_empty()) else { return };
    let value = |name: &str| match name {
        "trust_domain" => Some(id.trust_domain.name),
        _ => identity.text(name),
    };
    let Some(expected) = ExpectedPath::new(template, value).filter(|expected| !expected.is(id.path)) else {
        return;
    };
    violations.push(
        Violation::new(format!("the path of `spiffe_id` is {}", Quoted(id.path)))
            .at("/data/spiffe_id", Mark::Value)
            .related("/data/workload_kind", Mark::Value, "of such a workload")
            .help(format!("it should be {}", Quoted(&expected.shown()))),
    );
}
