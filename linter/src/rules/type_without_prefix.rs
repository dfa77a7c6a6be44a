use crate::{
    context::{EnvelopeContext, Standing},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `type` does not begin with a reversed domain name.
    ///
    /// ## What it does
    ///
    /// Looks at types that the catalogue does not have. The first part should look like a
    /// top-level domain, which has letters only, and two parts at least should stand before the
    /// last one: `com.example.order_placed`.
    ///
    /// ## Why it matters
    ///
    /// The prefix says who defines the event. Two organisations that both publish `order_placed`
    /// mean different things by it, and readers cannot tell them apart.
    ///
    /// ## Example
    ///
    /// ```json fires beside=unknown-type
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "type-without-prefix" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, type",
        statements: ["CE-11"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let (Standing::Unknown, Some(event_type)) = (&context.standing, context.text("type")) else { return };
    if !has_prefix(event_type) {
        violations.push(
            Violation::new("`type` does not begin with a reversed domain name")
                .at("/type", Mark::Value)
                .help("put a domain that you own before it: `com.example.order_placed`"),
        );
    }
}

/// Whether two parts stand before the last one, of which the first can be a
/// top-level domain. That of another alphabet begins with `xn--`.
fn has_prefix(event_type: &str) -> bool {
    let mut parts = event_type.split('.');
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let (Some(domain), Some(_), Some(_)) = (next(), next(), next()) else { return false };
    let is_plain = domain.len() > 1 && domain.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_plain || domain.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
}
