use crate::{
    context::EventContext,
    identity::{Identity, in_words},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// An event about a new identity comes long after it was issued, or before.
    ///
    /// ## What it does
    ///
    /// Compares the `time` of the event with `issued_at`, where the identity is a new one. The
    /// event may be of a time up to 60 seconds before, since clocks differ (threshold
    /// `clock-skew`), and up to 5 minutes after (threshold `identity.delay`). Where the identity
    /// has expired by then, `expired-identity` says so.
    ///
    /// ## Why it matters
    ///
    /// Who watches a lattice meets an identity in use that nobody has told of, and takes it for a
    /// stolen one. An event before its time is the work of a wrong clock, by which expiry is judged
    /// too.
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
    ///     "issued_at": "2026-02-04T11:50:00Z",
    ///     "not_before": "2026-02-04T11:49:50Z",
    ///     "expires_at": "2026-02-04T12:59:59Z",
    ///     "generation": 1
    ///   }
    /// }
    /// ```
    ///
    /// Before it was issued:
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
    ///     "issued_at": "2026-02-04T12:03:00Z",
    ///     "expires_at": "2026-02-04T12:04:58Z",
    ///     "audience": [
    ///       "spiffe://lattice.example/auth-callout"
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
    rule "untimely-identity-event" {
        severity: Warning,
        reference: "thresholds of the linter: `clock-skew`, `identity.delay`",
        statements: ["I07"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    if !identity.event().is_new() {
        return;
    }
    let (Some(Ok(time)), Some(issued)) = (context.envelope.time(), identity.validity().issued) else {
        return;
    };
    let thresholds = context.envelope.thresholds;
    let late = time.after(&issued).filter(|late| *late > thresholds.identity.delay.0);
    let early = issued.after(&time).filter(|early| *early > thresholds.clock_skew.0);
    let message = match (late, early) {
        (Some(late), _) if identity.expired_since(context.envelope).is_none() => {
            format!("the event is {} later than the identity that it tells of", in_words(late))
        }
        (None, Some(early)) => {
            format!("the event is {} earlier than the identity that it tells of", in_words(early))
        }
        _ => return,
    };
    violations.push(
        Violation::new(message)
            .at("/data/issued_at", Mark::Value)
            .related("/time", Mark::Value, "the event is of this time")
            .help("publish the event at once, and check the clock of the host"),
    );
}
