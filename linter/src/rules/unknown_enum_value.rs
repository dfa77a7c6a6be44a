use lattice_event_model::model::{Place, Visit};

use crate::{
    context::EventContext,
    identity::is_weak_algorithm,
    quoted::{Quoted, listed},
    rule::declare_rule,
    suggest::nearest,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A field has a value that is not among those that the schema knows.
    ///
    /// ## What it does
    ///
    /// Looks at fields with a list of known values. The lists are open: an unknown value breaks
    /// no schema.
    ///
    /// ## Why it matters
    ///
    /// The producer is newer than the catalogue, or the value is misspelt. Readers that handle
    /// each known value have nothing to do for it.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issued",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "workload_kind": "componant",
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
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.identity_issued",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
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
    rule "unknown-enum-value" {
        severity: Warning,
        reference: "the schema of the event",
        statements: ["L9"],
        since: "0.1.0",
        check: Field(check),
    }
}

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::UnknownValue { enumeration, value } = visit else { return };
    // A weak algorithm has a rule of its own.
    if !enumeration.open || is_weak_algorithm(context, &place.pointer(), value) {
        return;
    }
    let known = || enumeration.values.iter().map(|known| known.value.as_str());
    let help = match nearest(value, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known values are {}", listed(known())),
    };
    let message =
        format!("{} is {}, a value that the schema does not know", Quoted(&place.pointer()), Quoted(value));
    let violation = Violation::new(message).at(&place.pointer(), Mark::Value).help(help);
    violations.push(context.with_schema_reference(violation));
}
