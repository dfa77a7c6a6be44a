use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `authtype` is none of the usual ones.
    ///
    /// ## What it does
    ///
    /// Fires where `authtype` is none of `app_user`, `user`, `service_account`, `api_key`, `system`,
    /// `unauthenticated` and `unknown`. Others are allowed.
    ///
    /// ## Why it matters
    ///
    /// Readers that were not told of this kind of account treat its events as those of nobody they
    /// know.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "authtype": "robot",
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-authtype" {
        severity: Info,
        reference: "CloudEvents extensions, Auth Context",
        statements: ["CE-87"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

const USUAL: [&str; 7] =
    ["api_key", "app_user", "service_account", "system", "unauthenticated", "unknown", "user"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(authtype) = context.text("authtype") else { return };
    // Empty ones have a rule of their own.
    if !authtype.is_empty() && !USUAL.contains(&authtype) {
        violations.push(
            Violation::new(format!("`authtype` is {}, which is none of the usual ones", Quoted(authtype)))
                .at("/authtype", Mark::Value)
                .help("write one of them, or tell readers what it means"),
        );
    }
}
