use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event says who caused it, but not what kind of account that is.
    ///
    /// ## What it does
    ///
    /// Fires where `authid` or `authclaims` is there and `authtype` is not. `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// An ID means nothing without its kind: `42` may be a user of the application, an account of the
    /// infrastructure or a key. Readers that audit by the kind miss the event.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "authid": "operator-7",
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
    ///   "authtype": "service_account",
    ///   "authid": "operator-7",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "authid-without-authtype" {
        severity: Error,
        reference: "CloudEvents extensions, Auth Context",
        statements: ["CE-87"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(name) = ["authid", "authclaims"].into_iter().find(|name| context.attribute(name).is_some())
    else {
        return;
    };
    if context.attribute("authtype").is_none() {
        violations.push(
            Violation::new(format!("the event has {}, but no `authtype`", Quoted(name)))
                .at(&format!("/{name}"), Mark::Name)
                .help("add one such as `user`, `service_account` or `system`; if nobody knows, `unknown`"),
        );
    }
}
