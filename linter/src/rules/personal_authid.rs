use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `authid` is an e-mail address.
    ///
    /// ## What it does
    ///
    /// Fires where `authid` looks like an e-mail address. Addresses of service accounts and of the
    /// system are nobody's own: where `authtype` says so, they pass.
    ///
    /// ## Why it matters
    ///
    /// Context attributes are copied into logs, metrics and headers, and read by intermediaries that
    /// never see the data. The address of a person ends up in places from which nobody can remove it
    /// again.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "authtype": "user",
    ///   "authid": "jane.doe@example.com",
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
    ///   "authtype": "user",
    ///   "authid": "0195a0b1",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "personal-authid" {
        severity: Warning,
        reference: "CloudEvents extensions, Auth Context",
        statements: ["CE-88"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(authid) = context.text("authid").filter(|authid| authid.contains('@')) else { return };
    let is_nobody = matches!(context.text("authtype"), Some("service_account" | "system"));
    if !is_nobody && authid.split_whitespace().any(is_address) {
        // The address is not repeated, lest it end up in one more log.
        violations.push(
            Violation::new("`authid` is an e-mail address")
                .at("/authid", Mark::Value)
                .help("write an ID that means something to your own systems only"),
        );
    }
}

/// Whether a word is an e-mail address as people have them.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(['<', '>', '(', ')', '"', ',', ';']);
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let Some((local, domain)) = word.split_once('@') else { return false };
    let Some((name, top)) = domain.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || character == '-')
    };
    !local.is_empty()
        && name.split('.').all(is_label)
        && top.chars().count() > 1
        && top.chars().all(char::is_alphabetic)
}
