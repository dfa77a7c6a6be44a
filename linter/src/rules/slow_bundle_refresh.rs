use std::time::Duration;

use crate::{
    context::EventContext,
    identity::{Identity, in_words},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A trust bundle is refreshed more rarely than identities are renewed.
    ///
    /// ## What it does
    ///
    /// Compares `refresh_hint_seconds` with how long identities of this kind are usually valid: the
    /// thresholds `identity.x509-lifetime` (24 hours, also for WIT identities) and
    /// `identity.jwt-lifetime` (1 hour).
    ///
    /// ## Why it matters
    ///
    /// A key is published several refreshes before it signs, and trusted until its last identity
    /// has expired. Hosts that ask more rarely than that meet identities whose key they do not
    /// know, and go on trusting keys that were withdrawn.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.trust_bundle_updated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "trust_domain": "lattice.example",
    ///     "svid_type": "x509",
    ///     "federated": false,
    ///     "change": "updated",
    ///     "sequence": 42,
    ///     "refresh_hint_seconds": 604800,
    ///     "authorities": [
    ///       {
    ///         "id": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    ///       }
    ///     ]
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
    ///   "type": "com.wasmcloud.lattice.trust_bundle_updated",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00Z",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "trust_domain": "lattice.example",
    ///     "svid_type": "x509",
    ///     "federated": false,
    ///     "change": "updated",
    ///     "sequence": 42,
    ///     "refresh_hint_seconds": 300,
    ///     "authorities": [
    ///       {
    ///         "id": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    rule "slow-bundle-refresh" {
        severity: Warning,
        reference: "SPIFFE Trust Domain and Bundle, section 4.1.2; SPIFFE Federation, section 4.1",
        statements: ["I22"],
        since: "0.1.0",
        check: Identity(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let Some(identity) = Identity::of(context) else { return };
    let Some(hint) = identity.number("refresh_hint_seconds").map(Duration::from_secs) else { return };
    let Some(kind) = identity.svid_type() else { return };
    let usual = kind.usual_lifetime(&context.envelope.thresholds.identity).0;
    if hint > usual {
        violations.push(
            Violation::new(format!(
                "the bundle is refreshed after {}, and identities are usually valid for {} at most",
                in_words(hint),
                in_words(usual)
            ))
            .at("/data/refresh_hint_seconds", Mark::Value)
            .help("some minutes are usual"),
        );
    }
}
